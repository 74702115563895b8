from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cms.core.audiences import audiences_for
from cms.core.models import Audience
from cms.people.models import BusinessUnit
from social_ext.comments.models import ThreadedComment
from social_ext.comments.selectors import latest_comments
from social_ext.spaces.models import KEEPERS, Membership, Post, PostQuerySet, Role, Space, State

PAGE_SIZE = 20
SPACES_PAGE_SIZE = 60
#: How many spaces the page of a unit shows.
MOST_OF_UNIT = 12


def audiences_of_spaces(viewer: Any) -> QuerySet[Audience]:
    """Return the audiences of the spaces that this person is a member of."""
    mine = Membership.objects.in_force().filter(person=viewer)
    return Audience.objects.filter(space__in=mine.values("space"))


def people_of_space(audience: Audience) -> QuerySet | None:
    """Return the ids of the members; None when the audience is of another kind."""
    if audience.kind != "space":
        return None
    return Membership.objects.in_force().filter(space__members_audience=audience).values("person")


def spaces_of(viewer: Any) -> QuerySet[Space]:
    """Return the spaces that this person is a member of."""
    mine = Membership.objects.in_force().filter(person=viewer)
    return Space.objects.active().filter(pk__in=mine.values("space"))


def known_spaces(viewer: Any) -> QuerySet[Space]:
    """Return the spaces in use of which the viewer may know, with the viewer's own standing."""
    return spaces_ever_known(viewer).filter(archived_at=None)


def spaces_ever_known(viewer: Any) -> QuerySet[Space]:
    """Return the spaces of which the viewer may know, those that invite them and the archived included."""
    invited = Membership.objects.filter(person=viewer, state=State.INVITED)
    own = Membership.objects.filter(space=OuterRef("pk"), person=viewer)
    known = Q(listing_audience__in=audiences_for(viewer)) | Q(pk__in=invited.values("space"))
    return Space.objects.filter(known).select_related("unit").annotate(**_standing(own))


def spaces_to_list(viewer: Any) -> list[Space]:
    """Return the spaces that the list shows, one's own standing first."""
    found = known_spaces(viewer).order_by(F("own_state").asc(nulls_last=True), "name", "pk")
    return list(found[:SPACES_PAGE_SIZE])


def spaces_of_unit(viewer: Any, unit: BusinessUnit) -> list[Space]:
    """Return the spaces of a unit of which the viewer may know, the first few by name."""
    return list(known_spaces(viewer).filter(unit=unit).order_by("name", "pk")[:MOST_OF_UNIT])


def archived_spaces(viewer: Any) -> list[Space]:
    """Return the archived spaces that the viewer is a member of, the last one first."""
    own = Membership.objects.in_force().filter(person=viewer)
    found = Space.objects.filter(pk__in=own.values("space")).exclude(archived_at=None)
    standing = _standing(own.filter(space=OuterRef("pk")))
    return list(found.annotate(**standing).order_by("-archived_at", "pk")[:SPACES_PAGE_SIZE])


def _standing(own: QuerySet[Membership]) -> dict[str, Any]:
    # Counted for the spaces of one page alone, and each person looked up: joins would read all members and all people.
    active = get_user_model().objects.filter(pk=OuterRef("person"), is_active=True).values("pk")[:1]
    present = Membership.objects.in_force().filter(space=OuterRef("pk"), person=Subquery(active)).order_by()
    return {
        "member_count": Coalesce(Subquery(present.values("space").annotate(number=Count("pk")).values("number")), 0),
        "own_state": Subquery(own.values("state")[:1]),
        "own_role": Subquery(own.values("role")[:1]),
    }


def get_space(viewer: Any, slug: str) -> Space:
    """Return a space of which this viewer may know, or raise `Space.DoesNotExist`. An invitation lets one know."""
    invited = Q(memberships__person=viewer, memberships__state=State.INVITED)
    known = Space.objects.filter(Q(listing_audience__in=audiences_for(viewer)) | invited, slug=slug).values("pk")
    own = Membership.objects.filter(space=OuterRef("pk"), person=viewer)
    return Space.objects.select_related("unit").annotate(**_standing(own)).get(pk__in=known)


def keepers(space: Space) -> list[Membership]:
    """Return who keeps a space: its owners and moderators."""
    kept = space.memberships.in_force().filter(role__in=KEEPERS, person__is_active=True)
    kept = kept.select_related("person__profile")
    return list(kept.order_by("-role", "person__last_name"))


def owners(space: Space) -> list[Any]:
    """Return the people who own a space: in a closed one, those outside may know whom to ask."""
    owning = space.memberships.in_force().filter(role=Role.OWNER, person__is_active=True)
    return [membership.person for membership in owning.select_related("person").order_by("joined_at", "pk")]


def members(space: Space) -> QuerySet[Membership]:
    """Return all memberships of a space by name, requests and invitations included."""
    present = space.memberships.filter(person__is_active=True)
    return present.select_related("person__profile__unit").order_by("person__last_name", "person__first_name", "pk")


def get_member(space: Space, username: str) -> Membership:
    """Return the membership in force of an active person, or raise `Membership.DoesNotExist`."""
    return members_in_state(space, State.MEMBER).get(person__username=username)


def members_in_state(space: Space, state: State) -> QuerySet[Membership]:
    """Return the people who belong to a space, ask to, or are invited, with what a directory tells of them."""
    found = space.memberships.filter(state=state, person__is_active=True)
    return found.select_related("person__profile__unit")


def posts_of(viewer: Any, space: Space) -> PostQuerySet:
    """Return what was said in a space and stands, as far as this viewer may read it."""
    return Post.objects.visible_to(viewer).filter(space=space, removed_at=None).with_authors()


@dataclass
class PostWithTalk:
    """A post with the newest of its comments."""

    post: Post
    comments: list[ThreadedComment]


def space_posts(viewer: Any, space: Space, *, before: tuple[datetime, int] | None = None) -> list[PostWithTalk]:
    """Return one page of a space's posts, newest first, with the newest comments of each; one more says there are older."""
    posts = list(posts_of(viewer, space).before(before).order_by("-created_at", "-pk")[: PAGE_SIZE + 1])
    talk = latest_comments(viewer, [post.thread_id for post in posts])
    return [PostWithTalk(post, talk.get(post.thread_id, [])) for post in posts]


def get_post(viewer: Any, pk: int) -> Post:
    """Return a post, or raise `Post.DoesNotExist`."""
    return Post.objects.visible_to(viewer).with_authors().get(pk=pk)


def is_keeper(space: Space) -> bool:
    """Tell whether the viewer for whom a space was fetched keeps it."""
    return space.own_state == State.MEMBER and space.own_role in KEEPERS


def is_owner(space: Space) -> bool:
    """Tell whether the viewer for whom a space was fetched owns it."""
    return space.own_state == State.MEMBER and space.own_role == Role.OWNER
