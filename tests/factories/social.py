"""Spaces and what is said in them, made by the services that the product uses."""

import factory
from factory.django import DjangoModelFactory

from social_ext.comments.models import ThreadedComment
from social_ext.comments.services import ensure_page_thread, post_comment
from social_ext.spaces.models import Membership, Post, Space
from social_ext.spaces.services.posts import create_post
from social_ext.spaces.services.spaces import create_space
from tests.factories.people import UserFactory


class SpaceFactory(DjangoModelFactory):
    """A space; `owner` is its maker."""

    class Meta:
        model = Space

    name = factory.Sequence(lambda n: f"Space {n}")
    visibility = "open"

    @classmethod
    def _create(cls, model_class, *args, owner=None, **kwargs):
        return create_space(actor=owner or UserFactory(), **kwargs)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    space = factory.SubFactory(SpaceFactory)


class PostFactory(DjangoModelFactory):
    """A post by a member of the space."""

    class Meta:
        model = Post

    body = factory.Sequence(lambda n: f"Post {n}")

    @classmethod
    def _create(cls, model_class, *args, space=None, author=None, **kwargs):
        space = space or SpaceFactory()
        author = author or MembershipFactory(space=space).person
        return create_post(actor=author, space=space, **kwargs)


class CommentFactory(DjangoModelFactory):
    """A comment below a post, or on a page."""

    class Meta:
        model = ThreadedComment

    body = factory.Sequence(lambda n: f"Comment {n}")

    @classmethod
    def _create(cls, model_class, *args, thread=None, page=None, author=None, **kwargs):
        author = author or UserFactory()
        if thread is None:
            thread = ensure_page_thread(actor=author, page=page) if page else PostFactory(author=author).thread
        return post_comment(actor=author, thread=thread, **kwargs)
