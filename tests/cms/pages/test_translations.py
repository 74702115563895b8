"""A translation begins as a draft beside its original, and no wider than it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction, CopyPageForTranslationPermissionError
from wagtail.models import Locale, Page, PageViewRestriction

from cms.pages.models import HomePage, PageAccess, SectionPage
from cms.pages.policies import visible_pages
from cms.pages.services.homes import ensure_home
from cms.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def french():
    return Locale.objects.get_or_create(language_code="fr")[0]


@pytest.fixture
def section(french):
    home = HomePage.objects.get(pk=ensure_home().pk)
    CopyPageForTranslationAction(home, french).execute()
    return home.add_child(instance=SectionPage(title="Harbour", slug="harbour-words"))


def translated(page, locale, **options):
    return CopyPageForTranslationAction(page, locale, **options).execute()


def test_translation_of_a_restricted_page_is_restricted_at_once(section, french):
    group = Group.objects.create(name="harbour people")
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    outsider = User.objects.create(username="quiet.outsider")

    copy = translated(section, french)
    audience = PageAccess.objects.get(page_id=copy.pk).audience_id
    copy.get_latest_revision_as_object().save_revision().publish()

    assert audience == PageAccess.objects.get(page_id=section.pk).audience_id
    assert not visible_pages(outsider).filter(pk=copy.pk).exists()


def test_translation_of_a_tree_is_a_draft_of_each_page(section, french):
    below = section.add_child(instance=SectionPage(title="Crane", slug="crane"))

    copy = Page.objects.get(pk=translated(section, french, include_subtree=True).pk)

    assert copy.translation_key == section.translation_key
    assert [page.translation_key for page in copy.get_children()] == [below.translation_key]
    assert not Page.objects.descendant_of(copy, inclusive=True).live().exists()


def test_translation_needs_its_permission(section, french):
    somebody = User.objects.create(username="quiet.reader")

    with pytest.raises(CopyPageForTranslationPermissionError):
        translated(section, french, user=somebody)

    assert not section.has_translation(french)


def test_translation_outlives_its_original(section, french):
    copy = translated(section, french)

    Page.objects.get(pk=section.pk).delete()

    assert Page.objects.get(pk=copy.pk).specific.get_translations().count() == 0
