from datetime import datetime
from functools import partial

from django.core.cache import cache
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.after_response import after_response
from cms.pages import selectors
from cms.pages.contents import contents
from cms.pages.services.reads import VIA_LENGTH, note_read

#: Seconds within which coming back to a page is the same read.
SAME_READ = 5 * 60


@require_safe
def serve(request, path=""):
    """Show the live page at an address; what the viewer may not see answers like what never existed.

    What was taken down in a language leads where its editor said, even when another language still has the page.
    """
    if "\x00" in path:
        raise Http404
    viewer, language = request.user, get_language()
    try:
        page = selectors.get_page_in(viewer, language, path)
    except Page.DoesNotExist:
        page = None
    is_at_home = page is not None and page.locale.language_code == language
    target = None if is_at_home else selectors.page_instead(viewer, language, path, request.path)
    if target is not None:
        return _led_to(target)
    if page is None:
        raise Http404
    request.shown_page = page
    after_response(
        partial(_note_read, request.user.pk, page.translation_key, request.GET.get("via", ""), timezone.now())
    )
    return TemplateResponse(request, page.get_template(request), page.get_context(request))


def _note_read(person_id: int, page_key, via: str, at: datetime) -> None:
    if cache.add(f"read:{person_id}:{page_key}", True, SAME_READ):
        note_read(person_id=person_id, page_key=page_key, via=via[:VIA_LENGTH] if via.isalpha() else "", at=at)


@require_safe
def moved(request, path, rest):
    """Lead from an address that no page can have, as it has a dot, to the page that is there instead."""
    return serve(request, f"{path}.{rest}")


@require_safe
def permalink(request, pk):
    """Lead from a page's number to its present address, in the reader's language where it is translated."""
    language = get_language()
    try:
        page = selectors.in_language(request.user, selectors.get_page(request.user, pk), language)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    return _led_to(page, language)


def _led_to(page, language=""):
    """Lead to a page; under the prefix of another language where that is given."""
    own = f"/{page.locale.language_code}/"
    address = url_of(page)
    if language and address.startswith(own):
        address = f"/{language}/" + address.removeprefix(own)
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def reference(request):
    """List the sections of the reference that the viewer may see."""
    try:
        home = selectors.get_home(request.user, get_language())
    except Page.DoesNotExist as absent:
        raise Http404 from absent
    sections = contents(request.user, home)
    return render(request, "pages/reference.html", {"sections": sections})
