from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from cms.changes import selectors
from cms.changes.comparing import compare
from cms.changes.forms import AskForm
from cms.changes.models import AcknowledgementRequest, Change
from cms.changes.services import acknowledge, ask_to_acknowledge, stop_asking
from cms.core.addresses import url_of
from cms.core.exceptions import DomainError
from cms.core.policies import can
from cms.pages.selectors import get_page


@require_safe
def page_history(request, pk):
    """List the published versions of a page, the newest first, with what was said of each."""
    page = _page(request.user, pk)
    before = request.GET.get("before", "")
    changes = selectors.history(request.user, page, before=_number(before) if before else None)
    found = list(changes[: selectors.PAGE_SIZE + 1])
    shown = found[: selectors.PAGE_SIZE]
    context = {
        "page": page,
        "url": url_of(page),
        "rows": [(change, older) for change, older in zip(shown, [*found[1:], None], strict=False)],
        "more": shown[-1].pk if len(found) > len(shown) else None,
    }
    return render(request, "changes/history.html", context)


@require_safe
def page_compare(request, pk, old, new):
    """Show what differs between two published versions of a page."""
    page = _page(request.user, pk)
    try:
        before, after = (selectors.get_change(request.user, page, _number(key)) for key in (old, new))
    except Change.DoesNotExist as absent:
        raise Http404 from absent
    parts = compare(request.user, before.revision.as_object(), after.revision.as_object())
    context = {"page": page, "url": url_of(page), "before": before, "after": after, "parts": parts}
    return render(request, "changes/compare.html", context)


@require_POST
def page_acknowledge(request, pk):
    """Say that one has read the version that the button stood below, and lead back to the page."""
    page = _page(request.user, pk)
    try:
        change = selectors.get_change(request.user, page, _number(request.POST.get("change", "")))
    except Change.DoesNotExist as absent:
        raise Http404 from absent
    acknowledge(actor=request.user, page=page, change=change)
    messages.success(request, _("Thank you. It is noted that you read this version."))
    return HttpResponseRedirect(f"{url_of(page)}#acknowledge")


@require_safe
def page_acknowledgements(request, pk):
    """Tell the controller by name who acknowledged a page, and its editors how many did."""
    try:
        asked = selectors.get_request(request.user, _number(pk))
    except AcknowledgementRequest.DoesNotExist as absent:
        raise Http404 from absent
    is_done, after = request.GET.get("show") == "done", request.GET.get("after", "")
    people = selectors.asked_by_name(request.user, asked, is_done=is_done, after=after.replace("\x00", ""))
    found = list(people[: selectors.PAGE_SIZE + 1])
    shown = found[: selectors.PAGE_SIZE]
    context = {
        "page": asked.page,
        "page_url": url_of(asked.page),
        "controller": asked.controller,
        "outcome": selectors.outcome(request.user, asked),
        "least": selectors.LEAST,
        "people": shown,
        "is_done": is_done,
        "names_shown": can(request.user, "see_names", asked),
        "more": shown[-1].username if len(found) > len(shown) else None,
    }
    return render(request, "changes/acknowledgements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def page_ask(request, pk):
    """Let those who publish a page say in the admin who is asked to acknowledge it, and who is shown the names."""
    page = selectors.get_publishable(request.user, _number(pk))
    if page is None:
        raise Http404
    asked = AcknowledgementRequest.objects.filter(page=page.pk).select_related("controller").first()
    form, refusal = AskForm(request.POST or None, initial=_said(request.user, asked)), ""
    try:
        if _was_asked(request, page, form):
            return HttpResponseRedirect(reverse("page_ask", args=[page.pk]))
    except DomainError as broken:
        refusal = str(broken)
    context = {"page": page, "asked": asked, "form": form, "refusal": refusal, "header_icon": "check"}
    context["page_title"] = _("Ask to acknowledge")
    return render(request, "changes/ask_form.html", context, status=422 if request.method == "POST" else 200)


def _said(viewer, asked) -> dict:
    if asked is None:
        return {"controller": viewer}
    return {"units": asked.units.all(), "groups": asked.groups.all(), "controller": asked.controller}


def _was_asked(request, page, form) -> bool:
    """Do what the form says; tell whether that was possible."""
    if request.method == "POST" and request.POST.get("act") == "stop":
        stop_asking(actor=request.user, page=page)
        messages.success(request, _("Nobody is asked to acknowledge “%(title)s” any more.") % {"title": page.title})
        return True
    if not form.is_valid():
        return False
    ask_to_acknowledge(actor=request.user, page=page, **form.cleaned_data)
    messages.success(request, _("Colleagues are asked to acknowledge “%(title)s”.") % {"title": page.title})
    return True


def _number(text) -> int:
    """Return a number that a database takes; 0, which names nothing, for everything else."""
    return int(text) if str(text).isdecimal() and len(str(text)) < 19 else 0


def _page(viewer, pk) -> Page:
    try:
        return get_page(viewer, _number(pk))
    except Page.DoesNotExist as absent:
        raise Http404 from absent
