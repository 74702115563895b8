from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.core.exceptions import DomainError
from cms.editing import views
from cms.editing.components import Checklist, Dashboard, LockNote
from cms.editing.dashboard import lists_of_editor
from cms.editing.demo import DATES, lead_from_pages, load_states
from cms.editing.forms import TargetForm
from cms.editing.rules import check_page
from cms.editing.selectors import lock_reason
from cms.editing.services import check_target, lead_elsewhere
from cms.pages.advice import advice_on
from cms.pages.dashboard import editor_lists
from cms.pages.models import ContentPage


@hooks.register("insert_global_admin_css")
def wear_the_product():
    sheets = ((static(name),) for name in ("editing/colours.css", "editing/admin.css"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_page_checks")
def check_words(viewer, page):
    return check_page(viewer, page)


@hooks.register("construct_slot", order=-10)
def show_checklist(slot, request, subject, components):
    if slot == "page_editor" and isinstance(subject, ContentPage) and not subject.alias_of_id:
        may_lock = not subject.locked and subject.permissions_for_user(request.user).can_lock()
        components.append(LockNote(subject, lock_reason(subject), may_lock=may_lock))
        components.append(Checklist(advice_on(request.user, subject)))


@hooks.register("register_admin_urls")
def address_of_the_lock():
    return [path("pages/<int:pk>/lock-with-reason/", views.lock, name="editing_lock")]


@hooks.register("before_unpublish_page")
def refuse_unpublishing_without_target(request, page):
    """Say what is wrong with the target before anything is changed."""
    form = TargetForm(request.user, request.POST)
    error = None if form.is_valid() else form.errors["redirect_to"][0]
    if not error and (target := form.cleaned_data["redirect_to"]):
        try:
            check_target(actor=request.user, page=page, target=target)
        except DomainError as broken:
            error = str(broken)
    if error:
        messages.error(request, error)
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    return None


@hooks.register("after_unpublish_page")
def lead_readers_elsewhere(request, page):
    form = TargetForm(request.user, request.POST)
    if form.is_valid() and (target := form.cleaned_data["redirect_to"]):
        lead_elsewhere(actor=request.user, page=page, target=target)


@hooks.register("construct_editor_dashboard", order=-10)
def add_own_work(viewer, lists):
    lists.extend(lists_of_editor(viewer))


@hooks.register("construct_homepage_panels")
def show_editor_lists(request, panels):
    """Show our lists in place of Wagtail's panels, which ask the database once for each row."""
    panels[:] = [Dashboard(editor_lists(request.user))]


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request, items):
    """Count no pages, pictures or documents: the numbers would tell of what the editor may not see."""
    items.clear()


@hooks.register("before_edit_page")
def warn_of_newer_version(request, page):
    return views.newer_version(request, page)


@hooks.register("before_move_page")
def refuse_places_that_cannot_be(request, page, destination):
    if destination.path.startswith(page.path):
        told = _("A page cannot stand below itself or below one of its own pages. Choose another place.")
    elif destination.depth > 1 and destination.locale_id != page.locale_id:
        told = _(
            "That place belongs to another language. Choose one in the language of the page, or translate the page."
        )
    else:
        return None
    messages.error(request, told)
    return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("register_demo_loader", order=25)
def load_demo_states(company, say):
    load_states(company, say)


@hooks.register("register_demo_loader", order=42)
def lead_from_demo_pages(company, say):
    lead_from_pages(company)


@hooks.register("register_demo_dates")
def dates_of_demo_states():
    return DATES
