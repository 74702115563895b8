"""Every address of the product and of the admin, with numbers that no row has, words for numbers and NUL: never a failure.

The addresses are those that exist, so that a new one is tried without being written here.
"""

import re

import pytest
from django.db import transaction

from tests.factories.files import make_image
from tests.factories.pages import make_page
from tests.factories.social import PostFactory, SpaceFactory
from tests.leaks.test_urls import ADDRESSES

pytestmark = pytest.mark.django_db

HUGE = str(10**30)
IN_PATHS = (HUGE, "a%00b", "x" * 300)
IN_DATA = {"nul": "a\x00b", "huge": HUGE, "gone": str(10**9)}
FIELDS = [
    "q",
    "id",
    "next",
    "kind",
    "unit",
    "lang",
    "page",
    "cursor",
    "limit",
    "order",
    "reason",
    "comment",
    "body",
    "title",
    "slug",
    "redirect_to",
    "message",
    "spaces",
    "space",
    "act",
    "answer",
    "word",
    "back",
    "before",
    "after",
    "skill",
    "place",
    "language",
    "purpose",
    "visibility",
    "username",
    "role",
    "reply",
    "parent",
    "anchor",
    "revision",
    "ordering",
    "collection_id",
    "search_field",
    "childOf",
    "locale",
    "content_type",
    "section",
    "change",
    "withdraw",
    "via",
    "once",
    "show",
    "site",
    "owner",
    "confirm",
    "timestamp",
    "user",
    "page_types",
    "live",
    "job",
    "phone",
    "location",
    "about",
    "theme",
    "start",
    "end",
    "version",
    "ids",
    "new_parent_page",
    "new_title",
    "new_slug",
]
#: Signs out; tells that it stands still while nothing runs; and Wagtail's own page that fails on purpose.
LEFT_OUT = ("accounts/logout", "admin/logout", "readyz", "admin/failwhale")
NAMES = {
    "app_label": "pages",
    "model_name": "referencepage",
    "content_type_app_name": "pages",
    "content_type_model_name": "referencepage",
    "app_name": "files",
    "action": "unpublish",
}


def fill(path, values, default):
    """Return an address of this form with these values, and the default in all other places."""

    def one(match):
        converter, _colon, name = match[1].rpartition(":")
        if converter == "uuid":
            return "2f3c8d6e-0000-4000-8000-000000000000"
        value = str(values.get(name, default))
        return HUGE if converter == "int" and not value.isdigit() else value

    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda match: str(values.get(match[1], default)), path)
    path = re.sub(r"<([^>]+)>", one, path).replace(r"^((?:[\w\-]+/)*)$", "some/page/")
    return "/" + path.replace("^", "").replace("$", "").replace("\\", "")


@pytest.fixture
def attempt(client, editor, settings):
    """Ask an address, undo what it did, and return what failed."""
    settings.API_RATES = settings.API_RATES | {"writing": "1000000/m"}
    client.raise_request_exception = False

    def ask(method, address, data=None):
        client.force_login(editor)
        undo = transaction.savepoint()
        answer = getattr(client, method)(address, data or {})
        transaction.savepoint_rollback(undo)
        return (
            [f"{method} {address[:90]} {data and next(iter(data.values()))[:9]}"] if answer.status_code >= 500 else []
        )

    return ask


def tried():
    return [path for path, _name in ADDRESSES if not path.startswith(LEFT_OUT)]


def test_addresses_of_nothing_are_refused(attempt, home):
    failed = []
    for path in tried():
        for value in IN_PATHS if "<" in path else ():
            for method in ("get", "post"):
                failed += attempt(method, fill(path, NAMES, value))

    assert failed == []


@pytest.mark.parametrize("values", IN_DATA)
def test_queries_and_forms_of_nonsense_are_refused(attempt, editor, home, values):
    page, space, image = make_page(), SpaceFactory(owner=editor), make_image()
    post = PostFactory(space=space, author=editor)
    keys = dict.fromkeys(("pk", "page_id", "page_to_move_id"), page.pk) | dict.fromkeys(("old", "new"), 1)
    keys |= {"slug": space.slug, "instance_pk": space.pk, "image_id": image.pk, "username": editor.username}
    keys |= dict.fromkeys(("parent_page_id", "destination_id"), home.pk)
    data, failed = dict.fromkeys(FIELDS, IN_DATA[values]), []

    for path in tried():
        known = NAMES | keys | ({"pk": post.pk} if "posts/" in path else {})
        for method in ("get", "post"):
            failed += attempt(method, fill(path, known, HUGE), data)

    assert failed == []


def test_who_sent_nonsense_to_the_admin_is_told_so(client, editor, home):
    client.force_login(editor)

    for language, words in (("en", "is gone or cannot be read"), ("fr", "<html")):
        answer = client.get("/admin/images/chooser/chosen-multiple/?id=x", headers={"accept-language": language})
        assert (answer.status_code, words in answer.content.decode()) == (400, True)
