from datetime import timedelta

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.core.api.fields import Fields
from cms.core.tick import Job
from cms.pages.dashboard import EditorList
from cms.pages.models import ContentPage, HomePage
from cms.upkeep import views
from cms.upkeep.admin_lists import REPORTS
from cms.upkeep.advice import check_care
from cms.upkeep.answered import said_lately
from cms.upkeep.components import Helpful, InYourCare, Overdue, ReviewLink
from cms.upkeep.context import add_care
from cms.upkeep.demo import DATES, load_upkeep
from cms.upkeep.selectors.care import care_of, cares_of
from cms.upkeep.services.care import settle_pages
from cms.upkeep.services.links import check_all_inside, collect_all_links
from cms.upkeep.services.reminders import send_reminders
from cms.upkeep.shapes import WithCare, care_shapes
from cms.upkeep.tasks import enqueue_due_links
from cms.upkeep.waiting import DUE_REVIEWS, WORDS_LEFT, overdue_rows

#: Where a page shows something of its care.
SLOTS = {"page_facts", "page_actions", "page_aside_end"}


@hooks.register("construct_page_context", order=10)
def show_care(request, page, context):
    add_care(request, page, context)


@hooks.register("register_page_relations")
def care_comes_with_the_page():
    return ["care__owner", "care__contact"]


@hooks.register("construct_page_owners")
def owners_by_rule(pages, owners):
    owners.update({pk: care.shown_owner for pk, care in cares_of(pages).items()})


@hooks.register("construct_page_contacts")
def contacts_by_rule(pages, contacts):
    contacts.update({pk: care.shown_contact for pk, care in cares_of(pages).items() if care.shown_contact})


@hooks.register("construct_slot", order=-10)
def show_upkeep(slot, request, subject, components):
    if slot == "person_main":
        components.extend([InYourCare()] if subject == request.user else [])
        return
    if slot not in SLOTS:
        return
    care = care_of(subject) if isinstance(subject, ContentPage) and not isinstance(subject, HomePage) else None
    if care is None or not subject.live:
        return
    is_theirs = care.due_on is not None and request.user.pk in {care.owner_id, care.reviewer_id}
    if slot == "page_facts" and care.is_overdue:
        components.append(Overdue(care))
    elif slot == "page_actions" and is_theirs:
        components.append(ReviewLink(care))
    elif slot == "page_aside_end":
        components.append(Helpful(care, said_lately(request.session, subject), subject.live_revision_id))


@hooks.register("construct_editor_dashboard")
def add_overdue_pages(viewer, lists):
    rows, report = overdue_rows(viewer), reverse("upkeep_overdue")
    lists.append(EditorList("overdue", _("Overdue"), rows, _("No page is overdue for its review."), more_url=report))


@hooks.register("register_page_checks", order=10)
def check_owner_and_review(viewer, page):
    return [] if isinstance(page, HomePage) else check_care(viewer, page)


@hooks.register("register_waiting")
def due_reviews_wait():
    return DUE_REVIEWS


@hooks.register("register_waiting")
def words_of_readers_wait():
    return WORDS_LEFT


@hooks.register("register_tick")
def settle_what_no_signal_told():
    return Job("settle_upkeep", every=timedelta(hours=1), run=lambda at: settle_pages())


@hooks.register("register_tick")
def remind_of_reviews():
    return Job("review_reminders", every=timedelta(hours=1), run=lambda at: send_reminders(at=at))


@hooks.register("register_tick")
def ask_addresses_elsewhere():
    return Job("check_links", every=timedelta(minutes=1), run=enqueue_due_links)


@hooks.register("register_tick")
def look_through_all_links():
    return Job("collect_links", every=timedelta(days=1), run=lambda at: _look_through())


def _look_through():
    collect_all_links()
    check_all_inside()


@hooks.register("register_api_fields")
def add_care_to_pages():
    return Fields("page", WithCare, care_shapes)


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["change", "publish"])


@hooks.register("register_admin_urls")
def addresses_in_the_admin():
    addresses = [path("upkeep/pages/<int:pk>/", views.page_care, name="page_care")]
    for report in REPORTS:
        address = f"upkeep/{report.name.replace('_', '-')}/"
        addresses.append(path(address, report.as_view(), name=f"upkeep_{report.name}"))
        addresses.append(
            path(f"{address}results/", report.as_view(results_only=True), name=f"upkeep_{report.name}_results")
        )
    return addresses


def _register(report, order):
    @hooks.register("register_reports_menu_item")
    def add_report():
        address = reverse(f"upkeep_{report.name}")
        return EditorsMenuItem(report.page_title, address, name=report.name, icon_name=report.header_icon, order=order)


for number, listed in enumerate(REPORTS):
    _register(listed, 500 + number)


@hooks.register("register_page_header_buttons")
def say_who_keeps_it(page, user, view_name, next_url=None):
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        yield Button(_("Owner and review"), reverse("page_care", args=[page.pk]), icon_name="user", priority=45)


@hooks.register("register_demo_loader", order=50)
def load_demo_upkeep(company, say):
    load_upkeep(company, say)


@hooks.register("register_demo_dates")
def dates_of_demo_upkeep():
    return DATES
