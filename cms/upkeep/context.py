"""What pages show of their upkeep. It comes with the page, in the same query."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cms.pages.models import HomePage
from cms.upkeep.selectors.care import care_of


def add_care(request, page, context) -> None:
    """Add the owner and the contact by rule, and the last review; of a page that is not saved yet, who makes it."""
    if isinstance(page, HomePage):
        return
    care = care_of(page)
    if care is None:
        context["owner"] = page.owner
        return
    context["owner"], context["contact"] = care.shown_owner, care.shown_contact
    if care.reviewed_at:
        context["reviewed"] = _("Reviewed %(day)s") % {"day": date_format(localtime(care.reviewed_at))}
