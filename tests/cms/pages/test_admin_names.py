"""The admin names to an editor what they may read or work on, and nothing else."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests.factories.files import make_collection, make_document, make_image
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(home):
    section = make_section(title="Hidden section")
    restrict(section, GroupFactory())
    return make_page(parent=section, title="Hidden page")


@pytest.fixture
def own(home):
    return make_page(parent=make_section(title="Own section"), title="Own page")


@pytest.fixture
def editor(client, own):
    person, group = UserFactory(), GroupFactory()
    person.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=own.get_parent(), permission=change)
    client.force_login(person)
    return client


def bulk(action, query):
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{query}"


@pytest.mark.parametrize("action", ["move", "delete", "publish", "unpublish"])
def test_bulk_action_does_not_name_hidden_pages(editor, hidden, own, action):
    both = editor.get(bulk(action, f"id={own.pk}&id={hidden.pk}"))
    alone = editor.get(bulk(action, f"id={hidden.pk}"))

    assert b"Own page" in both.content
    assert b"Hidden page" not in both.content
    assert alone.status_code == 404


def test_all_below_a_hidden_section_does_not_exist(editor, hidden, own):
    below_hidden = editor.get(bulk("delete", f"id=all&childOf={hidden.get_parent().pk}"))
    below_own = editor.get(bulk("delete", f"id=all&childOf={own.get_parent().pk}"))

    assert (below_hidden.status_code, below_own.status_code) == (404, 200)


@pytest.mark.parametrize("query", [f"id=1{'0' * 30}", "id=x", "id=all&childOf=x", f"id=all&childOf=1{'0' * 30}"])
def test_bulk_action_with_an_impossible_number_does_not_exist(editor, query):
    assert editor.get(bulk("delete", query)).status_code == 404


def test_chooser_does_not_open_a_hidden_section(editor, hidden, own):
    def choose(pk):
        return editor.get(reverse("wagtailadmin_choose_page_child", args=[pk])).status_code

    assert [choose(own.get_parent().pk), choose(hidden.get_parent().pk), choose(10**30)] == [200, 404, 404]


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:history",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:move",
    ],
)
def test_hidden_page_answers_like_none(editor, hidden, own, name):
    answers = [editor.get(reverse(name, args=[pk])) for pk in (hidden.pk, 10**6)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert editor.get(reverse(name, args=[own.pk])).status_code in {200, 302}


def test_hidden_place_is_no_destination(editor, hidden, own):
    address = [reverse("wagtailadmin_pages:move_confirm", args=[own.pk, pk]) for pk in (hidden.pk, 10**6)]

    assert [editor.get(one).status_code for one in address] == [404, 404]


def test_chosen_pages_are_named_as_far_as_they_may_be(editor, hidden, own):
    chosen = editor.get(reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={own.pk}&id={hidden.pk}")

    assert b"Own page" in chosen.content
    assert b"Hidden page" not in chosen.content


def test_report_on_all_pages_is_for_who_may_know_all(editor, hidden, client):
    report = reverse("wagtailadmin_reports:page_types_usage")
    refused = editor.get(report).status_code
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    hidden.get_view_restrictions().delete()

    assert (refused, client.get(report).status_code) == (404, 200)


@pytest.mark.parametrize("kind", ["image", "document"])
def test_bulk_action_does_not_name_hidden_files(editor, hidden, kind):
    make = {"image": make_image, "document": make_document}[kind]
    file = make(title="Hidden file", collection=make_collection(groups=[GroupFactory()]))
    address = reverse("wagtail_bulk_action", args=["files", kind, "delete"])

    assert [editor.get(f"{address}?id={asked}").status_code for asked in (file.pk, "all")] == [404, 404]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("image", "wagtailimages:edit"),
        ("image", "wagtailimages:delete"),
        ("image", "wagtailimages:image_usage"),
        ("image", "wagtailimages_chooser:chosen"),
        ("document", "wagtaildocs:delete"),
        ("document", "wagtaildocs:document_usage"),
        ("document", "wagtaildocs_chooser:chosen"),
    ],
)
def test_hidden_file_answers_like_none(editor, hidden, kind, name):
    make = {"image": make_image, "document": make_document}[kind]
    file = make(title="Hidden file", collection=make_collection(groups=[GroupFactory()]))
    answers = [editor.get(reverse(name, args=[pk])) for pk in (file.pk, 10**6)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("name", ["wagtailadmin_explore", "wagtailadmin_pages:edit", "wagtailimages:edit"])
def test_who_is_not_signed_in_is_led_there(client, own, name):
    answer = client.get(reverse(name, args=[make_image().pk if "images" in name else own.pk]))

    assert (answer.status_code, "/login/" in answer.headers.get("Location", "")) == (302, True)
