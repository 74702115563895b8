from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.guide.components import HowThisWorks
from cms.guide.selectors import guide_pages
from cms.pages.models import ContentPage, EventPage, HomePage, NewsPage, SectionPage

#: What the guide says of the form of every page, beside what it says of its kind.
ABOUT_EVERY_PAGE = ("what-changed", "having-it-checked", "planning", "owner-and-review-date", "translating")
ABOUT_KIND = {NewsPage: "news", EventPage: "events", HomePage: "home-page", SectionPage: "unit-themes"}


class GuideItem(MenuItem):
    """The menu is made once a process, its address is the one in the language of the reader."""

    def render_component(self, request):
        self.url = reverse("guide")
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def guide_in_the_menu():
    return GuideItem(_("Guide"), "", name="guide", icon_name="help", order=9000)


@hooks.register("construct_slot", order=-20)
def link_the_guide(slot, request, subject, components):
    if slot != "page_editor" or not isinstance(subject, ContentPage):
        return
    kind = "forms" if subject._meta.model_name == "formpage" else ABOUT_KIND.get(type(subject), "writing-a-page")
    pages = {page.slug: page for page in guide_pages(get_language())}
    components.append(HowThisWorks([pages[name] for name in (kind, *ABOUT_EVERY_PAGE)]))
