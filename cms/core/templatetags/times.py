from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@register.filter
def ago(moment) -> str:
    """Return how long ago something happened, in the fewest words: 10 min, 2 h, yesterday, 3 days, then the date."""
    if moment is None:
        return ""
    past = timezone.now() - moment
    if past < MINUTE:
        return _("just now")
    if past < HOUR:
        return _("%(count)d min") % {"count": past // MINUTE}
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days == 0 or past < 6 * HOUR:
        return _("%(count)d h") % {"count": past // HOUR}
    if days == 1:
        return _("yesterday")
    if days <= 7:
        return _("%(count)d days") % {"count": days}
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
