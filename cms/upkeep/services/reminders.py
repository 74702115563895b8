"""Remind people of reviews, by mail: one message a person, about all that became due since the last one."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from cms.core.audiences import remembered_audiences
from cms.core.mail import MailNotSent, absolute, send_mail
from cms.upkeep.models import PageCare
from cms.upkeep.selectors.care import asked_of
from cms.upkeep.services.reviews import take_back_reviews

logger = logging.getLogger(__name__)

#: How many pages one message names.
NAMED = 20


def send_reminders(*, at: datetime) -> int:
    """Remind everybody of the reviews that are due, once for each due date; return how many messages went out.

    A message that cannot be sent is tried again with the next tick, and does not stop the others.
    """
    take_back_reviews()
    today = timezone.localdate(at)
    sent = 0
    for person in _people_to_remind(today):
        try:
            sent += remind_person(person=person, at=at)
        except MailNotSent:
            logger.warning("The reminder to person %s waits for the next tick", person.pk)
    return sent


def remind_person(*, person: Any, at: datetime) -> int:
    """Send a person one message about their reviews that are due and not yet told, as far as they may see the pages today.

    Nothing is held while the mail server takes its time: a process that ends in between tells them once more.
    """
    today = timezone.localdate(at)
    with remembered_audiences():
        due = PageCare.objects.visible_to(person).filter(asked_of(person), _untold(today))
        cares = list(due.select_related("page").order_by("due_on", "pk"))
    if not cares:
        return 0
    language = getattr(getattr(person, "profile", None), "language", "") or get_language() or ""
    send_mail(
        to=person.email, template="upkeep/mail/reminder", context=_told(cares, person, language), language=language
    )
    PageCare.objects.filter(_untold(today), pk__in=[care.pk for care in cares]).update(reminded_for=F("due_on"))
    return 1


def _people_to_remind(today: Any) -> list[Any]:
    due = PageCare.objects.filter(_untold(today), page__live=True)
    asked = Q(pk__in=due.exclude(reviewer=None).values("reviewer")) | Q(
        pk__in=due.filter(reviewer=None).exclude(owner=None).values("owner")
    )
    return list(get_user_model().objects.filter(asked, is_active=True).exclude(email="").select_related("profile"))


def _untold(today: Any) -> Q:
    return Q(due_on__lte=today) & (Q(reminded_for=None) | ~Q(reminded_for=F("due_on")))


def _told(cares: list[PageCare], person: Any, language: str) -> dict[str, Any]:
    with override(language):
        pages = [
            {
                "title": care.page.title,
                "url": absolute(reverse("page_review", args=[care.pk])),
                "day": care.due_day,
            }
            for care in cares[:NAMED]
        ]
        return {
            "pages": pages,
            "count": len(cares),
            "more": max(len(cares) - NAMED, 0),
            "name": person.first_name or person.display_name,
            "list_url": absolute(reverse("upkeep")),
        }
