"""How far a translation is behind its original: who is told, who says that it is not any more."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, PageViewRestriction

from cms.core.audiences import remembered_audiences
from cms.pages.services.homes import ensure_home_in
from cms.translations.demo import leave_one_behind
from cms.translations.exceptions import NotOfTheOriginal
from cms.translations.models import TranslationState
from cms.translations.selectors import behind, changes_behind, material_change_after
from cms.translations.services import mark_up_to_date
from tests.factories.pages import block, make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def publish(page, note="", *, material=False, **fields):
    page = page.get_latest_revision_as_object()
    for name, value in {"change_note": note, "change_is_material": material, **fields}.items():
        setattr(page, name, value)
    revision = page.save_revision(user=UserFactory())
    revision.publish()
    return revision


@pytest.fixture
def french(home):
    ensure_home_in("fr")
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def section(french):
    section = make_section(title="Handbook")
    section.copy_for_translation(french).save_revision().publish()
    return section


def translate(page, french, **fields):
    translation = page.copy_for_translation(french)
    for name, value in {"title": "Voyages", **fields}.items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def translator(*pages):
    """Make an editor of these pages alone."""
    person, group = UserFactory(), GroupFactory()
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    right = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    for page in pages:
        GroupPagePermission.objects.create(group=group, page=page, permission=right)
    person.groups.add(group)
    return person


def test_translation_is_made_from_the_live_version_and_falls_behind(section, french):
    page = make_page(parent=section, title="Travel")
    page = translate(page, french) and page
    state = TranslationState.objects.get(original=page)
    at_first = list(changes_behind(UserFactory(), state))
    publish(page, "A comma.")
    publish(page, "New rate.", material=True)

    notes = [change.note for change in changes_behind(UserFactory(), state)]

    assert (state.revision_id, at_first, notes) == (page.live_revision_id, [], ["New rate.", "A comma."])


def test_moment_tells_where_a_translation_stands_when_versions_are_gone(section, french):
    page = make_page(parent=section)
    translation = translate(page, french)
    publish(page, "New rate.", material=True)
    page.revisions.all().delete()

    assert [change.note for change in behind(UserFactory(), [translation.pk])] == ["New rate."]


def test_page_that_joins_by_an_import_is_a_translation_of_the_first(section, french):
    page = make_page(parent=section, title="Travel")
    imported = make_page(
        parent=section.get_translation(french), title="Voyages", translation_key=page.translation_key, locale=french
    )
    publish(page, "Later.")
    publish(imported, "Encore.")

    state = TranslationState.objects.get(page=imported)

    assert (state.original_id, [change.note for change in changes_behind(UserFactory(), state)]) == (
        page.pk,
        ["Later."],
    )


def test_alias_is_no_translation(section, french):
    page = make_page(parent=section)
    page.copy_for_translation(french, alias=True)

    assert not TranslationState.objects.filter(original=page).exists()


def test_marking_is_allowed_refused_and_never_goes_back(section, french):
    page = make_page(parent=section)
    first = page.live_revision
    translation = translate(page, french)
    older = publish(page, "One.")
    newer = publish(page, "Two.")
    state = TranslationState.objects.get(page=translation)
    actor = translator(translation, page)

    with pytest.raises(PermissionDenied):
        mark_up_to_date(actor=UserFactory(), state=state, revision=newer)
    with pytest.raises(NotOfTheOriginal):
        mark_up_to_date(actor=actor, state=state, revision=translation.latest_revision)
    mark_up_to_date(actor=actor, state=state, revision=older)
    after_older = [change.note for change in changes_behind(UserFactory(), state)]
    for revision in (newer, older, first, newer):
        mark_up_to_date(actor=actor, state=state, revision=revision)
    state.refresh_from_db()

    assert (after_older, list(changes_behind(UserFactory(), state))) == (["Two."], [])
    assert (state.revision, state.marked_by) == (newer, actor)


def test_reader_is_told_of_a_material_change_alone(member_client, section, french):
    page = make_page(parent=section, title="Travel")
    translation = translate(page, french)
    publish(page, "A comma.")
    minor = member_client.get(translation.url).text
    publish(page, "New rate.", material=True, title="Travelling")
    material = member_client.get(translation.url).text
    publish(translation, title="Voyager")
    unmarked = member_client.get(translation.url).text
    mark_up_to_date(
        actor=UserFactory(is_superuser=True),
        state=TranslationState.objects.get(page=translation),
        revision=type(page).objects.get(pk=page.pk).live_revision,
    )

    assert "data-translation-behind" not in minor
    assert 'lang="en">Travelling</a>' in material
    assert "data-translation-behind" in unmarked
    assert "data-translation-behind" not in member_client.get(translation.url).text
    assert "data-translation-behind" not in member_client.get(page.url).text


def test_reader_is_not_told_of_an_original_that_is_not_theirs(member_client, section, french):
    page = make_page(parent=section, title="Travel")
    translation = translate(page, french)
    publish(page, "New rate.", material=True, title="Harbour dues")
    page.refresh_from_db()
    page.unpublish()

    shown = member_client.get(translation.url).text

    assert "Harbour dues" not in shown
    assert "data-translation-behind" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_reader_page_asks_one_question_however_many_changes(section, french, member, count, django_assert_num_queries):
    page = make_page(parent=section)
    translation = translate(page, french)
    for number in range(count):
        publish(page, f"{number}", material=True)

    with remembered_audiences(), django_assert_num_queries(2):  # the audiences of the viewer, and the change
        found = material_change_after(member, translation)

    assert found[0].pk == page.pk


def test_editor_sees_both_side_by_side_and_marks(client, section, french):
    page = make_page(parent=section, title="Travel", body=[block("paragraph", "<p>Take € 190.</p>")])
    translation = translate(page, french)
    publish(page, "New rate.", material=True, body=[block("paragraph", "<p>Take € 205.</p>")])
    page.refresh_from_db()
    client.force_login(translator(translation, page))
    both = reverse("translation_side_by_side", args=[translation.pk])

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[translation.pk])).text
    shown = client.get(both).text
    wrong = client.post(both, {"revision": translation.latest_revision_id})
    marked = client.post(both, {"revision": page.live_revision_id}, follow=True).text

    assert 'data-translation-behind="1"' in editor
    assert both in editor
    assert "New rate." in shown
    assert "data-changed" in shown
    assert "<ins>Take € 205.</ins>" in shown
    assert wrong.status_code == 422
    assert "New rate." not in marked
    assert 'data-translation-behind="0"' in client.get(reverse("wagtailadmin_pages:edit", args=[translation.pk])).text


def test_side_by_side_tells_nothing_of_what_was_said_before_the_original_was_opened(client, section, french):
    page = make_page(parent=section, title="Pay")
    restriction = restrict(page, GroupFactory())
    publish(page, summary="Salaries rise by seven.")
    page.refresh_from_db()
    translation = translate(page, french, summary="Les salaires montent.")
    publish(page, "Only the board may know: eight.", summary="Salaries rise by eight.")
    publish(page, "Ready for all.", summary="Salaries rise.")
    restriction.delete()
    PageViewRestriction.objects.filter(page=translation).delete()  # the translation was restricted as its original was
    client.force_login(translator(section.get_translation(french)))

    shown = client.get(reverse("translation_side_by_side", args=[translation.pk]))

    assert (shown.status_code, "Ready for all." in shown.text) == (200, True)
    assert "Only the board" not in shown.text
    assert "seven" not in shown.text


def test_side_by_side_is_nothing_to_others(client, section, french, editor):
    page = make_page(parent=section, title="Travel")
    translation = translate(page, french)
    elsewhere = make_page()
    hidden = make_page(parent=section, title="Hidden draft")
    of_hidden = translate(hidden, french)
    hidden.unpublish()
    both = [reverse("translation_side_by_side", args=[one.pk]) for one in (translation, of_hidden, page)]

    client.force_login(translator(elsewhere))
    to_others = {client.get(address).status_code for address in both}
    client.force_login(translator(of_hidden))
    hidden_original = client.get(both[1])
    in_editor = client.get(reverse("wagtailadmin_pages:edit", args=[of_hidden.pk])).text
    client.force_login(editor)

    assert to_others == {404}
    assert hidden_original.status_code == 404
    assert "data-translation-behind" not in in_editor
    assert [client.get(address).status_code for address in both] == [200, 200, 404]
    assert client.get(reverse("translation_side_by_side", args=[10**30])).status_code == 404


def test_report_lists_what_is_missing_and_behind(client, section, french):
    other = make_section(title="Other")
    other.copy_for_translation(french).save_revision().publish()
    travel = make_page(parent=section, title="Travel")
    make_page(parent=section, title="Leave")
    make_page(parent=other, title="Elsewhere")
    voyages = translate(travel, french, title="Voyages")
    publish(travel, "New rate.")
    secret = make_page(title="Not theirs")
    client.force_login(translator(section, section.get_translation(french), other))
    report = reverse("translations_report")

    everything = client.get(report, {"language": "fr"}).text
    of_section = client.get(report, {"language": "fr", "section": section.pk}).text
    english = client.get(report, {"language": "en"}).text

    assert reverse("translation_side_by_side", args=[voyages.pk]) in everything
    assert all(title in everything for title in ("Leave", "Elsewhere"))
    assert secret.title not in everything
    assert "Elsewhere" not in of_section
    assert "Leave" in of_section
    assert "Leave" not in english
    client.force_login(UserFactory(is_superuser=False))
    assert client.get(report).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_report_queries_do_not_grow(client, editor, section, french, count, django_assert_num_queries):
    for number in range(count):
        page = make_page(parent=section, title=f"Page {number}")
        translate(page, french)
        publish(page, "New rate.")
        make_page(parent=section, title=f"Missing {number}")
    client.force_login(editor)
    report = reverse("translations_report")
    client.get(report)

    with django_assert_num_queries(14):
        shown = client.get(report).text

    assert shown.count("Missing ") == count


def test_restricted_translation_is_told_to_its_readers_alone(member_client, outsider_client, member, section, french):
    page = make_page(parent=section, title="Travel")
    translation = translate(page, french)
    group = GroupFactory()
    restrict(page, group)
    restrict(translation, group)
    member.groups.add(group)
    publish(page, "New rate.", material=True)

    assert "data-translation-behind" in member_client.get(translation.url).text
    assert outsider_client.get(translation.url).status_code == 404


def test_demo_leaves_one_translation_behind_by_a_material_change(section, french):
    page = make_page(parent=section)
    publish(page, "New rate.", material=True)
    page.refresh_from_db()
    translation = translate(page, french, summary="Les salaires montent.")

    leave_one_behind()
    leave_one_behind()

    assert [(change.note, change.is_material) for change in behind(UserFactory(), [translation.pk])] == [
        ("New rate.", True)
    ]
