"""Cards follow the live page for each viewer, and hold no copy (G1)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from cms.core.models import Audience
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.services import post_comment
from social_ext.sharing.cards import UNAVAILABLE, cards
from social_ext.sharing.components import SharedPage
from social_ext.sharing.exceptions import NoSpaceChosen, PageNotLive, SpaceUnknown
from social_ext.sharing.models import Share
from social_ext.sharing.selectors import choices
from social_ext.sharing.services import share_page
from social_ext.spaces.models import Post, Space
from social_ext.spaces.services.memberships import leave_space
from social_ext.spaces.services.posts import remove_post
from tests.factories.files import make_image
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import CommentFactory, MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(member):
    return SpaceFactory(owner=member)


@pytest.fixture
def page(home):
    return make_page(title="Travelling for work", summary="How to plan a trip.")


def card_of(viewer, share):
    return cards(viewer, [share])[share.pk]


def html_of(viewer, share):
    return SharedPage(card_of(viewer, share)).render_html()


def publish(page, title, *, material=False):
    page.title, page.change_is_material = title, material
    page.save_revision().publish()


def test_new_card_is_current(member, space, page):
    share = share_page(actor=member, page=page, spaces=[space], message="Look")[0]

    card = card_of(member, share)

    assert (card.state, card.title, card.summary) == ("current", "Travelling for work", "How to plan a trip.")


def test_a_thousand_cards_follow_the_live_page_without_a_write(member, space, page):
    shares = a_thousand_cards(member, space, page)

    with CaptureQueriesContext(connection) as captured:
        publish(page, "Travelling by train")

    assert not [query for query in captured if "sharing_share" in query["sql"]]
    found = cards(member, shares)
    assert {(card.state, card.title) for card in found.values()} == {("updated", "Travelling by train")}
    assert len(found) == 1_000


def test_card_says_how_often_the_page_changed_materially_since(member, space, page):
    publish(page, "Before", material=True)
    share = share_page(actor=member, page=page, spaces=[space], message="Look")[0]
    states = []
    for material in (False, True, False, True):
        publish(page, "After", material=material)
        card = card_of(member, share)
        states.append((card.state, card.material_changes))

    assert states == [
        ("updated", 0),
        ("materially_updated", 1),
        ("materially_updated", 1),
        ("materially_updated", 2),
    ]
    assert "Materially updated since shared: 2 changes" in html_of(member, share)


def test_card_of_a_page_whose_time_is_over_says_so_to_those_who_could_read_it(member, outsider, space, page):
    share = share_page(actor=member, page=page, spaces=[space], message="Look")[0]
    type(page).objects.filter(pk=page.pk).update(live=False, expired=True)

    assert card_of(outsider, share).state == "expired"
    restrict(page, GroupFactory())
    assert card_of(outsider, share) == UNAVAILABLE


def a_thousand_cards(member, space, page):
    """Write the rows at once: a thousand spaces would take long."""
    audience, many = space.audience, range(1_000)
    own = Audience.objects.bulk_create([Audience(kind="space", key=f"test {number}") for number in many])
    spaces = Space.objects.bulk_create(
        Space(slug=f"s{n}", name=f"S{n}", listing_audience=audience, audience=audience, members_audience=own[n])
        for n in many
    )
    threads = Thread.objects.bulk_create(Thread(kind=Thread.POST, audience=audience) for _ in many)
    posts = Post.objects.bulk_create(
        Post(space=each, author=member, kind="share", thread=thread, audience=audience)
        for each, thread in zip(spaces, threads, strict=True)
    )
    return Share.objects.bulk_create(
        Share(
            page_key=page.translation_key,
            space=post.space,
            post=post,
            actor=member,
            revision_id=page.live_revision_id,
            version_of=page.pk,
        )
        for post in posts
    )


def test_no_move_of_page_or_card_changes_the_home_of_a_comment(member, space, page):
    """Share, move, unshare, share again, unpublish (G3)."""
    share = share_page(actor=member, page=page, spaces=[space], message="Look")[0]
    post = share.post
    on_page = CommentFactory(page=page)
    on_card = post_comment(actor=member, thread=post.thread, body="Seen")
    homes = {on_page.pk: on_page.conversation_id, on_card.pk: on_card.conversation_id}

    def homes_now():
        return dict(ThreadedComment.objects.values_list("pk", "conversation"))

    page.move(make_section(), pos="last-child")
    assert homes_now() == homes
    remove_post(actor=member, post=post)
    assert homes_now() == homes
    share_page(actor=member, page=type(page).objects.get(pk=page.pk), spaces=[space], message="Again")
    assert homes_now() == homes
    type(page).objects.get(pk=page.pk).unpublish()
    assert homes_now() == homes
    assert Thread.objects.get(page_key=page.translation_key).pk == homes[on_page.pk]


def translate(page):
    french = page.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True)
    french.save_revision().publish()
    french.refresh_from_db()
    return french


def test_translation_is_not_called_updated_because_its_version_is_another(member, space, page):
    french = translate(page)
    share = share_page(actor=member, page=page, spaces=[space])[0]

    with translation.override("fr"):
        before = card_of(member, share)
        publish(french, "Voyager pour le travail")
        after = card_of(member, share)

    assert [(card.locale, card.state) for card in (before, after)] == [("fr", "current"), ("fr", "updated")]
    assert (card_of(member, share).locale, card_of(member, share).state) == ("en", "current")


def test_translation_that_came_later_is_no_update(member, space, page):
    share = share_page(actor=member, page=page, spaces=[space])[0]
    translate(page)

    with translation.override("fr"):
        assert (card_of(member, share).locale, card_of(member, share).state) == ("fr", "current")


def test_card_says_that_its_page_moved_until_that_is_published_again(member, space, page):
    share = share_page(actor=member, page=page, spaces=[space])[0]
    other = make_section(title="Elsewhere")

    page.move(other, pos="last-child")
    page.refresh_from_db()
    moved, words = card_of(member, share), html_of(member, share)
    publish(page, "Travelling by train")

    assert (moved.state, moved.url) == ("moved", f"{page.url}?via=card")
    assert "Moved since shared" in words
    assert card_of(member, share).state == "updated"


def test_purged_version_is_compared_by_time(member, space, page):
    share = share_page(actor=member, page=page, spaces=[space])[0]
    Share.objects.update(revision=None)

    before = card_of(member, Share.objects.get(pk=share.pk)).state
    publish(page, "Travelling by train")

    assert (before, card_of(member, Share.objects.get(pk=share.pk)).state) == ("current", "updated")


def test_draft_changes_stay_out_of_the_card(member, space, page):
    share = share_page(actor=member, page=page, spaces=[space])[0]
    page.title = "Not yet"
    page.save_revision()

    assert card_of(member, share).title == "Travelling for work"


def test_card_is_byte_identical_for_refused_deleted_and_never_existed(member, outsider, space, page):
    group = GroupFactory()
    share = share_page(actor=member, page=page, spaces=[space])[0]
    never = SharedPage(UNAVAILABLE).render_html()
    restrict(page, group)
    refused = html_of(outsider, share)

    page.delete()

    assert refused == html_of(outsider, share) == never


def test_unpublished_is_told_to_those_who_could_read_the_page_only(member, outsider, space, page):
    group = GroupFactory()
    member.groups.add(group)
    restrict(page, group)
    share = share_page(actor=member, page=page, spaces=[space])[0]

    page.unpublish()

    assert [card_of(viewer, share).state for viewer in (member, outsider)] == ["unpublished", "unavailable"]


def test_deleting_the_page_leaves_the_conversation(member, space, page):
    share = share_page(actor=member, page=page, spaces=[space], message="Look")[0]
    post_comment(actor=member, thread=share.post.thread, body="Seen")

    page.delete()

    assert Post.objects.visible_to(member).get(pk=share.post_id).thread.comment_count == 1


def test_sharing_again_adds_the_words_to_the_talk_that_is_there(member, space, page):
    first = share_page(actor=member, page=page, spaces=[space], message="Look")[0]

    again = share_page(actor=member, page=page, spaces=[space], message="Once more")[0]

    assert again == first
    assert first.post.thread.comments.get().comment == "Once more"


def test_sharing_again_without_words_changes_nothing(member, space, page):
    first = share_page(actor=member, page=page, spaces=[space])[0]

    share_page(actor=member, page=page, spaces=[space])

    first.post.thread.refresh_from_db()
    assert (Share.objects.count(), first.post.thread.comment_count) == (1, 0)


@pytest.mark.parametrize("words", ["", "Once more"])
def test_sharing_again_after_the_post_was_removed_begins_a_new_talk(member, space, page, words):
    first = share_page(actor=member, page=page, spaces=[space], message="Look")[0]
    old = first.post
    comment = post_comment(actor=member, thread=old.thread, body="Seen")
    remove_post(actor=member, post=old)

    again = share_page(actor=member, page=page, spaces=[space], message=words)[0]

    assert (again, again.post.body, again.post.removed_at) == (first, words, None)
    assert again.post != old
    comment.refresh_from_db()
    assert comment.conversation_id == old.thread_id


def test_outsider_learns_nothing_of_an_unpublished_page(member, outsider, page):
    group = GroupFactory()
    member.groups.add(group)
    restrict(page, group)
    page.unpublish()
    space = SpaceFactory(owner=outsider)

    with pytest.raises(PermissionDenied):
        share_page(actor=outsider, page=page, spaces=[space])
    with pytest.raises(PageNotLive):
        share_page(actor=member, page=page, spaces=[space])


def test_page_that_was_just_unpublished_is_not_shared(member, space, page):
    stale = type(page).objects.get(pk=page.pk)
    page.unpublish()

    with pytest.raises(PageNotLive):
        share_page(actor=member, page=stale, spaces=[space])

    assert not Share.objects.exists()


def test_closed_space_that_one_just_left_is_unknown_and_nothing_is_sent(member, space, page):
    closed = SpaceFactory(visibility="closed")
    MembershipFactory(person=member, space=closed)
    leave_space(actor=member, space=closed)

    with pytest.raises(SpaceUnknown):
        share_page(actor=member, page=page, spaces=[space, closed])

    assert not Share.objects.exists()


def test_sharing_nowhere_is_refused(member, page):
    with pytest.raises(NoSpaceChosen):
        share_page(actor=member, page=page, spaces=[])


def test_what_members_cannot_open_is_told_before(member, space, page):
    group = GroupFactory()
    member.groups.add(group)
    restrict(page, group)
    crowd = SpaceFactory(owner=member)
    for _ in range(5):
        MembershipFactory(space=crowd)
    MembershipFactory(space=space)

    told = {choice.space: (choice.cannot_open > 0, choice.told) for choice in choices(member, page)}

    assert told == {space: (True, None), crowd: (True, 5)}


@pytest.mark.parametrize("count", [1, 3])
def test_card_queries_do_not_grow(member, count, django_assert_num_queries):
    space = SpaceFactory(owner=member)
    shares = [share_page(actor=member, page=make_page(), spaces=[space])[0] for _ in range(count)]
    cards(member, shares)  # the addresses of the site's roots come from the cache from now on

    with django_assert_num_queries(2):
        found = cards(member, shares)

    assert [card.state for card in found.values()] == ["current"] * count


def test_share_form_sends_in_two_actions(member, member_client, space, page):
    form = member_client.get(f"/en/pages/{page.pk}/share/")
    sent = member_client.post(f"/en/pages/{page.pk}/share/", {"spaces": [space.slug], "message": "Look"}, follow=True)

    assert form.status_code == 200
    assert sent.redirect_chain == [(page.url, 302)]
    assert Share.objects.get().post.body == "Look"


@pytest.mark.parametrize(
    ("data", "status"),
    [({}, 422), ({"spaces": ["absent"]}, 422), ({"spaces": ["x"], "message": "a" * 100_000}, 422)],
)
def test_wrong_share_is_explained_and_changes_nothing(member_client, page, data, status):
    response = member_client.post(f"/en/pages/{page.pk}/share/", data)

    assert response.status_code == status
    assert not Share.objects.exists()


def test_share_form_of_a_page_one_may_not_see_is_not_found(member_client, page):
    restrict(page, GroupFactory())

    refused, absent, huge = (member_client.get(f"/en/pages/{pk}/share/") for pk in (page.pk, 999_999, 10**22))

    assert (refused.status_code, refused.content) == (404, absent.content)
    assert huge.status_code == 404


def test_secret_space_and_absent_space_look_alike_in_the_form(member_client, page):
    SpaceFactory(slug="hidden", visibility="secret", owner=UserFactory())

    refused, absent = (
        member_client.post(f"/en/pages/{page.pk}/share/", {"spaces": [slug], "message": "Look"})
        for slug in ("hidden", "absent")
    )

    assert refused.status_code == absent.status_code == 422


def test_card_stands_when_the_file_of_its_picture_is_lost(member, space):
    image = make_image()
    share = share_page(actor=member, page=make_page(image=image), spaces=[space])[0]
    image.file.storage.delete(image.file.name)

    card = card_of(member, share)

    assert (card.state, card.image) == ("current", "")
