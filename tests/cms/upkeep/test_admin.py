"""The upkeep in the admin: who keeps a page, and reports over what one may edit."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from cms.pages.models import PageRead
from cms.upkeep.models import PageCare, Stewardship
from cms.upkeep.services.care import settle_pages
from cms.upkeep.services.links import collect_all_links
from tests.factories.pages import block, make_page, make_section
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db
REPORTS = ["overdue", "without_owner", "orphaned", "broken_links", "reads"]


@pytest.fixture
def section(home):
    return make_section(title="Travel")


@pytest.fixture
def section_editor(section, client):
    """Somebody who edits one section, signed in."""
    person = UserFactory(username="section.editor")
    group = GroupFactory()
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=section, permission=Permission.objects.get(codename="change_page")
    )
    person.groups.add(group)
    client.force_login(person)
    return person


def make_trouble(parent, title):
    """Make a page that stands in every report, and one for that which no page can be in at once."""
    gone = UserFactory(is_active=False, last_name="Gone")
    link = '<p><a href="/en/nowhere/">x</a></p>'
    page = make_page(parent=parent, title=title, owner=gone, body=[block("paragraph", link)])
    alone = make_page(parent=parent, title=f"{title} alone")
    PageCare.objects.filter(pk=page.pk).update(due_on=timezone.localdate() - timedelta(days=1), is_due_chosen=True)
    collect_all_links()
    return page, alone


@pytest.mark.parametrize("report", REPORTS)
def test_report_shows_what_its_reader_may_edit_and_nothing_else(section_editor, section, client, report):
    make_trouble(section, "Mine")
    make_trouble(make_section(title="Elsewhere"), "Theirs")

    shown = client.get(reverse(f"upkeep_{report}"))

    assert (shown.status_code, "Mine" in shown.text, "Theirs" in shown.text) == (200, True, False)


@pytest.mark.parametrize("report", REPORTS)
def test_reader_who_edits_nothing_has_no_report(member, member_client, home, report):
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))

    refused = member_client.get(reverse(f"upkeep_{report}"))

    assert refused.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("report", REPORTS)
def test_report_queries_do_not_grow(section_editor, section, client, report, count, django_assert_max_num_queries):
    for number in range(count):
        make_trouble(section, f"Page {number}")
    client.get(reverse(f"upkeep_{report}_results"))

    with django_assert_max_num_queries(14):
        client.get(reverse(f"upkeep_{report}_results"))


def test_no_cell_of_a_download_is_a_formula(section_editor, section, client):
    make_trouble(section, "=1+cmd|' /C calc'!A0")
    address = reverse("upkeep_overdue")

    rows = list(csv.reader(StringIO(client.get(f"{address}?export=csv").getvalue().decode())))
    sheet = load_workbook(BytesIO(client.get(f"{address}?export=xlsx").getvalue())).active

    assert rows[1][0] == "'=1+cmd|' /C calc'!A0"
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("'=1+cmd|' /C calc'!A0", "s")


def test_few_readers_are_neither_counted_nor_ordered(section_editor, section, client):
    for title, readers in (("Anchors", 1), ("Boats", 4), ("Cranes", 5), ("Docks", 7)):
        page = make_page(parent=section, title=title)
        PageRead.objects.bulk_create(
            PageRead(person=UserFactory(), page_key=page.translation_key) for _number in range(readers)
        )
    address = reverse("upkeep_reads")

    most, least = (
        list(csv.reader(StringIO(client.get(f"{address}?export=csv{order}").getvalue().decode())))[1:]
        for order in ("", "&ordering=readers")
    )

    assert most[:4] == [["Docks", "7"], ["Cranes", "5"], ["Anchors", "fewer than 5"], ["Boats", "fewer than 5"]]
    assert [row[0] for row in least] == ["Anchors", "Boats", "Travel", "Cranes", "Docks"]


def test_editor_says_who_keeps_a_section(section_editor, section, client, home):
    keeper = UserFactory(username="keeper")
    page = make_page(parent=section)
    address = reverse("page_care", args=[section.pk])

    shown = client.get(address)
    unknown = client.post(address, {"owner": "nobody.here"})
    past = client.post(address, {"owner": "keeper", "due_on": timezone.localdate().isoformat()})
    none_said = Stewardship.objects.count()
    saved = client.post(address, {"owner": "keeper", "contact": "", "months": "3", "due_on": ""})

    assert (shown.status_code, unknown.status_code, past.status_code, none_said) == (200, 422, 422, 0)
    assert "A review date lies ahead" in past.text
    assert saved.status_code == 302
    assert (PageCare.objects.get(pk=page.pk).owner, PageCare.objects.get(pk=page.pk).months) == (keeper, 3)
    assert settle_pages() == 0


def test_page_that_one_may_not_edit_answers_like_none(section_editor, client, home):
    elsewhere = make_page(parent=make_section(title="Elsewhere"))

    for method in (client.get, client.post):
        hidden, absent = (method(reverse("page_care", args=[pk])) for pk in (elsewhere.pk, 987_654_321))
        assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_editor_finds_the_way_in_the_page_editor(section_editor, section, client):
    assert (
        reverse("page_care", args=[section.pk])
        in client.get(reverse("wagtailadmin_pages:edit", args=[section.pk])).text
    )
