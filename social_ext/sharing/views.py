from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.exceptions import DomainError
from cms.pages.selectors import get_page
from social_ext.sharing import selectors
from social_ext.sharing.cards import page_card
from social_ext.sharing.components import PlannedShares
from social_ext.sharing.exceptions import NoSpaceChosen, PageNotLive, SpaceUnknown
from social_ext.sharing.models import PlannedShare
from social_ext.sharing.services import plan_share, share_page, withdraw_plan
from social_ext.spaces.selectors import spaces_of

#: No space has a longer name, and databases refuse to look for much longer ones.
LONGEST_NAME = 120


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, pk):
    """Share a page: choose spaces, add words, send. Looking for another space keeps the words and the choices."""
    page = _page(request.user, pk)
    data = request.POST if request.method == "POST" else request.GET
    chosen, message, q = data.getlist("spaces"), data.get("message", ""), data.get("q", "").strip()[:LONGEST_NAME]
    choices = selectors.choices(request.user, page, q=q, chosen=chosen)
    form = partial(_form, request, page, choices, message=message, q=q)
    if request.method != "POST" or "find" in data:
        return form()
    try:
        shares = share_page(actor=request.user, page=page, spaces=_spaces(choices, chosen), message=message)
    except DomainError as error:
        return form(error=error, status=error.status)
    for words in _sent(shares, choices, message):
        messages.success(request, words)
    return HttpResponseRedirect(url_of(page))


def _page(viewer, pk):
    """Return the page to share. One that was unpublished a moment ago is said so to those who might know."""
    try:
        return get_page(viewer, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        if selectors.may_be_told(viewer, pk):
            raise PageNotLive from absent
        raise Http404 from absent


def _spaces(choices, chosen):
    """Return the chosen spaces. One that is not offered is one that does not exist."""
    offered = {choice.space.slug: choice.space for choice in choices}
    if not offered.keys() >= set(chosen):
        raise SpaceUnknown
    return [offered[slug] for slug in dict.fromkeys(chosen)]


def _form(request, page, choices, *, message, q, error=None, status=200):
    spaces = spaces_of(request.user).count()
    context = {
        "page": page,
        "card": page_card(request.user, page),
        "choices": choices,
        "has_spaces": spaces > 0,
        "has_search": spaces >= selectors.SEARCH_FROM or q,
        "message": message,
        "q": q,
        "error": error,
    }
    return render(request, "sharing/share.html", context, status=status)


def _sent(shares, choices, message):
    """Say where the page was shared, and where its card was before."""
    known = {choice.space.pk for choice in choices if choice.share}
    new = [share for share in shares if share.space_id not in known]
    old = [share for share in shares if share.space_id in known]
    if new:
        yield format_html(_("Shared in {spaces}."), spaces=_links(new))
    if old and message.strip():
        yield format_html(_("Your words were added to the talk in {spaces}."), spaces=_links(old))
    elif old:
        yield format_html(_("Already there: {spaces}."), spaces=_links(old))


def _links(shares):
    return format_html_join(", ", '<a href="{}">{}</a>', ((share.post.url, share.space.name) for share in shares))


@require_http_methods(["GET", "HEAD", "POST"])
def planned_shares(request, pk):
    """Plan where a page is shared when it is published, in the admin. Looking for a space keeps words and choices."""
    page = _plannable(request.user, pk)
    data = request.POST if request.method == "POST" else request.GET
    chosen, message, q = data.getlist("spaces"), data.get("message", ""), data.get("q", "").strip()[:LONGEST_NAME]
    choices = selectors.choices(request.user, page, q=q, chosen=chosen)
    error = None
    if request.method == "POST" and "find" not in data:
        try:
            _plan(request.user, page, _spaces(choices, chosen), message)
        except DomainError as broken:
            error = broken
        else:
            messages.success(request, _("Planned. It goes out when the page is published."))
            return redirect("planned_shares", pk=page.pk)
    context = {
        "page": page,
        "plans": PlannedShares(page, selectors.plans(request.user, page), may_plan=True).get_context_data(),
        "choices": choices,
        "has_search": len(choices) >= selectors.SEARCH_FROM or q,
        "message": message,
        "q": q,
        "error": error,
    }
    return render(request, "sharing/planned_shares.html", context, status=error.status if error else 200)


@transaction.atomic
def _plan(actor, page, spaces, message):
    if not spaces:
        raise NoSpaceChosen
    for space in sorted(spaces, key=lambda space: space.pk):
        plan_share(actor=actor, page=page, space=space, message=message)


@require_POST
def withdraw(request, pk, plan):
    """Plan a share no more."""
    page = _plannable(request.user, pk)
    try:
        planned = selectors.get_plan(request.user, page, plan)
    except PlannedShare.DoesNotExist as absent:
        raise Http404 from absent
    withdraw_plan(actor=request.user, plan=planned)
    messages.success(request, _("This share is planned no more."))
    return redirect("planned_shares", pk=page.pk)


def _plannable(viewer, pk):
    try:
        return selectors.get_plannable_page(viewer, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
