"""Two people who mark one translation as up to date at the same moment."""

import pytest
from wagtail.models import Locale

from cms.pages.services.homes import ensure_home_in
from cms.translations.models import TranslationState
from cms.translations.services import mark_up_to_date
from tests.factories.pages import make_page, make_section
from tests.factories.people import UserFactory


@pytest.mark.parametrize("newer_first", [True, False])
def test_of_two_who_mark_at_once_the_later_version_holds(overlap, committed, newer_first):
    ensure_home_in("fr")
    french = Locale.objects.get(language_code="fr")
    section = make_section()
    section.copy_for_translation(french).save_revision().publish()
    page = make_page(parent=section)
    translation = page.copy_for_translation(french)
    state = TranslationState.objects.get(page=translation)
    versions = [page.save_revision() for _number in range(2)]
    for version in versions:
        version.publish()
    actor = UserFactory(is_superuser=True)

    marks = [
        lambda version=version: mark_up_to_date(actor=actor, state=state, revision=version) for version in versions
    ]
    overlap(*(reversed(marks) if newer_first else marks))

    state.refresh_from_db()
    assert state.revision == versions[1]
