"""The API is what its OpenAPI document says, whoever asks and whatever is sent: no failure, no undocumented answer."""

import os
from random import Random

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.pages.services.homes import ensure_home
from cms.people.models import BusinessUnit
from cms.people.tokens import create_token
from cms.urls import api
from tests.factories.pages import block, make_page, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "6"))
#: How many of the requests are about real things.
NAMED = 0.8
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def _kept_connection():
    """Between two requests a server drops a connection that is in the middle of a transaction, as that of a test is."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Return names and numbers of real things by the parameter that names them, made once, and what each account sends."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield build_world()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def build_world():
    ensure_home()
    member, reader = UserFactory(username="member"), UserFactory()
    unit = BusinessUnit.add_root(slug="north", name="North")
    member.profile.unit = unit
    member.profile.save()
    pages = [make_page(owner=member, body=[block("paragraph", "<p>Words</p>")]), make_page()]
    restrict(pages[1], GroupFactory())
    return network(member, pages[0]) | {
        "username": [member.username, UserFactory().username],
        "page": [page.pk for page in pages],
        "headers": {
            "member": known_as(member),
            "reader": known_as(reader),
            "read only": known_as(member, read_only=True),
            "nobody": {},
        },
    }


def known_as(person, *, read_only=False):
    """Return what an account sends to be known."""
    return {"Authorization": f"Bearer {create_token(actor=person, name='test', read_only=read_only)[1]}"}


def network(member, page):
    """Return things of the network: open and secret, one's own and others'."""
    other = UserFactory()
    spaces = [SpaceFactory(owner=owner, visibility=kind) for owner in (member, other) for kind in ("open", "secret")]
    authors = [member, member, other, other]
    posts = [PostFactory(space=space, author=author) for space, author in zip(spaces, authors, strict=True)]
    comments = [CommentFactory(thread=post.thread, author=post.author) for post in posts]
    comments.append(CommentFactory(page=page, author=member))
    return {
        "slug": [space.slug for space in spaces],
        "post": [post.pk for post in posts],
        "comment": [comment.pk for comment in comments],
        "thread": [comment.conversation_id for comment in comments],
    }


@pytest.fixture(params=["member", "reader", "read only", "nobody"])
def headers(request, world):
    return world["headers"][request.param]


def names_of(case, world):
    """Return for each parameter of the path the real things that it may name: `pk` below `posts/` is a post."""
    thing = case.operation.path.removeprefix("/api/v1/").partition("/")[0].removesuffix("s")
    return {name: world.get(thing if name in {"pk", "id"} else name, []) for name in case.path_parameters or {}}


@schema.parametrize()
@hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_documented(case, world, headers):
    chance = Random(repr([case.path_parameters, case.query, case.body]))
    for name, real in names_of(case, world).items():
        if real and chance.random() < NAMED:
            case.path_parameters[name] = chance.choice(real)
    case.headers = {key: value for key, value in (case.headers or {}).items() if key.lower() != "authorization"}
    case.cookies = {}
    case.call_and_validate(headers=headers, checks=CHECKS)
