from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.changes.components import Acknowledge
from cms.changes.selectors import request_on
from cms.pages.models import ContentPage, HomePage
from cms.translations import views
from cms.translations.components import Behind, BehindInEditor
from cms.translations.demo import DATES, leave_one_behind
from cms.translations.models import TranslationState
from cms.translations.selectors import changes_behind, get_translation, material_change_after


@hooks.register("construct_slot", order=-5)
def say_that_it_is_behind(slot, request, subject, components):
    if slot == "page_editor" and isinstance(subject, ContentPage):
        try:
            state = get_translation(request.user, subject.pk)
        except TranslationState.DoesNotExist:
            return
        components.append(BehindInEditor(subject, changes_behind(request.user, state).count()))
    elif slot == "page_facts" and _may_be_behind(subject):
        found = material_change_after(request.user, subject)
        components.extend([Behind(*found)] if found else [])
        if getattr(subject, "acknowledgement_request", None) is None:
            asked = request_on(request.user, subject)
            components.extend([Acknowledge(asked, subject, request.user)] if asked else [])


def _may_be_behind(subject) -> bool:
    if not isinstance(subject, ContentPage) or isinstance(subject, HomePage) or not (subject.live and subject.pk):
        return False
    return getattr(subject, "translation_state", None) is not None


@hooks.register("register_page_relations")
def state_comes_with_the_page():
    return ["translation_state"]


# Before Wagtail's own form at this address.
@hooks.register("register_admin_urls", order=-10)
def addresses_in_the_admin():
    return [
        path("translation/submit/page/<int:page_id>/", views.TranslatePage.as_view(), name="translate_page"),
        path("translations/", views.report, name="translations_report"),
        path("translations/<int:pk>/", views.side_by_side, name="translation_side_by_side"),
    ]


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return len(settings.LANGUAGES) > 1 and policy_registry.get_by_type(Page).user_has_any_permission(
            request.user, ["change", "publish"]
        )


@hooks.register("register_reports_menu_item")
def add_report():
    address = reverse("translations_report")
    return EditorsMenuItem(_("Translations"), address, name="translations", icon_name="globe", order=520)


@hooks.register("register_demo_dates")
def dates_of_demo_translations():
    return DATES


@hooks.register("register_demo_loader", order=60)
def leave_a_demo_translation_behind(company, say):
    leave_one_behind()
