import pytest
from django.urls import reverse
from django.utils import timezone

from cms.core.audiences import remembered_audiences
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.selectors import page_conversation
from social_ext.comments.services import close_thread, ensure_page_thread, remove_comment
from tests.factories.pages import block, make_page, restrict
from tests.factories.people import GroupFactory
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(home):
    return make_page(title="Travel", body=[block("paragraph", "<p>Trains</p>")])


def say(client, page, body, **data):
    headers = data.pop("headers", None)
    return client.post(reverse("page_comments", args=[page.pk]), {"body": body, **data}, headers=headers)


def test_first_comment_makes_the_thread_and_leads_to_itself(member_client, page):
    response = say(member_client, page, "Does it hold for Vienna?")

    comment = ThreadedComment.objects.get()
    assert response.url == f"{page.url}#comment-{comment.pk}"
    assert f'id="comment-{comment.pk}"' in member_client.get(page.url).text


def test_htmx_gets_the_conversation_alone(member_client, page):
    response = say(member_client, page, "Hello", headers=HTMX)

    assert response.text.strip().startswith("<section")
    assert "One person talks on this page" in response.text


def test_words_are_escaped_and_addresses_become_links(member_client, page):
    response = say(member_client, page, "<b>x</b> https://example.org/a", headers=HTMX)

    assert "&lt;b&gt;x&lt;/b&gt;" in response.text
    assert '<a href="https://example.org/a" rel="nofollow">' in response.text


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize("body", ["", "\u200b", "x" * 100_000])
def test_refused_words_come_back_and_change_nothing(member_client, page, body, headers):
    response = say(member_client, page, body, headers=headers)

    assert response.status_code == 422
    assert "field__error" in response.text
    assert body in response.text
    assert not ThreadedComment.objects.exists()


def test_nul_is_explained(member_client, page):
    response = say(member_client, page, "a\x00b")

    assert response.status_code == 422


def test_words_for_a_thread_closed_meanwhile_come_back(member, member_client, page):
    close_thread(thread=ensure_page_thread(actor=member, page=page))

    response = say(member_client, page, "Too late", headers=HTMX)

    assert response.status_code == 422
    assert "Too late</textarea>" in response.text


def test_answer_to_a_comment_removed_meanwhile_comes_back(member, member_client, page):
    comment = CommentFactory(page=page, author=member)
    remove_comment(actor=member, comment=comment)

    response = say(member_client, page, "My answer", parent=comment.pk, headers=HTMX)

    assert response.status_code == 422
    assert "My answer</textarea>" in response.text


def test_lost_access_answers_like_what_never_existed(outsider_client, page):
    restrict(page, GroupFactory())

    assert say(outsider_client, page, "Hello").status_code == 404
    assert not ThreadedComment.objects.exists()


def test_home_page_has_no_conversation(member_client, home):
    assert say(member_client, home, "Hello").status_code == 404
    assert 'id="talk"' not in member_client.get(home.url).text


@pytest.mark.parametrize("parent", ["x", "99999999999999999999", "12345"])
def test_answer_to_nothing_is_not_found(member_client, page, parent):
    assert say(member_client, page, "Hello", parent=parent).status_code == 404


def test_comment_on_a_part_is_told_at_the_part(member_client, page):
    anchor = page.body[0].id

    composing = member_client.get(page.url, {"anchor": anchor})
    say(member_client, page, "Which trains?", anchor=anchor)

    assert f'name="anchor" value="{anchor}"' in composing.text
    shown = member_client.get(page.url)
    assert f'href="#block-{anchor}"' in shown.text
    assert shown.context["block_talk"][anchor]["label"] == "1 comment on this part"


def test_note_offers_to_begin_and_a_paragraph_does_not(member_client, home):
    body = [
        block("paragraph", "<p>Trains</p>"),
        block("callout", {"kind": "info", "title": "Mind", "text": "<p>Go</p>"}),
    ]
    page = make_page(title="Travel", body=body)
    words, note = (part.id for part in page.body)

    talk = member_client.get(page.url).context["block_talk"]
    say(member_client, page, "Mind what?", anchor=note)
    answered = member_client.get(page.url).context["block_talk"]

    assert set(talk) == {note} != {words}
    assert talk[note]["label"] == "Comment on this note"
    assert talk[note]["url"] == f"{page.url}?anchor={note}#comment-body"
    assert answered[note]["label"] == "1 comment on this note"
    assert "is_quiet" not in answered[note]


def test_closed_conversation_offers_nothing(member_client, home):
    page = make_page(title="Travel", body=[block("callout", {"kind": "info", "title": "", "text": "<p>Go</p>"})])
    CommentFactory(page=page)
    Thread.objects.update(closed_at=timezone.now())

    assert member_client.get(page.url).context["block_talk"] == {}


def test_anchor_of_no_block_is_passed_over(member_client, page):
    assert 'name="anchor"' not in member_client.get(page.url, {"anchor": "elsewhere"}).text


def test_newest_first(member_client, page):
    first, second = (CommentFactory(page=page) for _time in range(2))

    ids = [
        [bubble.pk for bubble in page_conversation(first.user, page, newest=newest).comments]
        for newest in (False, True)
    ]
    html = member_client.get(page.url, {"order": "newest"}).text

    assert ids == [[first.pk, second.pk], [second.pk, first.pk]]
    assert html.index(f'id="comment-{second.pk}"') < html.index(f'id="comment-{first.pk}"')


def test_removed_comment_shows_no_word_of_itself(member, member_client, page):
    comment = CommentFactory(page=page, author=member, body="unsayable")

    member_client.post(reverse("comment_remove", args=[comment.pk]))

    html = member_client.get(page.url).text
    assert ("unsayable" in html, "bubble--removed" in html) == (False, True)


def test_author_edits(member, member_client, outsider_client, page):
    comment = CommentFactory(page=page, author=member)
    url = reverse("comment_edit", args=[comment.pk])

    answers = [
        outsider_client.get(url).status_code,
        member_client.post(url, {"body": " ", "version": 1}).status_code,
        member_client.post(url, {"body": "Better", "version": 1}).status_code,
        member_client.post(url, {"body": "Stale", "version": 1}).status_code,
    ]

    assert answers == [404, 422, 302, 409]
    assert ThreadedComment.objects.get().comment == "Better"


def test_permalink_leads_to_page_and_post(member_client, page):
    on_page, on_post = CommentFactory(page=page), CommentFactory(thread=PostFactory().thread)

    urls = [member_client.get(reverse("comment", args=[comment.pk])).url for comment in (on_page, on_post)]

    assert urls == [
        f"{page.url}#comment-{on_page.pk}",
        f"{on_post.conversation.post.url}#comment-{on_post.pk}",
    ]


def test_permalink_of_what_may_not_be_seen_is_not_found(outsider_client):
    post = PostFactory(space=SpaceFactory(visibility="closed"))
    comment = CommentFactory(thread=post.thread, author=post.author)

    for pk in (comment.pk, 10**9):
        assert outsider_client.get(reverse("comment", args=[pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_conversation_queries_do_not_grow(member, page, count, django_assert_num_queries):
    CommentFactory.create_batch(count, page=page)

    with remembered_audiences(), django_assert_num_queries(3):  # the viewer's audiences, the thread, its comments
        found = len(page_conversation(member, page).comments)

    assert found == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_with_thread_queries_do_not_grow(member_client, page, count, django_assert_num_queries):
    CommentFactory.create_batch(count, page=page)
    member_client.get(page.url)

    with django_assert_num_queries(7):
        html = member_client.get(page.url).text

    assert html.count("data-comment") == count
