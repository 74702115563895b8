"""What a person is asked to acknowledge."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.changes.selectors import requests_waiting_for
from cms.pages.waiting import MOST, Waiting


def waiting_for(viewer: Any) -> list[Waiting]:
    """Return the pages that wait to be acknowledged, in one query; of each whether it is for the first time."""
    requests = requests_waiting_for(viewer)[: MOST * len(settings.LANGUAGES)]
    each_once = {request.page.translation_key: request for request in reversed(requests)}
    return [_waiting(request) for request in reversed(each_once.values())][:MOST]


def _waiting(request: Any) -> Waiting:
    changed = _("It changed materially since you acknowledged version %(number)s") % {"number": request.last}
    return Waiting(
        title=_("Acknowledge: %(title)s") % {"title": request.own_title or request.page.title},
        meta=changed if request.last else _("You are asked to read it and say so"),
        url=reverse("page_permalink", args=[request.page_id]),
    )
