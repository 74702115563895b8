from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks

from cms.core.home_sections import ASIDE, MAIN, HomeSection
from cms.core.tick import Job
from cms.files.selectors import visible_documents, visible_images
from cms.pages import selectors
from cms.pages.api import build_router
from cms.pages.context import page_context
from cms.pages.demo import DATES, load_pages, take_down_pages
from cms.pages.home import home_context
from cms.pages.home_news import LEAD, NEWS, UNIT_NEWS, build_lead, build_news, build_unit_news, build_waiting
from cms.pages.links import register_links
from cms.pages.models import HomePage
from cms.pages.services.schedule import publish_due
from cms.pages.targets import PAGES
from cms.pages.unit_news import build_news_of_unit, build_sections_of_unit
from cms.pages.waiting import RETURNED, REVIEWS
from themes.units import find_unit_theme


@hooks.register("register_audiences")
def audiences_of_restrictions(viewer):
    return selectors.audiences_of_restrictions(viewer)


@hooks.register("register_audience_members")
def people_of_restrictions(audience):
    return selectors.people_of_restrictions(audience)


@hooks.register("construct_page_context")
def add_page_context(request, page, context):
    context.update(home_context(request, page) if isinstance(page, HomePage) else page_context(request, page))


@hooks.register("construct_unit_context")
def wear_theme_of_section(request, unit, context):
    context["theme"] = find_unit_theme(selectors.theme_of_unit(request.user, unit))


@hooks.register("construct_slot")
def show_pages_of_unit(slot, request, subject, components):
    if slot == "unit_aside":
        components.extend(build_sections_of_unit(request.user, subject))
    elif slot == "unit_main":
        components.extend(build_news_of_unit(request.user, subject))


@hooks.register("register_home_section")
def lead_section():
    return HomeSection(LEAD, _lazy("The page that leads"), MAIN, build_lead, order=10)


@hooks.register("register_home_section")
def unit_news_section():
    return HomeSection(UNIT_NEWS, _lazy("News of the reader's unit"), MAIN, build_unit_news, order=20)


@hooks.register("register_home_section")
def news_section():
    return HomeSection(NEWS, _lazy("Newest news"), MAIN, build_news, order=25, is_default=False)


@hooks.register("register_home_section")
def waiting_section():
    return HomeSection("waiting", _lazy("What waits for the reader"), ASIDE, build_waiting, order=10)


@hooks.register("construct_navigation")
def add_reference(request, items):
    items.append({"label": _("Reference"), "url": reverse("reference"), "icon": "reference", "order": 20})


@hooks.register("register_rich_text_features", order=20)
def keep_anchors_and_neutral_addresses(features):
    register_links(features)


@hooks.register("construct_page_chooser_queryset")
def choose_visible_pages(pages, request):
    """Offer in choosers what the editor may read, and what they may edit."""
    return pages.filter(pk__in=selectors.visible_pages(request.user).values("pk")) | pages.filter(
        pk__in=selectors.editable_pages(request.user).values("pk")
    )


@hooks.register("construct_image_chooser_queryset")
def choose_visible_images(images, request):
    return images.filter(pk__in=visible_images(request.user).values("pk"))


@hooks.register("construct_document_chooser_queryset")
def choose_visible_documents(documents, request):
    return documents.filter(pk__in=visible_documents(request.user).values("pk"))


@hooks.register("register_target")
def pages():
    return PAGES


@hooks.register("register_tick")
def publish_what_is_scheduled():
    return Job("publish_scheduled", every=timedelta(minutes=1), run=lambda at: publish_due(at=at))


@hooks.register("register_demo_loader", order=20)
def load_demo_pages(company, say):
    load_pages(company, say)


@hooks.register("register_demo_loader", order=40)
def take_down_demo_pages(company, say):
    take_down_pages(company, say)


@hooks.register("register_demo_dates")
def dates_of_demo_pages():
    return DATES


@hooks.register("register_api_router", order=20)
def add_api():
    return build_router()


@hooks.register("register_waiting")
def reviews_wait():
    return REVIEWS


@hooks.register("register_waiting")
def returned_pages_wait():
    return RETURNED
