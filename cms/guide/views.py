from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.guide import selectors

MOST_LETTERS = 200


@require_safe
def guide(request):
    """Show the beginning of the guide with all its pages, or those that hold what is searched."""
    query = request.GET.get("q", "").strip()[:MOST_LETTERS]
    found = selectors.found_pages(get_language(), query) if query else []
    return _show(request, selectors.INDEX, query=query, found=found)


@require_safe
def guide_page(request, slug):
    if slug == selectors.INDEX:
        raise Http404
    return _show(request, slug)


def _show(request, slug, **context):
    if not selectors.may_read_guide(request.user):
        raise Http404
    pages = selectors.guide_pages(get_language())
    number = next((number for number, page in enumerate(pages) if page.slug == slug), None)
    if number is None:
        raise Http404
    neighbours = {
        "previous": pages[number - 1] if number else None,
        "next": pages[number + 1] if number + 1 < len(pages) else None,
    }
    return render(request, "guide/page.html", {"guide": pages[number], "pages": pages, **neighbours, **context})
