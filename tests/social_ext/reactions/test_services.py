from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.core.targets import TargetNotFound
from social_ext.activity.models import Activity
from social_ext.comments.services import close_thread, remove_comment
from social_ext.reactions.exceptions import UnknownReaction
from social_ext.reactions.models import Reaction, ReactionCount
from social_ext.reactions.selectors import NONE, Summary, miscounted, summaries, summary
from social_ext.reactions.services import react, recount_reactions, withdraw_reaction
from social_ext.spaces.services.posts import remove_post
from social_ext.spaces.services.spaces import change_space
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory()


def verbs(kind="post"):
    return list(Activity.objects.filter(object_kind=kind).order_by("pk").values_list("verb", flat=True))[1:]


def test_reaction_is_counted_and_recorded_where_the_thing_stands(member, post):
    found = react(actor=member, target_kind="post", pk=post.pk, kind="like")

    like = Activity.objects.get(verb="Like")
    assert found == Summary({"like": 1}, "like")
    assert (like.object_id, like.space_id, like.audience) == (post.pk, post.space_id, post.audience)


def test_same_reaction_twice_is_one(member, post):
    found = [react(actor=member, target_kind="post", pk=post.pk, kind="like") for _time in range(2)]

    assert found == [Summary({"like": 1}, "like")] * 2
    assert verbs() == ["Like"]


def test_another_reaction_replaces_the_first(member, outsider, post):
    react(actor=outsider, target_kind="post", pk=post.pk, kind="like")
    react(actor=member, target_kind="post", pk=post.pk, kind="like")

    found = react(actor=member, target_kind="post", pk=post.pk, kind="idea")

    assert found == Summary({"like": 1, "idea": 1}, "idea")
    assert verbs() == ["Like", "Like"]


def test_reaction_is_withdrawn_once(member, post):
    react(actor=member, target_kind="post", pk=post.pk, kind="like")

    found = [withdraw_reaction(actor=member, target_kind="post", pk=post.pk, kind="like") for _time in range(2)]

    assert found == [NONE, NONE]
    assert verbs() == ["Like", "Undo"]


def test_withdrawing_another_kind_leaves_ones_own(member, post):
    react(actor=member, target_kind="post", pk=post.pk, kind="like")

    found = withdraw_reaction(actor=member, target_kind="post", pk=post.pk, kind="idea")

    assert found == Summary({"like": 1}, "like")


@pytest.mark.parametrize("act", [react, withdraw_reaction])
def test_unknown_reaction_is_refused(member, post, act):
    with pytest.raises(UnknownReaction):
        act(actor=member, target_kind="post", pk=post.pk, kind="sneer")

    assert not Reaction.objects.exists()


def test_reaction_that_is_offered_no_more_can_only_be_withdrawn(member, outsider, post, settings):
    for person in (member, outsider):
        react(actor=person, target_kind="post", pk=post.pk, kind="idea")
    settings.REACTION_KINDS = {name: sign for name, sign in settings.REACTION_KINDS.items() if name != "idea"}
    before = [summary(person, "post", post.pk) for person in (member, UserFactory())]

    with pytest.raises(UnknownReaction):
        react(actor=UserFactory(), target_kind="post", pk=post.pk, kind="idea")
    found = [withdraw_reaction(actor=member, target_kind="post", pk=post.pk, kind="idea") for _time in range(2)]
    withdraw_reaction(actor=outsider, target_kind="post", pk=post.pk)

    assert before == [Summary({"idea": 2}, "idea"), NONE]
    assert (found, Reaction.objects.count(), miscounted()) == ([NONE, NONE], 0, [])


@pytest.mark.parametrize("act", [react, withdraw_reaction])
def test_hidden_thing_is_one_that_does_not_exist(outsider, home, act):
    section = make_section()
    page = make_page(parent=section)
    comment = CommentFactory(page=page)
    restrict(section, GroupFactory())
    post = PostFactory(space=SpaceFactory(visibility="closed"))

    for kind, pk in [("post", post.pk), ("comment", comment.pk), ("page", page.pk), ("post", 987654), ("sock", 1)]:
        with pytest.raises(TargetNotFound):
            act(actor=outsider, target_kind=kind, pk=pk, kind="like")


def test_page_shares_its_reactions_with_its_languages(member, outsider, home):
    page = make_page(parent=home)
    in_french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(in_french).save_revision().publish()
    french = page.copy_for_translation(in_french)
    french.save_revision().publish()
    react(actor=member, target_kind="page", pk=page.pk, kind="thanks")

    found = react(actor=outsider, target_kind="page", pk=french.pk, kind="thanks")

    assert found == Summary({"thanks": 2}, "thanks")


def test_what_is_over_takes_no_reaction_and_gives_ones_own_back(member):
    removed, closed = CommentFactory(), CommentFactory()
    post = PostFactory()
    things = [("comment", removed), ("comment", closed), ("post", post)]
    for kind, thing in things:
        react(actor=member, target_kind=kind, pk=thing.pk, kind="like")
    remove_comment(actor=removed.user, comment=removed)
    close_thread(thread=closed.conversation)
    remove_post(actor=post.author, post=post)

    for kind, thing in things:
        with pytest.raises(PermissionDenied):
            react(actor=member, target_kind=kind, pk=thing.pk, kind="idea")
        assert withdraw_reaction(actor=member, target_kind=kind, pk=thing.pk) == NONE


def test_record_follows_the_space(member, outsider):
    space = SpaceFactory(owner=member)
    post = PostFactory(space=space, author=member)
    react(actor=member, target_kind="post", pk=post.pk, kind="like")

    change_space(actor=member, space=space, visibility="secret")

    assert not Activity.objects.visible_to(outsider).filter(verb="Like").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_summaries_take_one_query(member, outsider, count, django_assert_num_queries):
    comments = CommentFactory.create_batch(count)
    for comment in comments:
        for person in (member, outsider):
            react(actor=person, target_kind="comment", pk=comment.pk, kind="like")

    with django_assert_num_queries(1):
        found = summaries(member, "comment", [comment.pk for comment in comments])

    assert found == {str(comment.pk): Summary({"like": 2}, "like") for comment in comments}


def test_reactions_stay_counted_without_their_person(post):
    person = UserFactory()
    react(actor=person, target_kind="post", pk=post.pk, kind="like")
    Activity.objects.filter(actor=person).delete()

    person.delete()

    assert (summary(UserFactory(), "post", post.pk), miscounted()) == (Summary({"like": 1}), [])


def test_reactions_go_with_their_thing(member, home):
    page, comment = make_page(), CommentFactory()
    react(actor=member, target_kind="page", pk=page.pk, kind="like")
    react(actor=member, target_kind="comment", pk=comment.pk, kind="like")

    page.delete()
    comment.delete()

    assert (Reaction.objects.count(), ReactionCount.objects.count()) == (0, 0)


ACTS = st.tuples(st.integers(0, 2), st.integers(0, 1), st.sampled_from(["like", "idea", "thanks", None]))


@given(acts=st.lists(ACTS, max_size=12))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stored_numbers_equal_a_recount(acts, django_db_blocker):
    people, posts = [UserFactory() for _ in range(3)], [PostFactory() for _ in range(2)]

    for person, post, kind in acts:
        named = {"actor": people[person], "target_kind": "post", "pk": posts[post].pk}
        react(**named, kind=kind) if kind else withdraw_reaction(**named)

    assert miscounted() == []


def test_recount_names_what_is_wrong_and_repairs_it(member, post):
    react(actor=member, target_kind="post", pk=post.pk, kind="like")
    call_command("recount_reactions", stdout=StringIO())
    ReactionCount.objects.update(count=F("count") + 4)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("recount_reactions", stdout=out)
    call_command("recount_reactions", "--repair", stdout=StringIO())

    assert out.getvalue() == f"post {post.pk} like: 5 stored, 1 counted\n"
    assert (miscounted(), recount_reactions()) == ([], 0)
