from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.core.cursors import read_cursor
from social_ext.feeds import selectors


@require_safe
def network(request):
    """Show what happens in the viewer's spaces and on reference pages, a page at a time."""
    feed = selectors.home_feed(request.user, before=read_cursor(request.GET.get("before")))
    template = "feeds/_feed.html" if request.htmx else "feeds/network.html"
    return render(request, template, {"feed": feed})
