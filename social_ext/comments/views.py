from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.exceptions import DomainError
from cms.core.policies import can
from cms.pages.models import HomePage
from cms.pages.selectors import get_page
from social_ext.comments import selectors, services
from social_ext.comments.components import Draft, Thread
from social_ext.comments.forms import CommentForm
from social_ext.comments.models import Thread as ThreadRow
from social_ext.comments.models import ThreadedComment
from social_ext.comments.readings import Reading

FORM_FAULT = 422


@dataclass
class Place:
    """Where something is said: how to get at the conversation, and how to show it again."""

    home: str
    thread: Callable[[], ThreadRow]
    conversation: Callable[[bool], selectors.Conversation]


@require_POST
def page_comments(request, pk):
    """Say something about a page; the first to speak makes its conversation."""
    viewer = request.user
    try:
        page = get_page(viewer, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    if isinstance(page, HomePage):
        raise Http404
    place = Place(
        home=url_of(page),
        thread=lambda: services.ensure_page_thread(actor=viewer, page=page),
        conversation=lambda newest: selectors.page_conversation(viewer, page, newest=newest),
    )
    return _say(request, place)


@require_POST
def thread_comments(request, pk):
    """Say something in a conversation."""
    viewer = request.user
    try:
        thread = selectors.get_thread(viewer, pk)
    except (ThreadRow.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent

    def conversation(newest):
        return selectors.Conversation(viewer, selectors.get_thread(viewer, pk), newest)

    return _say(request, Place(selectors.home_of(viewer, thread), lambda: thread, conversation))


def _say(request, place: Place):
    form = CommentForm(request.POST)
    form.is_valid()
    if set(form.errors) - {"body"}:
        raise Http404
    sent = form.cleaned_data
    newest = sent["order"] == "newest"
    draft, status = Draft(), 200
    try:
        comment = _post(request, place, form)
    except (ThreadedComment.DoesNotExist, OverflowError, PermissionDenied) as absent:
        raise Http404 from absent
    except DomainError as broken:
        draft = Draft(request.POST.get("body", ""), str(broken), sent["parent"], sent["anchor"])
        status = broken.fragment_status if request.htmx else broken.status
    else:
        if not request.htmx:
            order = "?order=newest" if newest else ""
            return HttpResponseRedirect(f"{place.home}{order}#comment-{comment.pk}")
    if not request.htmx:
        context = {"draft": draft, "home": place.home, "action": request.path, "order": sent["order"]}
        return render(request, "comments/refused.html", context, status=status)
    shown = Thread(
        viewer=request.user,
        reading=Reading(place.conversation(newest), place.home),
        action=request.path,
        draft=draft,
    )
    return HttpResponse(shown.render_html({"csrf_token": get_token(request)}), status=status)


@transaction.atomic
def _post(request, place: Place, form: CommentForm) -> ThreadedComment:
    """Make the conversation where it is missing and post: both or nothing."""
    sent = form.cleaned_data
    parent = selectors.get_comment(request.user, sent["parent"]) if sent["parent"] else None
    thread, anchor = place.thread(), sent["anchor"]
    if anchor and anchor not in selectors.block_ids(request.user, thread):
        anchor = ""  # the part went while these words were written: they are about the page
    return services.post_comment(
        actor=request.user,
        thread=thread,
        body=request.POST.get("body", ""),
        parent=parent,
        language=get_language(),
        anchor=anchor,
    )


@require_safe
def comment(request, pk):
    """Lead to a comment where it was said, for those who may read it."""
    found = _get_comment(request, pk)
    home = selectors.home_of(request.user, found.conversation)
    if not home:
        raise Http404
    response = HttpResponseRedirect(f"{home}#comment-{found.pk}")
    response["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change one's own words."""
    found = _get_comment(request, pk)
    if not can(request.user, "change", found):
        raise Http404
    context = {"comment": found, "body": found.comment, "home": selectors.home_of(request.user, found.conversation)}
    if request.method != "POST":
        return render(request, "comments/edit.html", context)
    form = CommentForm(request.POST)
    form.is_valid()
    body = request.POST.get("body", "")
    try:
        services.edit_comment(actor=request.user, comment=found, body=body, version=form.cleaned_data.get("version"))
    except DomainError as broken:
        context |= {"body": body, "error": str(broken)}
        return render(request, "comments/edit.html", context, status=broken.status)
    return HttpResponseRedirect(f"{context['home']}#comment-{found.pk}")


@require_POST
def remove(request, pk):
    """Take one's own comment back."""
    found = _get_comment(request, pk)
    try:
        services.remove_comment(actor=request.user, comment=found)
    except PermissionDenied as refused:
        raise Http404 from refused
    return HttpResponseRedirect(f"{selectors.home_of(request.user, found.conversation)}#comment-{found.pk}")


def _get_comment(request, pk) -> ThreadedComment:
    try:
        return selectors.get_comment(request.user, pk)
    except (ThreadedComment.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
