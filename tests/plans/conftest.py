"""A company of 100,000 people, posts, comments and pages, written by PostgreSQL itself in a transaction that ends unkept."""

import json
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.core.audiences import everyone
from cms.people.models import Profile
from search.models import Document
from social_ext.comments.models import Thread, ThreadedComment
from tests.factories.pages import make_page, make_section
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

MANY = 100_000
SPACES = 50
FIRST = 1_000_000  # what is made here is numbered from here on

#: The tables that grow with the company. None of them is ever read from end to end to show a list.
BIG = {
    "people_user",
    "people_profile",
    "spaces_membership",
    "spaces_post",
    "comments_thread",
    "activity_activity",
    "django_comments",
    "django_comments_xtd_xtdcomment",
    "comments_threadedcomment",
    "wagtailcore_page",
    "pages_referencepage",
    "pages_pageaccess",
    "search_document",
    "wagtailsearch_indexentry",
}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/plans/" in item.nodeid:
            item.add_marker(pytest.mark.postgresql)


def many_of(row, count=MANY, **columns):
    """Write `count` rows like this one; `columns` are SQL, in which `n` counts from 0."""
    table, key = row._meta.db_table, row._meta.pk.column
    columns = {key: f"{FIRST} + n"} | columns
    names = [field.column for field in row._meta.local_concrete_fields]
    taken = ", ".join(columns.get(name, f'"{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({listed}) SELECT {taken} FROM "{table}", '  # noqa: S608 -- names from our own models
            f'generate_series(0, {count - 1}) AS n WHERE "{key}" = {row.pk}'
        )


def spread(of, over):
    """Return the SQL of a number from a list, in turn."""
    return f"(ARRAY{[one.pk for one in over]})[1 + {of} % {len(over)}]"


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def db(company):
    """Stand in for the transaction of each test, which would end that of the company. The name says that a database is used."""


def build():
    section = make_section(slug="handbook")
    page = make_page(parent=section)
    spaces = SpaceFactory.create_batch(SPACES)
    viewer = UserFactory(username="viewer", last_name="m", first_name="m")
    for space in spaces[:10]:
        MembershipFactory(space=space, person=viewer)
    post = PostFactory(space=spaces[0], author=viewer)
    talk = CommentFactory(page=page, author=viewer)
    write_people(viewer, spaces)
    write_posts(post, spaces)
    write_comments(talk)
    write_pages(page, section)
    write_documents()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL random_page_cost = 1.1")  # as PostgreSQL's own advice is for solid-state disks
    client = Client()
    client.force_login(viewer)
    return SimpleNamespace(viewer=viewer, client=client, space=spaces[0], talk=talk.conversation, page=page)


def write_people(viewer, spaces):
    profile = Profile.objects.get_or_create(person=viewer)[0]
    membership = viewer.memberships.first()
    many_of(viewer, username="'p' || n", last_name="md5(n::text)", first_name="md5((n + 1)::text)", email="'p' || n")
    many_of(profile, person_id=f"{FIRST} + n")
    many_of(membership, person_id=f"{FIRST} + n", space_id=spread("n", spaces))


def write_posts(post, spaces):
    earlier = "now() - n * interval '1 minute'"
    space = f"CASE WHEN n % 2 = 0 THEN {spaces[0].pk} ELSE {spread('n', spaces)} END"
    author = f"{FIRST} + n"
    many_of(post.thread, created_at=earlier)
    many_of(post, thread_id=f"{FIRST} + n", space_id=space, author_id=author, created_at=earlier)
    activity = post.author.activities.get(object_kind="post")
    numbers = {"object_id": f"{FIRST} + n", "thread_id": f"{FIRST} + n", "actor_id": author}
    many_of(activity, **numbers, space_id=space, published_at=earlier)


def write_comments(talk):
    """Half of them stand in one conversation, the others below posts."""
    rows = [ThreadedComment.objects.get(pk=talk.pk)]
    comment = rows[0].xtdcomment_ptr.comment_ptr
    thread = f"CASE WHEN n % 2 = 0 THEN {talk.conversation_id} ELSE {FIRST} + n / 20 END"
    many_of(comment, user_id=f"{FIRST} + n", object_pk=f"({thread})::text")
    many_of(rows[0].xtdcomment_ptr, thread_id=f"{FIRST} + n", parent_id=f"{FIRST} + n")
    many_of(rows[0], conversation_id=thread)


def write_pages(page, section):
    base = Page.objects.get(pk=page.pk)
    number = "lpad(upper(to_hex(n)), 8, '0')"
    many_of(
        base,
        path=f"'{section.path}' || {number}",
        depth=str(page.depth + 1),
        slug="'page-' || n",
        url_path=f"'{section.url_path}page-' || n || '/'",
        translation_key="gen_random_uuid()",
    )
    many_of(page)
    many_of(page.access, page_id=f"{FIRST} + n")
    many_of(
        Thread.objects.get(page_key=page.translation_key),
        id=f"{2 * FIRST} + n",
        page_key="gen_random_uuid()",
    )


def write_documents():
    document = Document.objects.create(
        kind="page",
        object_pk=1,
        title="Holiday",
        text="Holiday",
        audience_id=everyone().pk,
        updated_at="2026-01-01T00:00Z",
    )
    many_of(document, object_pk=f"{FIRST} + n", title="'Word' || n || ' holiday'")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtailsearch_indexentry"
            " (content_type_id, object_id, title_norm, autocomplete, title, body, title_text, body_text)"
            " SELECT %s, id::text, 1, to_tsvector('simple', title), to_tsvector('simple', title),"
            " to_tsvector('simple', text), '', '' FROM search_document",
            [ContentType.objects.get_for_model(Document).pk],
        )


def scans(plan):
    """Yield the tables that a plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for below in plan.get("Plans", ()):
        yield from scans(below)


@pytest.fixture
def asked(company, db):
    """Ask for an address; return the answer and the big tables that were read from end to end for it, with the query."""

    def ask(address):
        with CaptureQueriesContext(connection) as queries:
            answer = company.client.get(address)
        read = []
        for query in queries:
            if query["sql"].startswith("SELECT") and "FOR UPDATE" not in query["sql"]:
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (FORMAT JSON) {query['sql']}")
                    plan = cursor.fetchone()[0]
                plan = json.loads(plan) if isinstance(plan, str) else plan
                read += [(table, query["sql"]) for table in scans(plan[0]["Plan"]) if table in BIG]
        return answer, read

    return ask
