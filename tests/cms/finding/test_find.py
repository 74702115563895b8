import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from cms.core.audiences import everyone, remembered_audiences
from cms.finding.selectors import find
from search.models import Document
from tests.factories.files import make_document
from tests.factories.pages import block, make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(member):
    group = GroupFactory()
    member.groups.add(group)
    return group


def titles(viewer, q, **chosen):
    return [hit.title for hit in find(viewer, q, **chosen)]


def test_published_page_is_found_after_the_worker_ran(member, run_tasks):
    make_page(title="Travel", summary="All about night trains", body=[block("paragraph", "<p>Sleeper <b>cars</b></p>")])

    before = titles(member, "sleeper")
    run_tasks()

    assert (before, titles(member, "sleeper"), titles(member, "night train")) == ([], ["Travel"], ["Travel"])


def test_draft_is_not_found(member, run_tasks):
    make_page(title="Harbour dues", live=False)
    run_tasks()

    assert titles(member, "harbour") == []


def test_unpublished_and_deleted_pages_are_lost_at_once(member, run_tasks):
    first, second = make_page(title="Harbour dues"), make_page(title="Harbour pilots")
    run_tasks()

    first.unpublish()
    Page.objects.get(pk=second.pk).delete()

    found = find(member, "harbour")
    assert (list(found), found.total) == ([], 0)


def test_restricted_page_is_found_by_its_readers_only(member, outsider, group, run_tasks):
    section = make_section(title="Board")
    restrict(section, group)
    make_page(parent=section, title="Harbour dues")
    run_tasks()

    assert titles(member, "harbour") == ["Harbour dues"]
    found = find(outsider, "harbour")
    assert (list(found), found.total, found.facets) == ([], 0, {"kind": {}, "unit": {}, "locale": {}})


def test_new_restriction_is_in_force_before_the_worker_runs(outsider, group, run_tasks):
    page = make_page(title="Harbour dues")
    run_tasks()

    restrict(page, group)

    found = find(outsider, "harbour")
    assert (list(found), found.total, found.facets["kind"]) == ([], 0, {})


def test_stale_index_does_not_leak(outsider, group, run_tasks):
    page = make_page(title="Harbour dues")
    restrict(page, group)
    run_tasks()
    Document.objects.filter(kind="page", object_pk=page.pk).update(audience_id=everyone().pk)

    found = find(outsider, "harbour")

    assert (list(found), found.total, found.facets["kind"], found.facets["locale"]) == ([], 0, {}, {})


def test_superuser_finds_no_more_than_others(editor, group, run_tasks):
    restrict(make_page(title="Harbour dues"), group)
    run_tasks()

    assert titles(editor, "harbour") == []


def test_breadcrumb_names_only_what_the_viewer_may_see(member, run_tasks):
    section = make_section(title="Working here")
    make_page(parent=section, title="Harbour dues")
    run_tasks()

    assert [hit.meta for hit in find(member, "harbour")] == ["Reference › Working here"]  # noqa: RUF001 -- the arrow of breadcrumbs


def test_what_a_file_says_is_not_found_through_its_page(member, run_tasks):
    document = make_document(title="Canaryword")
    body = [block("documents", {"title": "Canaryword", "documents": [block("item", document.pk)]})]
    make_page(title="Harbour dues", body=body)
    run_tasks()

    assert titles(member, "canaryword") == []


def test_text_of_every_block_is_indexed_without_its_settings(run_tasks):
    body = [
        block("heading", {"text": "Before you book", "level": "2", "anchor": "canary"}),
        block("paragraph", "<p>Ask <b>first</b></p>"),
        block("callout", {"kind": "warning", "title": "Sundays", "text": "<p>Closed</p>"}),
        block(
            "table",
            {"columns": [{"type": "text", "heading": "Country"}], "rows": [{"values": ["France"]}], "caption": ""},
        ),
        block("code", {"language": "sh", "code": "ls -l"}),
    ]
    page = make_page(title="Travel", summary="Trips", body=body)
    run_tasks()

    text = Document.objects.get(kind="page", object_pk=page.pk).text

    assert text.split("\n") == [
        "Trips",
        "Before you book",
        "Ask first",
        "Sundays",
        "Closed",
        "Country",
        "France",
        "ls -l",
    ]


def test_publishing_again_changes_no_document(member, run_tasks):
    page = make_page(title="Harbour dues")
    run_tasks()
    before = list(Document.objects.order_by("pk").values())

    page.get_latest_revision().publish()
    run_tasks()

    after = list(Document.objects.order_by("pk").values())
    assert [row | {"updated_at": None} for row in after] == [row | {"updated_at": None} for row in before]
    assert not DBTaskResult.objects.failed().exists()


def test_colleague_is_found_by_name_and_skill(member, run_tasks):
    person = UserFactory(first_name="Sunniva", last_name="Oluwole")
    person.profile.skills = ["night trains"]
    person.profile.save()
    run_tasks()

    by_skill = find(member, "night train")

    assert ([hit.id for hit in by_skill.people], by_skill.total) == ([person.pk], 1)
    assert [hit.id for hit in find(member, "sunniva", kind="person")] == [person.pk]


def test_colleague_who_left_is_not_found(member, run_tasks):
    person = UserFactory(first_name="Sunniva")
    run_tasks()
    person.is_active = False
    person.save()

    assert find(member, "sunniva").total == 0


@pytest.mark.parametrize("count", [1, 3])
def test_find_queries_do_not_grow(member, count, run_tasks, django_assert_num_queries):
    for number in range(count):
        make_page(parent=make_section(), title=f"Harbour {number}")
        UserFactory(first_name="Harbour")
    run_tasks()
    find(member, "harbour")

    with remembered_audiences(), django_assert_num_queries(9):
        found = find(member, "harbour")

    assert (len(found.items), len(found.people), found.total) == (count, count, 2 * count)
