import re

import pytest
from django.contrib.sites.models import Site
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_comments.models import Comment

from social_ext.activity.models import Activity
from social_ext.comments import selectors
from social_ext.comments.models import ThreadedComment
from social_ext.comments.readings import Reading
from social_ext.comments.selectors import page_conversation
from social_ext.comments.services import close_thread, edit_comment, post_comment, remove_comment
from social_ext.sharing.selectors import roll_up
from tests.factories.pages import block, make_page
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return make_page(body=[block("paragraph", "<p>Trains</p>")])


def said(viewer, page):
    return "".join(line.html() for line in Reading(page_conversation(viewer, page), "/home/").transcript.lines)


def test_every_change_is_read_at_once(member, page):
    first = CommentFactory(page=page, author=member, body="quartz")
    readings = [said(member, page)]

    answer = post_comment(actor=member, thread=first.conversation, body="jasper")
    readings.append(said(member, page))
    edit_comment(actor=member, comment=first, body="onyx")
    readings.append(said(member, page))
    remove_comment(actor=member, comment=answer)
    readings.append(said(member, page))
    close_thread(thread=first.conversation)
    readings.append(said(member, page))

    assert [[word in html for word in ("quartz", "jasper", "onyx", "Reply")] for html in readings] == [
        [True, False, False, True],
        [True, True, False, True],
        [False, True, True, True],
        [False, False, True, True],
        [False, False, True, False],
    ]


def test_only_the_author_may_change_what_is_kept(member, page, client):
    other = UserFactory()
    CommentFactory(page=page, author=other)
    found = []

    for person in (member, other, member):
        client.force_login(person)
        found.append("Remove" in client.get(page.url).text)

    assert found == [False, True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_drawing_for_the_first_time_does_not_grow(member_client, page, count):
    CommentFactory.create_batch(count, page=page)
    member_client.get(page.url)
    caches["drawings"].clear()

    with CaptureQueriesContext(connection) as asked:
        member_client.get(page.url)

    assert len(asked) == 12


def headings(client, address):
    text = client.get(address).text
    return re.findall(r"(\w+) (?:people|person) talks? on this page", text, re.IGNORECASE)


@pytest.fixture
def long_talk(page, monkeypatch):
    """Five people, two of whom speak about a block: too many for one page."""
    monkeypatch.setattr(selectors, "PAGE_SIZE", 2)
    anchor = page.body[0].id
    people = UserFactory.create_batch(5)
    comments = [CommentFactory(page=page, author=person) for person in people[:3]]
    comments += [CommentFactory(page=page, author=person, anchor=anchor) for person in people[3:]]
    removed = CommentFactory(page=page)
    remove_comment(actor=removed.user, comment=removed)
    return comments


def test_people_are_counted_over_all_pages_everywhere_alike(member_client, page, long_talk):
    root = long_talk[1].pk
    addresses = [page.url, f"{page.url}?before={root}", f"{page.url}?before=987654", f"{page.url}?order=newest"]

    found = [headings(member_client, address) for address in addresses]
    told = member_client.get(f"/api/v1/pages/{page.pk}/conversations").json()["people_count"]
    rolled = roll_up(UserFactory(), page).people_count
    said = member_client.post(
        reverse("page_comments", args=[page.pk]), {"body": "And I"}, headers={"HX-Request": "true"}
    ).text

    assert (found, told, rolled) == ([["5"]] * 4, 5, 5)
    assert "6 people talk on this page" in said


def test_block_tells_of_what_stands_on_another_page(member_client, page, long_talk):
    block, first = page.body[0].id, long_talk[3].pk

    found = member_client.get(page.url).context["block_talk"][block]
    there = member_client.get(found["url"]).context["block_talk"][block]
    newest = member_client.get(f"{page.url}?order=newest&before={long_talk[2].pk}").context["block_talk"][block]

    assert found == {"label": "2 comments on this part", "url": f"{page.url}?before={first - 1}#comment-{first}"}
    assert there == {"label": "2 comments on this part", "url": f"#comment-{first}"}
    assert newest["url"] == f"{page.url}?order=newest&before={first + 1}#comment-{first}"


@pytest.mark.parametrize("count", [1, 3])
def test_counting_over_all_pages_does_not_grow(page, count, monkeypatch, member, django_assert_num_queries):
    monkeypatch.setattr(selectors, "PAGE_SIZE", 1)
    CommentFactory.create_batch(1 + count, page=page)
    conversation = page_conversation(member, page)
    assert conversation.older

    with django_assert_num_queries(2):  # the first asks for the audiences of the viewer
        assert len(conversation.said) == 1 + count


def test_who_is_gone_is_counted_as_one(member, member_client, page):
    for _time in range(2):
        CommentFactory(page=page)
    ThreadedComment.objects.update(user=None)

    assert headings(member_client, page.url) == ["One"]
    assert (roll_up(member, page).people_count, roll_up(member, page).talks[0].people) == (1, [])


WAYS = {
    "one": lambda comment: comment.delete(),
    "queryset": lambda comment: ThreadedComment.objects.filter(pk=comment.pk).delete(),
    "queryset of the framework": lambda comment: Comment.objects.filter(pk=comment.pk).delete(),
    "cascade": lambda comment: comment.site.delete(),
}


@pytest.mark.parametrize("delete", WAYS.values(), ids=WAYS)
def test_what_was_deleted_by_another_way_is_read_no_more(member, page, delete):
    elsewhere = Site.objects.create(domain="elsewhere.example")
    CommentFactory(page=page, body="quartz")
    comment = CommentFactory(page=page, body="jasper")
    Comment.objects.filter(pk=comment.pk).update(site=elsewhere)
    comment.refresh_from_db()
    found = [(said(member, page), roll_up(member, page))]

    delete(comment)

    found.append((said(member, page), roll_up(member, page)))
    assert [("quartz" in html, "jasper" in html) for html, _rolled in found] == [(True, True), (True, False)]
    assert [(rolled.comment_count, rolled.people_count) for _html, rolled in found] == [(2, 2), (1, 1)]


def test_name_of_a_deleted_person_is_read_no_more(member, page):
    author = UserFactory(first_name="Jasper", last_name="Quartz")
    CommentFactory(page=page, author=author)
    before = said(member, page), roll_up(member, page).talks[0].people
    Activity.objects.filter(actor=author).delete()

    author.delete()

    after = said(member, page), roll_up(member, page).talks[0].people
    assert ["Quartz" in str(part) for part in (*before, *after)] == [True, True, False, False]
