from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.core.exceptions import DomainError
from cms.pages.selectors import get_page
from social_ext.sharing import selectors
from social_ext.sharing.cards import page_card
from social_ext.sharing.exceptions import PageNotLive, SpaceUnknown
from social_ext.sharing.services import share_page


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, pk):
    """Share a page: choose spaces, add words, send. Two actions from every page."""
    page = _page(request.user, pk)
    choices = selectors.choices(request.user, page)
    if request.method != "POST":
        return _form(request, page, choices, message=request.GET.get("message", ""))
    chosen, message = request.POST.getlist("spaces"), request.POST.get("message", "")
    try:
        shares = share_page(actor=request.user, page=page, spaces=_spaces(choices, chosen), message=message)
    except DomainError as error:
        return _form(request, page, choices, chosen=chosen, message=message, error=error, status=error.status)
    messages.success(request, _sent(shares))
    return HttpResponseRedirect(page.get_url())


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


def _form(request, page, choices, *, chosen=(), message="", error=None, status=200):
    options = [
        {"value": choice.space.slug, "label": choice.space.name, "checked": choice.space.slug in chosen}
        for choice in choices
    ]
    context = {
        "page": page,
        "card": page_card(request.user, page),
        "options": options,
        "narrowed": [choice for choice in choices if choice.cannot_open],
        "discussed": [choice for choice in choices if choice.share],
        "message": message,
        "error": error,
    }
    return render(request, "sharing/share.html", context, status=status)


def _sent(shares):
    links = format_html_join(", ", '<a href="{}">{}</a>', ((share.post.url, share.space.name) for share in shares))
    return format_html(_("Shared in {spaces}."), spaces=links)
