import re

import pytest
from django.urls import reverse

from social_ext.comments.services import close_thread, remove_comment
from social_ext.reactions import bars as bars_module
from social_ext.reactions.models import Reaction
from social_ext.reactions.selectors import Summary, summary
from social_ext.reactions.services import react
from tests.factories.pages import make_page
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(home):
    return make_page(title="Travel")


def bars(html):
    """Return the address of each bar, with the reactions that stand in it: label, number, and whether it is one's own."""
    chip = r'aria-pressed="(true|false)".*?visually-hidden">([^<]+)</span> (\d+)'
    found = re.findall(r'<form class="reactions" action="([^"]+)"[^>]*data-reactions>(.*?)</form>', html, re.DOTALL)
    return {
        action: [(label, int(count), mine == "true") for mine, label, count in re.findall(chip, bar, re.DOTALL)]
        for action, bar in found
    }


def test_reactions_stand_where_things_do(member, member_client, outsider, page):
    comment = CommentFactory(page=page)
    for person, kind in [(member, "like"), (outsider, "like"), (outsider, "idea")]:
        react(actor=person, target_kind="comment", pk=comment.pk, kind=kind)
    react(actor=outsider, target_kind="page", pk=page.pk, kind="thanks")

    found = bars(member_client.get(page.url).text)

    assert found == {
        reverse("react_to_page", args=[page.pk]): [("Thanks", 1, False)],
        reverse("react_to_comment", args=[comment.pk]): [("Like", 1, True), ("Good idea", 1, False)],
    }


def test_reactions_of_another_reader_do_not_stay_in_what_is_kept(member, member_client, outsider_client, page):
    comment = CommentFactory(page=page)
    react(actor=member, target_kind="comment", pk=comment.pk, kind="like")
    address = reverse("react_to_comment", args=[comment.pk])

    found = [bars(client.get(page.url).text)[address] for client in (member_client, outsider_client, member_client)]

    assert found == [[("Like", 1, True)], [("Like", 1, False)], [("Like", 1, True)]]


@pytest.mark.parametrize("path", ["space", "post"])
def test_reactions_stand_at_posts(member, member_client, home, path):
    post = PostFactory(space=SpaceFactory(owner=member), author=member)
    react(actor=member, target_kind="post", pk=post.pk, kind="celebrate")
    url = post.space.url if path == "space" else post.url

    assert bars(member_client.get(url).text) == {reverse("react_to_post", args=[post.pk]): [("Celebrate", 1, True)]}


def test_button_without_javascript_leads_back_to_its_place(member, member_client, page):
    comment = CommentFactory(page=page)
    address = reverse("react_to_comment", args=[comment.pk])

    pressed = member_client.post(
        address, {"kind": "like"}, headers={"referer": f"http://testserver{page.url}?order=newest#x"}
    )
    elsewhere = member_client.post(address, {"kind": "like"}, headers={"referer": "https://example.org/"})

    assert pressed["Location"] == f"http://testserver{page.url}?order=newest#comment-{comment.pk}"
    assert elsewhere["Location"] == f"/#comment-{comment.pk}"
    assert summary(member, "comment", comment.pk) == Summary({"like": 1}, "like")


def test_button_with_htmx_draws_the_bar_again(member_client, page):
    address = reverse("react_to_page", args=[page.pk])

    given = member_client.post(address, {"kind": "like"}, headers=HTMX)
    taken = [member_client.post(address, {"withdraw": "like"}, headers=HTMX) for _time in range(2)]

    assert bars(given.text) == {address: [("Like", 1, True)]}
    assert [bars(answer.text) for answer in taken] == [{address: []}] * 2


def test_button_takes_back_what_is_offered_no_more(member, member_client, outsider_client, page, settings):
    react(actor=member, target_kind="page", pk=page.pk, kind="idea")
    settings.REACTION_KINDS = {"like": ("👍", "Like")}
    bars_module._look.cache_clear()
    address = reverse("react_to_page", args=[page.pk])

    seen = [bars(client.get(page.url).text)[address] for client in (member_client, outsider_client)]
    api = member_client.delete(f"/api/v1/pages/{page.pk}/reactions/thanks").status_code
    taken = member_client.post(address, {"withdraw": "idea"}, headers=HTMX)
    bars_module._look.cache_clear()

    assert (seen, api, bars(taken.text)) == ([[("idea", 1, True)], []], 422, {address: []})
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("data", [{}, {"kind": "sneer"}, {"withdraw": "sneer"}])
def test_unknown_reaction_is_explained(member_client, page, data):
    answer = member_client.post(reverse("react_to_page", args=[page.pk]), data)

    assert (answer.status_code, Reaction.objects.exists()) == (422, False)


def test_what_is_over_offers_no_button(member, member_client, page):
    comment = CommentFactory(page=page)
    react(actor=comment.user, target_kind="comment", pk=comment.pk, kind="like")
    close_thread(thread=comment.conversation)
    closed = member_client.get(page.url).text
    remove_comment(actor=comment.user, comment=comment)
    removed = member_client.get(page.url).text

    address = reverse("react_to_comment", args=[comment.pk])
    assert (address in closed, address in removed) == (True, False)
    assert 'value="like"' not in re.search(f'action="{address}".*?</form>', closed, re.DOTALL)[0]
    assert member_client.post(address, {"kind": "like"}).status_code == 404
