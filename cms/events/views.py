from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.mail import absolute
from cms.events import selectors, services
from cms.events.calendars import draw_calendar
from cms.pages.models import EventPage
from cms.pages.selectors import get_page


@require_safe
def calendar(request, key):
    """Answer a calendar program, which has no account, with what the key's person may see today."""
    person = selectors.person_of_key(key)
    if person is None:
        raise Http404
    with override(getattr(person.profile, "language", "") or get_language()):
        drawn = draw_calendar(selectors.calendar_events(person))
    response = HttpResponse(drawn, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def events(request):
    """List the events to come, with the address for one's calendar; a POST gives it another one, or ends it."""
    if request.method == "POST":
        act = services.revoke_calendar_key if request.POST.get("act") == "revoke" else services.renew_calendar_key
        act(actor=request.user)
        return HttpResponseRedirect(reverse("events"))
    key = selectors.calendar_key(request.user)
    context = {
        "events": list(selectors.coming_events(request.user, language=get_language())[: selectors.MOST]),
        "address": absolute(reverse("calendar", args=[key])) if key else "",
    }
    return render(request, "events/events.html", context)


@require_POST
def attendance(request, pk):
    """Take a place at an event, or give it back."""
    event = _event(request.user, pk)
    act = services.stay_away if request.POST.get("act") == "leave" else services.attend
    act(actor=request.user, event=event)
    return HttpResponseRedirect(url_of(event))


def _event(viewer, pk):
    try:
        page = get_page(viewer, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    if not isinstance(page, EventPage):
        raise Http404
    return page
