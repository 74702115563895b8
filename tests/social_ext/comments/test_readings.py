import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from social_ext.comments.readings import Reading
from social_ext.comments.selectors import page_conversation
from social_ext.comments.services import close_thread, edit_comment, post_comment, remove_comment
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return make_page()


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
    cache.clear()

    with CaptureQueriesContext(connection) as asked:
        member_client.get(page.url)

    assert len(asked) == 16
