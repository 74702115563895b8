"""What pages show of their upkeep, loaded with one query a page."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cms.pages.models import HomePage
from cms.upkeep.selectors.care import shown_care


def add_care(request, page, context) -> None:
    """Add the owner and the contact by rule, the last review, and the care itself for the slots of the page."""
    if isinstance(page, HomePage) or not page.pk:
        return
    care = shown_care(request.user, page)
    if care is None:
        return
    page.shown_care = care  # for the slots of the same page, which come later
    context["owner"], context["contact"] = care.shown_owner, care.shown_contact
    if care.reviewed_at:
        context["reviewed"] = _("Reviewed %(day)s") % {"day": date_format(localtime(care.reviewed_at))}
