from django.urls import reverse
from wagtail import hooks

from cms.changes.demo import load_dates
from cms.changes.selectors import change_of
from cms.pages.models import HomePage
from themes.kept import kept

#: What was said of a version never changes while it is live; seconds.
KEPT_FOR = 60 * 60


@hooks.register("construct_page_context", order=20)
def say_what_changed(request, page, context):
    if isinstance(page, HomePage) or not page.live_revision_id:
        return
    said = kept("change", [page.live_revision_id], lambda: _said(page), seconds=KEPT_FOR)
    context |= {"change_note": said[0], "change_is_material": said[1]}
    context["history_url"] = reverse("page_history", args=[page.pk])


def _said(page):
    change = change_of(page)
    return (change.note, change.is_material) if change else ("", False)


@hooks.register("register_demo_loader", order=50)
def date_demo_changes(company, say):
    load_dates()
