from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.pages.models import HomePage


@transaction.atomic
def ensure_home(*, title: str | None = None) -> HomePage:
    """Return the home page of the default language; on a new database, put it in the place of Wagtail's welcome page."""
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        root = Page.get_first_root_node()
        welcome = root.get_children().filter(slug="home").first()
        home = root.add_child(
            instance=HomePage(
                title=title or settings.WAGTAIL_SITE_NAME, slug=f"home-{locale.language_code}", locale=locale
            )
        )
        home.save_revision().publish()
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"root_page": home, "hostname": "localhost", "site_name": settings.WAGTAIL_SITE_NAME},
        )
        if welcome is not None and not issubclass(welcome.specific_class, HomePage):
            welcome.delete()
    return home


@transaction.atomic
def ensure_home_in(language: str) -> HomePage:
    """Return the home page of a language of the product; a new one is a translation of the first, until somebody writes it."""
    first = ensure_home()
    locale, _created = Locale.objects.get_or_create(language_code=language)
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        home = first.copy_for_translation(locale)
        home.slug = f"home-{language}"
        home.save_revision().publish()
    return home
