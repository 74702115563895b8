from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button

from cms.changes import views
from cms.changes.components import Acknowledge
from cms.changes.demo import DATES, load_dates, load_requests
from cms.changes.selectors import change_of, request_on
from cms.changes.services import ASKED, STOPPED
from cms.changes.waiting import ACKNOWLEDGEMENTS
from cms.pages.models import ContentPage, HomePage
from themes.kept import kept

#: What was said of a version never changes while it is live; seconds.
KEPT_FOR = 60 * 60


@hooks.register("construct_page_context", order=20)
def say_what_changed(request, page, context):
    if isinstance(page, HomePage) or not page.live_revision_id:
        return
    said = kept("change", [page.live_revision_id], lambda: _said(page), seconds=KEPT_FOR)
    context["version"], context["change_note"], context["change_is_material"] = said or (None, "", False)
    context["history_url"] = reverse("page_history", args=[page.pk])


def _said(page):
    """Return what was said; None while nothing is noted, which is asked again: the note follows the publication."""
    change = change_of(page)
    return (change.number, change.note, change.is_material) if change else None


@hooks.register("construct_slot", order=-20)
def ask_to_acknowledge(slot, request, subject, components):
    is_page = slot == "page_facts" and isinstance(subject, ContentPage) and subject.live and subject.pk
    if is_page and getattr(subject, "acknowledgement_request", None) is not None:
        asked = request_on(request.user, subject)
        components.extend([Acknowledge(asked, subject, request.user)] if asked else [])


@hooks.register("register_page_relations")
def request_comes_with_the_page():
    return ["acknowledgement_request"]


@hooks.register("register_waiting")
def requests_wait():
    return ACKNOWLEDGEMENTS


@hooks.register("register_admin_urls")
def addresses_in_the_admin():
    return [path("changes/pages/<int:pk>/acknowledgement/", views.page_ask, name="page_ask")]


@hooks.register("register_page_header_buttons")
def say_who_acknowledges_it(page, user, view_name, next_url=None):
    is_asked_for = page.live and page.depth > HomePage.DEPTH and not page.alias_of_id
    if is_asked_for and page.permissions_for_user(user).can_publish():
        yield Button(_("Ask to acknowledge"), reverse("page_ask", args=[page.pk]), icon_name="check", priority=46)


@hooks.register("register_log_actions")
def name_what_the_history_tells(actions):
    actions.register_action(ASKED, gettext_lazy("Ask to acknowledge"), gettext_lazy("Asked people to acknowledge it"))
    actions.register_action(
        STOPPED, gettext_lazy("Stop asking"), gettext_lazy("Stopped asking people to acknowledge it")
    )


@hooks.register("register_demo_loader", order=50)
def load_demo_changes(company, say):
    load_dates()
    load_requests(company, say)


@hooks.register("register_demo_dates")
def dates_of_demo_changes():
    return DATES
