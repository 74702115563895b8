import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from cms.core.audiences import audiences_for, nobody, people_in
from cms.core.policies import can
from cms.pages.models import PageAccess, PageRead
from cms.pages.policies import PagePolicy
from cms.pages.selectors import audience_in_force, visible_pages
from cms.pages.signals import page_audiences_changed
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def key_of(page):
    return PageAccess.objects.get(page_id=page.pk).audience.key


def test_new_page_has_the_audience_of_its_parent(home):
    section = make_section()
    restriction = restrict(section, GroupFactory())

    page = make_page(parent=section)

    assert key_of(page) == f"restrictions:{restriction.pk}"


def test_restrictions_of_several_ancestors_add_up(member, outsider):
    section, both, one = make_section(), GroupFactory(), GroupFactory()
    page = make_page(parent=section)
    restrict(section, both)
    restrict(page, one)
    member.groups.add(both, one)
    outsider.groups.add(one)

    seen_by = [bool(visible_pages(viewer).filter(pk=page.pk)) for viewer in (member, outsider)]

    assert seen_by == [True, False]


def test_restriction_without_group_admits_nobody(member):
    page = make_page()
    restrict(page)

    assert not visible_pages(member).filter(pk=page.pk)
    assert not people_in(PageAccess.objects.get(page=page).audience)


def test_change_of_groups_is_in_force_without_rekeying(member):
    group, page = GroupFactory(), make_page()
    restriction = restrict(page, GroupFactory())
    member.groups.add(group)

    restriction.groups.set([group])

    assert visible_pages(member).filter(pk=page.pk).exists()


def test_superuser_is_a_reader_like_everyone(editor):
    page = make_page()
    restrict(page, GroupFactory())

    assert not can(editor, "view", page)
    assert not visible_pages(editor).filter(pk=page.pk)


def test_deactivated_person_has_no_audience(member):
    member.is_active = False

    assert audiences_for(member) == frozenset()


def test_move_into_a_restricted_section_restricts(home):
    page, section = make_page(), make_section()
    restriction = restrict(section, GroupFactory())

    page.move(Page.objects.get(pk=section.pk), pos="last-child")

    assert key_of(page) == f"restrictions:{restriction.pk}"


def test_removed_restriction_opens_the_page(home):
    page = make_page()
    restriction = restrict(page, GroupFactory())

    restriction.delete()

    assert key_of(page) == "everyone"


def test_deleting_a_page_never_widens_it(home):
    section = make_section()
    page = make_page(parent=section)
    restrict(section, GroupFactory())
    heard = {}

    def listen(changes, **kwargs):
        heard.update(changes)

    page_audiences_changed.connect(listen)
    try:
        Page.objects.get(pk=section.pk).delete()
    finally:
        page_audiences_changed.disconnect(listen)

    assert heard[page.translation_key] == nobody().pk


def test_alias_stands_under_the_restrictions_of_its_source(home):
    section = make_section()
    page = make_page(parent=section)
    restriction = restrict(section, GroupFactory())

    alias = page.create_alias(parent=home, update_slug="alias")

    assert key_of(alias) == f"restrictions:{restriction.pk}"


def test_audience_in_force_is_nobody_while_no_version_is_live(home):
    page = make_page()
    page.unpublish()

    assert audience_in_force(page.translation_key).key == "nobody"
    assert key_of(page) == "everyone"


def test_page_policy_stands_in_the_registry():
    assert type(policy_registry.get_by_type(Page)) is PagePolicy


@pytest.mark.parametrize("depth", ["page", "ancestor"])
def test_refused_page_answers_like_one_that_never_existed(member_client, depth):
    section = make_section()
    page = make_page(parent=section)
    restrict(section if depth == "ancestor" else page, GroupFactory())
    absent = page.url.rstrip("/") + "x/"

    refused, missing = member_client.get(page.url), member_client.get(absent)

    assert refused.status_code == missing.status_code == 404
    assert refused.content == missing.content


def test_draft_answers_like_a_page_that_never_existed(member_client):
    page = make_page(live=False)

    assert member_client.get(reverse("page_permalink", args=[page.pk])).status_code == 404


def test_visitor_without_account_is_led_to_sign_in_alike(client):
    page = make_page()

    answers = [client.get(path) for path in (page.url, "/en/absent/", "/admin/", "/media/absent.png")]

    assert {answer.status_code for answer in answers} == {302}
    assert all(answer.url.startswith("/accounts/login/?next=") for answer in answers)


def test_reading_is_remembered_once_with_its_first_way(member_client, member):
    page = make_page()

    for via in ("card", "feed", "x;y"):
        member_client.get(page.url, {"via": via})

    assert list(PageRead.objects.values_list("person", "page_key", "first_via")) == [
        (member.pk, page.translation_key, "card")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow_with_blocks_and_siblings(member_client, count, django_assert_num_queries, rich_body):
    section = make_section()
    page = make_page(parent=section, owner=UserFactory(), body=rich_body(count))
    for _ in range(count):
        make_page(parent=section)
    member_client.get(page.url)

    with django_assert_num_queries(9):
        response = member_client.get(page.url)

    assert response.content.count(b"data-block=") == 8 * count


def test_password_restriction_admits_nobody(member):
    page = make_page()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")

    assert not visible_pages(member).filter(pk=page.pk)
