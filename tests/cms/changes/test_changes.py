"""What is said of a version: when it goes live, to whom it is shown, and what two versions differ in."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.changes.comparing import GONE, NEW, SAME, Comparison, compare
from cms.changes.models import Change
from cms.changes.selectors import material_changes_since
from cms.core.addresses import url_of
from cms.pages.models import ReferencePage
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


def test_publication_says_what_changed_once(home):
    page = make_page(title="Travel")
    revision = publish(page, "The night rate follows the hotels.", material=True)
    revision.publish()

    page.refresh_from_db()
    changes = list(Change.objects.filter(page=page).values_list("number", "note", "is_material"))
    assert changes == [(2, "The night rate follows the hotels.", True), (1, "", False)]
    assert (page.change_note, page.change_is_material) == ("", False)


def test_versions_are_numbered_as_they_went_live(home, member_client):
    page = make_page(title="Travel")
    publish(page)
    page.get_latest_revision_as_object().save_revision()
    publish(page)
    call_command("purge_revisions", days=0, verbosity=0)
    page.refresh_from_db()

    publish(page)

    assert list(Change.objects.filter(page=page).values_list("number", flat=True)) == [4, 3, 2, 1]
    assert "Version 4" in member_client.get(url_of(page)).text


def test_what_is_scheduled_says_it_when_it_goes_live(home):
    page = make_page()
    draft = page.get_latest_revision_as_object()
    draft.change_note, draft.go_live_at = "Later.", timezone.now() + timedelta(hours=1)
    scheduled = draft.save_revision()
    scheduled.publish()
    before = Change.objects.filter(note="Later.").count()
    scheduled.refresh_from_db()
    due = timezone.now() - timedelta(minutes=1)
    scheduled.approved_go_live_at, scheduled.content["go_live_at"] = due, due.isoformat()
    scheduled.save()

    call_command("publish_scheduled", verbosity=0)

    assert (before, Change.objects.filter(note="Later.").count()) == (0, 1)


def test_aliases_and_drafts_are_no_publication(home):
    page = make_page()
    alias = page.create_alias(update_slug="alias")
    page.save_revision()

    assert Change.objects.filter(page__in=[page.pk, alias.pk]).count() == 1


def test_editor_begins_the_next_version_without_the_words_of_the_last(admin_client, home):
    page = make_page()
    publish(page, "The night rate follows the hotels.", material=True)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    after_publication = admin_client.get(edit).text
    draft = page.get_latest_revision_as_object()
    draft.change_note = "Half a word"
    draft.save_revision()

    assert "The night rate follows the hotels." not in after_publication
    assert "Half a word" in admin_client.get(edit).text


def test_reader_sees_the_history_and_what_changed(member_client, home):
    page = make_page(title="Travel")
    publish(page, "The night rate follows the hotels.", material=True)
    page.refresh_from_db()

    shown = member_client.get(page.url).text
    history = member_client.get(reverse("page_history", args=[page.pk])).text

    assert "The night rate follows the hotels." in shown
    assert reverse("page_history", args=[page.pk]) in shown
    assert history.index("Version 2") < history.index("Version 1")
    assert "Material change" in history


def test_versions_are_compared_block_by_block(member_client, home, member):
    stays, changes, goes = (
        block("paragraph", f"<p>{text}</p>") for text in ("Same.", "Take € 190.", "Old <i>rule</i>.")
    )
    page = make_page(title="Travel", body=[stays, changes, goes])
    comes = block("paragraph", "<p>New &lt;script&gt;.</p>")
    publish(page, title="Travelling", body=[stays, {**changes, "value": "<p>Take € 205.</p>"}, comes])
    new, old = Change.objects.filter(page=page)

    parts = compare(member, old.revision.as_object(), new.revision.as_object())
    shown = member_client.get(reverse("page_compare", args=[page.pk, old.pk, new.pk])).text

    words = [
        (part.label, [(piece.kind, piece.text) for piece in part.pieces if piece.kind in {GONE, NEW}]) for part in parts
    ]
    assert words == [
        ("Title", [(GONE, "Travel"), (NEW, "Travelling")]),
        ("", [(GONE, "190"), (NEW, "205")]),
        ("", [(GONE, "Old rule.")]),
        ("", [(NEW, "New <script>.")]),
    ]
    assert "New &lt;script&gt;." in shown
    assert "Same." not in shown


def test_readers_compare_what_was_published_of_pages_they_may_see(member_client, outsider_client, member, home):
    group = GroupFactory()
    member.groups.add(group)
    section = make_section()
    restrict(section, group)
    page, other = make_page(parent=section), make_page(parent=section)
    page.save_revision()
    mine, others = (Change.objects.get(page=one).pk for one in (page, other))

    allowed = member_client.get(reverse("page_compare", args=[page.pk, mine, mine])).status_code
    refused = [
        client.get(reverse("page_compare", args=[pk, old, new]))
        for client, pk, old, new in (
            (outsider_client, page.pk, mine, mine),
            (outsider_client, 10**9, mine, mine),
            (outsider_client, page.pk, 10**30, mine),
            (member_client, page.pk, mine, others),
        )
    ]

    assert (allowed, {answer.status_code for answer in refused}) == (200, {404})
    assert len({answer.content for answer in refused[:3]}) == 1


def test_page_that_is_opened_does_not_open_what_it_said_before(client, outsider_client, home):
    insider = UserFactory()
    board = GroupFactory()
    insider.groups.add(board)
    page = make_page(parent=make_section())
    restriction = restrict(page, board)
    publish(page, "The secret zebra clause.")
    publish(page, "Without the clause.")
    client.force_login(insider)
    seen_before = client.get(reverse("page_history", args=[page.pk])).text

    restriction.delete()
    publish(page, "Open to all.")
    address = reverse("page_history", args=[page.pk])
    shown = outsider_client.get(address).text
    first, second, third = Change.objects.filter(page=page).order_by("-number")[:3][::-1]
    compared = [
        outsider_client.get(reverse("page_compare", args=[page.pk, old.pk, third.pk])).status_code
        for old in (first, second)
    ]

    assert "zebra" in seen_before
    assert "zebra" not in shown
    assert "Without the clause." not in shown
    assert "Open to all." in shown
    assert compared == [404, 404]


def test_page_that_is_opened_shows_its_live_version(outsider_client, home):
    page = make_page()
    restriction = restrict(page, GroupFactory())
    publish(page, "The clause that holds.")
    restriction.delete()

    assert "The clause that holds." in outsider_client.get(reverse("page_history", args=[page.pk])).text


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 40, "²"])
def test_history_before_something_that_is_none_is_empty(member_client, home, before):
    page = make_page()

    answer = member_client.get(reverse("page_history", args=[page.pk]), {"before": before})

    assert (answer.status_code, answer.context["rows"]) == (200, [])


@pytest.mark.parametrize("count", [1, 3])
def test_history_queries_do_not_grow(member_client, home, count, django_assert_num_queries):
    page = make_page()
    for number in range(count):
        publish(page, f"Change {number}")
    address = reverse("page_history", args=[page.pk])
    member_client.get(address)

    with django_assert_num_queries(5):
        shown = member_client.get(address)

    assert len(shown.context["rows"]) == count + 1


def test_material_changes_are_counted_after_each_moment(home, django_assert_num_queries):
    pages = [make_page(), make_page()]
    start = timezone.now()
    for material in (True, False, True):
        publish(pages[0], material=material)
    end = timezone.now()

    with django_assert_num_queries(1):
        counted = material_changes_since([(pages[0].pk, start), (pages[0].pk, end), (pages[1].pk, start)])

    assert counted == {(pages[0].pk, start): 2, (pages[0].pk, end): 0, (pages[1].pk, start): 0}


def test_what_changed_in_a_long_text_is_told_by_the_word(home, member):
    lines = [f"Line {number} of a long page." for number in range(2000)]
    old = make_page(body=[block("code", {"language": "", "code": "\n".join(lines)})])
    new = ReferencePage.objects.get(pk=old.pk)
    lines[1000] = "Another line."
    new.body = [{**old.body.raw_data[0], "value": {"language": "", "code": "\n".join(lines)}}]

    (part,) = compare(member, old, new)

    assert "".join(piece.text for piece in part.pieces if piece.kind == GONE).split() == [
        "Line",
        "1000",
        "of",
        "a",
        "long",
        "page",
    ]
    assert "".join(piece.text for piece in part.pieces if piece.kind == NEW).split() == ["Another", "line"]


def test_what_is_too_long_for_words_is_told_by_sentences_or_whole():
    """Words cost as much as there are pairs of them; whoever compares is waiting."""
    old = [f"{letter} in the tide." for letter in "abcdefghij" * 300]
    new = [sentence.replace("tide", "fog") if at % 3 else sentence for at, sentence in enumerate(reversed(old))]
    comparison = Comparison()

    long = comparison.pieces(" ".join(old[:600]), " ".join(new[:600]))
    longest = comparison.pieces(" ".join(old), " ".join(new))

    assert all(piece.text.strip().endswith(".") for piece in long)
    assert {piece.kind for piece in long} == {SAME, GONE, NEW}
    assert [(piece.kind, piece.text) for piece in longest] == [(GONE, " ".join(old)), (NEW, " ".join(new))]


@given(st.text("ab .\né", max_size=60), st.text("ab .\né", max_size=60))
def test_pieces_are_both_texts(before, after):
    pieces = Comparison().pieces(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == after
