"""Was this helpful: one answer a person and version, with words that the owner and the editors read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cms.upkeep.answered import KEY, MOST
from cms.upkeep.models import HelpfulAnswer, PageCare
from cms.upkeep.selectors.answers import Votes, said_by_readers
from cms.upkeep.services.answers import answer_helpful, put_words_aside
from tests.factories.pages import make_page, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home):
    return UserFactory(username="owner")


@pytest.fixture
def page(home, owner):
    return make_page(title="Trains", owner=owner)


def care_of(page):
    return PageCare.objects.select_related("page").get(pk=page.pk)


def test_reader_answers_without_script_and_changes_the_mind(member_client, member, page):
    address = reverse("page_helpful", args=[page.pk])
    asked = member_client.get(page.url).text

    answer = member_client.post(address, {"helpful": "no"})
    thanked = member_client.get(page.url).text
    member_client.post(address, {"helpful": "no", "words": "The fare is missing."})
    member_client.post(address, {"helpful": "yes"})

    assert "Was this helpful?" in asked
    assert (answer.status_code, answer["Location"]) == (302, f"{page.url}#helpful")
    assert "You said: not quite." in thanked
    kept = HelpfulAnswer.objects.get()
    assert (kept.person, kept.is_helpful, kept.words) == (member, True, "The fare is missing.")


def test_answer_is_for_the_version_that_was_read(member_client, page):
    read = page.live_revision_id
    page.save_revision().publish()
    page.refresh_from_db()
    address = reverse("page_helpful", args=[page.pk])

    for version in (read, page.live_revision_id + 1000):
        member_client.post(address, {"helpful": "yes", "version": version})

    assert set(HelpfulAnswer.objects.values_list("version", flat=True)) == {read, page.live_revision_id}


@pytest.mark.parametrize(("letters", "is_kept"), [(49, True), (51, False)])
def test_word_is_counted_as_the_browser_counts_it_and_never_lost_silently(member_client, page, letters, is_kept):
    words = "\r\n".join("x" * letters for _line in range(20))
    address = reverse("page_helpful", args=[page.pk])

    told = member_client.post(address, {"helpful": "no", "words": words}, follow=True).context["messages"]

    kept = HelpfulAnswer.objects.values_list("words", flat=True)
    assert list(kept) == ([words.replace("\r\n", "\n")] if is_kept else [])
    assert [message.level_tag for message in told] == ["success" if is_kept else "error"]


def test_next_version_is_asked_about_anew_and_a_session_remembers_few_answers(member_client, page):
    member_client.post(reverse("page_helpful", args=[page.pk]), {"helpful": "yes"})
    page.save_revision().publish()
    anew = member_client.get(page.url).text
    session = member_client.session
    session[KEY] = {str(number): [1, True] for number in range(10 * MOST)}
    session.save()
    member_client.post(reverse("page_helpful", args=[page.pk]), {"helpful": "yes"})

    assert "You said" not in anew
    assert "You said: yes." in member_client.get(page.url).text
    assert len(member_client.session[KEY]) == MOST


def test_each_version_is_answered_once(member, page):
    for _time in range(2):
        answer_helpful(actor=member, page=page, is_helpful=True)
    page.save_revision().publish()
    page.refresh_from_db()
    answer_helpful(actor=member, page=page, is_helpful=False)

    assert HelpfulAnswer.objects.count() == 2


def test_words_are_read_by_owner_and_editors_alone(client, page, owner, member, editor):
    answer_helpful(actor=member, page=page, is_helpful=False, words="The fare is missing.")
    address = reverse("page_answers", args=[page.pk])
    answers = {}
    for person in (owner, editor, member):
        client.force_login(person)
        answers[person.username] = client.get(address)

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "owner": 200,
        "editor": 200,
        "member": 403,
    }
    assert "The fare is missing." in answers["owner"].text
    with pytest.raises(PermissionDenied):
        said_by_readers(member, care_of(page))


def test_words_wait_for_the_owner_until_they_are_dealt_with(client, page, owner, member, home):
    answer_helpful(actor=member, page=page, is_helpful=False, words="The fare is missing.")
    client.force_login(owner)

    waits = "1 reader left you a word" in client.get(home.url).text
    client.post(reverse("page_answers", args=[page.pk]), {"word": HelpfulAnswer.objects.get().pk})

    assert (waits, "left you a word" in client.get(home.url).text) == (True, False)
    with pytest.raises(PermissionDenied):
        put_words_aside(actor=member, care=care_of(page), pk=HelpfulAnswer.objects.get().pk)


def test_few_answers_are_not_counted_aloud(page, owner):
    few = said_by_readers(owner, care_of(page)).votes
    for number in range(5):
        answer_helpful(actor=UserFactory(), page=page, is_helpful=number > 0)

    assert (few, said_by_readers(owner, care_of(page)).votes) == (Votes(None, None), Votes(4, 1))


def test_hidden_page_takes_no_answer(outsider_client, outsider, page):
    restrict(page, GroupFactory())

    hidden, absent = (
        outsider_client.post(reverse("page_helpful", args=[pk]), {"helpful": "yes"}) for pk in (page.pk, 987_654_321)
    )

    assert (hidden.status_code, hidden.content, HelpfulAnswer.objects.count()) == (404, absent.content, 0)
    with pytest.raises(PermissionDenied):
        answer_helpful(actor=outsider, page=page, is_helpful=True)


@pytest.mark.parametrize("count", [1, 3])
def test_words_queries_do_not_grow(client, page, owner, count, django_assert_num_queries):
    for _number in range(count):
        answer_helpful(actor=UserFactory(), page=page, is_helpful=True, words="Thanks.")
    client.force_login(owner)
    client.get(reverse("page_answers", args=[page.pk]))

    with django_assert_num_queries(8):
        client.get(reverse("page_answers", args=[page.pk]))
