"""How talk is written: times in the fewest words, and texts as paragraphs with their links."""

from datetime import datetime, timedelta

from django import template
from django.template.defaultfilters import linebreaks_filter, urlize
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
A_WEEK = 7


@register.filter
def ago(moment: datetime | None) -> str:
    """Return how long ago something happened: 10 min, 2 h, yesterday, 3 days, then the date."""
    if moment is None:
        return ""
    passed = timezone.now() - moment
    if passed < MINUTE:
        return _("just now")
    if passed < HOUR:
        return _("%(number)d min") % {"number": passed // MINUTE}
    days = (timezone.localdate() - timezone.localdate(moment)).days
    if days == 0:
        return _("%(number)d h") % {"number": passed // HOUR}
    if days == 1:
        return _("yesterday")
    if days <= A_WEEK:
        return _("%(number)d days") % {"number": days}
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


@register.filter
def talk(text: str) -> SafeString:
    """Return what somebody wrote as HTML: escaped, in paragraphs, its addresses as links."""
    return linebreaks_filter(urlize(text))
