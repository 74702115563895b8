"""Where a page is discussed, against a brute-force filter over random graphs (G2)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.core.audiences import remembered_audiences
from cms.pages.services.homes import ensure_home
from social_ext.comments.models import Thread
from social_ext.comments.services import ensure_page_thread, post_comment
from social_ext.sharing.components import Discussed, TalkLine
from social_ext.sharing.models import Share
from social_ext.sharing.selectors import roll_up
from social_ext.sharing.services import share_page
from social_ext.spaces.models import Membership, Visibility
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import SpaceFactory

PEOPLE, SPACES = 4, 3

graphs = st.fixed_dictionaries(
    {
        "visibilities": st.lists(st.sampled_from(Visibility.values), min_size=SPACES, max_size=SPACES),
        "members": st.sets(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, SPACES - 1))),
        "shared": st.sets(st.integers(0, SPACES - 1)),
        "comments": st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(-1, SPACES - 1)), max_size=8),
    }
)


class World:
    """A page, some people and spaces, and what is said about the page."""

    def __init__(self, graph):
        ensure_home()
        self.keeper = UserFactory()
        self.people = [UserFactory() for _ in range(PEOPLE)]
        self.spaces = [SpaceFactory(owner=self.keeper, visibility=each) for each in graph["visibilities"]]
        self.members = graph["members"]
        for person, space in self.members:
            Membership.objects.create(person=self.people[person], space=self.spaces[space])
        self.page = make_page()
        shared = [self.spaces[number] for number in sorted(graph["shared"])]
        self.shares = share_page(actor=self.keeper, page=self.page, spaces=shared) if shared else []
        self.said = [self._say(*each) for each in graph["comments"]]

    def _say(self, person, where):
        """Let a person comment on the page (-1) or under its card in a space, when they may; return what was said."""
        space = None if where < 0 else self.spaces[where]
        share = next((share for share in self.shares if share.space == space), None)
        if (space and share is None) or not self.reads(person, where):
            return None
        thread = share.post.thread if share else ensure_page_thread(actor=self.people[person], page=self.page)
        post_comment(actor=self.people[person], thread=thread, body="words")
        return (person, where)

    def reads(self, person, where):
        return where < 0 or self.spaces[where].visibility == "open" or (person, where) in self.members

    def expected(self, person):
        """Return place -> number of comments, by looking at each thing in turn."""
        places = {
            self.spaces.index(share.space)
            for share in self.shares
            if self.reads(person, self.spaces.index(share.space))
        }
        if any(said and said[1] == -1 for said in self.said):
            places.add(-1)
        return {place: sum(1 for said in self.said if said and said[1] == place) for place in places}

    def found(self, person):
        rolled = roll_up(self.people[person], self.page)
        return {self.spaces.index(talk.space) if talk.space else -1: talk.comment_count for talk in rolled.talks}


class RollUpProperties(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(graphs)
    def test_equals_a_brute_force_filter(self, graph):
        world = World(graph)

        for person in range(PEOPLE):
            assert world.found(person) == world.expected(person)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(graphs)
    def test_what_a_viewer_cannot_see_leaves_no_trace(self, graph):
        world = World(graph | {"members": {pair for pair in graph["members"] if pair[0] != 0}})
        before = rendered(world)

        hidden = SpaceFactory(owner=world.keeper, visibility="secret")
        share = share_page(actor=world.keeper, page=world.page, spaces=[hidden], message="hidden words")[0]
        post_comment(actor=world.keeper, thread=share.post.thread, body="more hidden words")

        assert rendered(world) == before


def rendered(world):
    return Discussed(world.page, roll_up(world.people[0], world.page)).render_html()


@pytest.mark.django_db
def test_equal_rights_give_equal_output(home):
    keeper, first, second = UserFactory(), UserFactory(), UserFactory()
    space = SpaceFactory(owner=keeper, visibility="open")
    page = make_page()
    share_page(actor=keeper, page=page, spaces=[space])

    outputs = [Discussed(page, roll_up(viewer, page)).render_html() for viewer in (first, second)]

    assert outputs[0] == outputs[1]


@pytest.mark.django_db
def test_talk_line_says_how_many_talk_in_how_many_spaces(member):
    page = make_page()
    for _ in range(2):
        share = share_page(actor=member, page=page, spaces=[SpaceFactory(owner=member)])[0]
        post_comment(actor=UserFactory(), thread=share.post.thread, body="words")

    assert "3 people talk about it in 2 of your spaces" in TalkLine(roll_up(member, page)).render_html()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(member, count, django_assert_num_queries):
    page = make_page()
    for _ in range(count):
        space = SpaceFactory(owner=member)
        share = share_page(actor=member, page=page, spaces=[space])[0]
        for _ in range(count):
            author = UserFactory()
            post_comment(actor=author, thread=share.post.thread, body="words")

    with remembered_audiences(), django_assert_num_queries(4):
        rolled = roll_up(member, page)

    assert len(rolled.talks) == count
    assert Share.objects.count() == Thread.objects.filter(kind="post").count() == count
