"""The social part of the village: spaces, posts, shares and comments, through the services that people use."""

from social_ext.comments.services import ensure_page_thread, post_comment, remove_comment
from social_ext.sharing.models import PlannedShare
from social_ext.sharing.services import share_page
from social_ext.spaces.services.memberships import invite, join_space
from social_ext.spaces.services.posts import create_post, remove_post
from social_ext.spaces.services.spaces import create_space
from tests.leaks import village
from tests.leaks.oracle import Page
from tests.leaks.village import canary, text
from tests.leaks.world import World, fresh


def build_network(world: World) -> None:
    """Talk about everything, in every space, while all of it is still there."""
    _make_spaces(world)
    for post in village.POSTS:
        kind = "question" if post.name == "clubpost" else "message"
        space = world.spaces[post.space.name]
        world.posts[post.name] = create_post(
            actor=world.people["author"], space=space, body=text(post.name, "body"), kind=kind
        )
    for card in village.CARDS:
        space = world.spaces[card.post.space.name]
        page = fresh(world, card.page.name)
        shares = share_page(
            actor=world.people["author"], page=page, spaces=[space], message=text(card.post.name, "body")
        )
        world.posts[card.post.name] = shares[0].post
    _plan_shares(world)
    _comment(world)
    for post in village.POSTS:
        if post.removed:
            remove_post(actor=world.people["author"], post=world.posts[post.name])


def _plan_shares(world: World) -> None:
    """Plan to share a page in every space: who edits it learns of no space by that."""
    for space in village.SPACES:
        facts = {"space": world.spaces[space.name], "message": canary(space.name, "plan")}
        PlannedShare.objects.create(page_id=world.pages["feast"].pk, actor=world.people["author"], **facts)


def _make_spaces(world: World) -> None:
    author = world.people["author"]
    for space in village.SPACES:
        world.spaces[space.name] = made = create_space(
            actor=author,
            name=canary(space.name, "name"),
            slug=canary(space.name, "slug"),
            purpose=text(space.name, "purpose"),
            visibility=space.visibility,
            unit=author.profile.unit,
        )
        for person in village.ROLES:
            if space.name in person.spaces:
                invite(actor=author, space=made, username=person.name)
                join_space(actor=world.people[person.name], space=made)
            elif space.name in person.waits_for:
                join_space(actor=world.people[person.name], space=made)


def _comment(world: World) -> None:
    author = world.people["author"]
    for comment in village.COMMENTS:
        if isinstance(comment.on, Page):
            thread = ensure_page_thread(actor=author, page=fresh(world, comment.on.name))
        else:
            thread = world.posts[comment.on.name].thread
        made = post_comment(actor=author, thread=thread, body=text(comment.name, "body"), language="en")
        world.comments[comment.name], world.threads[comment.on.name] = made, thread
        if comment.removed:
            remove_comment(actor=author, comment=made)
        else:
            post_comment(actor=author, thread=thread, body=text(comment.name, "reply"), parent=made, language="en")
