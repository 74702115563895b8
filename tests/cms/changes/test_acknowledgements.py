"""Revision-aware acknowledgement (G19): who is asked, until when it holds, and who is shown names."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from cms.changes.exceptions import CannotControl, ChangedMeanwhile, NobodyChosen, NotAsked, NotToAcknowledge
from cms.changes.models import Acknowledgement, AcknowledgementRequest, Change
from cms.changes.selectors import Outcome, asked_people, outcome, requests_waiting_for
from cms.changes.services import acknowledge, ask_to_acknowledge, stop_asking
from cms.core.audiences import remembered_audiences
from cms.pages.waiting import waiting
from cms.people.models import Profile
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import BusinessUnitFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def colleague(unit=None, **fields):
    person = UserFactory(**fields)
    Profile.objects.update_or_create(person=person, defaults={"unit": unit})
    return person


@pytest.fixture
def unit(db):
    return BusinessUnitFactory(name="Field services")


@pytest.fixture
def controller(home):
    return UserFactory(username="controller", first_name="Cora", last_name="Control")


@pytest.fixture
def page(home):
    return make_page(title="Safety on site")


@pytest.fixture
def ask(editor, controller, page):
    def run(*, page=page, units=(), groups=(), controller=controller, actor=editor):
        return ask_to_acknowledge(actor=actor, page=page, units=units, groups=groups, controller=controller)

    return run


def live_change(page):
    return Change.objects.get(revision=page.get_latest_revision())


def publish(page, *, material):
    draft = page.get_latest_revision_as_object()
    draft.change_is_material = material
    draft.save_revision().publish()
    page.refresh_from_db()


def waits(person):
    return [(thing.title, thing.meta) for thing in waiting(person)]


def test_people_of_a_unit_and_below_and_of_groups_are_asked_once(ask, page, unit, outsider):
    below = colleague(BusinessUnitFactory(parent=unit))
    twice, grouped, gone = colleague(unit), UserFactory(), colleague(unit, is_active=False)
    colleague(BusinessUnitFactory(name="Elsewhere"))
    groups = [GroupFactory(), GroupFactory()]
    for group in groups:
        group.user_set.add(twice, grouped, gone)

    request = ask(units=[unit], groups=groups)

    assert set(asked_people(request)) == {below, twice, grouped}
    asked = ("Acknowledge: Safety on site", "You are asked to read it and say so")
    assert [waits(person) for person in (below, twice, grouped, outsider)] == [[asked], [asked], [asked], []]


def test_who_may_not_see_the_page_is_not_asked(ask, unit, editor):
    group = GroupFactory()
    section = make_section()
    restrict(section, group)
    page = make_page(parent=section, title="Grades")
    admitted, kept_out, controller = colleague(unit), colleague(unit), UserFactory()
    group.user_set.add(admitted, editor, controller)

    request = ask(page=page, units=[unit], controller=controller)

    assert set(asked_people(request)) == {admitted}
    assert (len(waits(admitted)), waits(kept_out)) == (1, [])
    with pytest.raises(PermissionDenied):
        acknowledge(actor=kept_out, page=page, change=live_change(page))


def test_minor_edit_keeps_acknowledgements_and_a_material_one_asks_again(ask, page, unit, outsider):
    reader, late = colleague(unit), colleague(unit)
    ask(units=[unit])
    first = acknowledge(actor=reader, page=page, change=live_change(page))

    publish(page, material=False)
    after_minor = waits(reader)
    publish(page, material=True)

    assert first.change.revision_id == page.revisions.order_by("pk").first().pk
    assert after_minor == []
    assert waits(reader) == [("Acknowledge: Safety on site", "It changed materially since you acknowledged version 1")]
    assert (len(waits(late)), waits(outsider)) == (1, [])
    acknowledge(actor=reader, page=page, change=live_change(page))
    assert waits(reader) == []
    assert Acknowledgement.objects.filter(person=reader).count() == 2


def test_acknowledging_twice_is_once_and_only_for_who_is_asked(ask, page, unit, outsider):
    reader = colleague(unit)
    ask(units=[unit])
    change = live_change(page)

    once, twice = (acknowledge(actor=reader, page=page, change=change) for _time in range(2))

    assert once == twice
    with pytest.raises(NotAsked):
        acknowledge(actor=outsider, page=page, change=change)
    other = make_page()
    with pytest.raises(NotAsked):
        acknowledge(actor=reader, page=other, change=live_change(other))


def test_what_was_read_before_a_material_change_cannot_be_acknowledged_after_it(ask, page, unit):
    reader = colleague(unit)
    ask(units=[unit])
    read = live_change(page)
    publish(page, material=False)
    acknowledge(actor=reader, page=page, change=read)
    publish(page, material=True)

    with pytest.raises(ChangedMeanwhile):
        acknowledge(actor=reader, page=page, change=read)

    assert len(waits(reader)) == 1


def test_asking_others_and_stopping_keep_what_was_acknowledged(ask, page, unit, editor):
    reader, other = colleague(unit), BusinessUnitFactory()
    ask(units=[unit])
    acknowledge(actor=reader, page=page, change=live_change(page))
    publish(page, material=True)
    ask(units=[other])
    asked_no_more = waits(reader)
    stop_asking(actor=editor, page=page)
    stop_asking(actor=editor, page=page)

    assert asked_no_more == []
    assert not AcknowledgementRequest.objects.exists()
    assert Acknowledgement.objects.filter(person=reader).count() == 1
    actions = PageLogEntry.objects.filter(page=page, action__startswith="changes.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["changes.ask", "changes.ask", "changes.stop_asking"]


def test_asking_is_for_publishers_and_needs_a_live_page_people_and_a_controller(ask, page, unit, outsider, home):
    restrict(hidden := make_page(), GroupFactory())
    alias = page.create_alias(update_slug="alias")

    with pytest.raises(PermissionDenied):
        ask(units=[unit], actor=outsider)
    with pytest.raises(NobodyChosen):
        ask()
    with pytest.raises(CannotControl):
        ask(page=hidden, units=[unit])
    for other in (make_page(live=False), alias, home):
        with pytest.raises(NotToAcknowledge):
            ask(page=other, units=[unit])
    assert not AcknowledgementRequest.objects.exists()


def editor_of(page):
    """Make somebody who edits a page, and may not publish it."""
    person, group = UserFactory(), GroupFactory()
    codenames = ["access_admin"]
    group.permissions.add(*Permission.objects.filter(codename__in=codenames))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    person.groups.add(group)
    return person


def test_names_are_for_the_controller_and_numbers_for_editors(ask, page, unit, controller, client, outsider):
    people = [colleague(unit, last_name=f"Person{number}") for number in range(6)]
    request = ask(units=[unit])
    acknowledge(actor=people[0], page=page, change=live_change(page))
    address = reverse("page_acknowledgements", args=[page.pk])

    def shown(person, **query):
        client.force_login(person)
        answer = client.get(address, query)
        return answer.status_code, [one.last_name for one in people if one.last_name in answer.text]

    assert shown(controller) == (200, [f"Person{number}" for number in range(1, 6)])
    assert shown(controller, show="done") == (200, ["Person0"])
    assert shown(controller, after=people[4].username) == (200, ["Person5"])
    assert shown(editor_of(page)) == (200, [])
    assert outcome(editor_of(page), request) == Outcome(asked=6, done=1)
    assert shown(people[1])[0] == shown(outsider)[0] == 404
    publish(page, material=True)
    assert outcome(controller, request) == Outcome(asked=6, done=0)


def test_numbers_of_few_people_are_not_told(ask, page, unit, controller):
    colleague(unit)
    request = ask(units=[unit])

    assert outcome(editor_of(page), request) == Outcome(None, None)
    assert outcome(controller, request) == Outcome(asked=1, done=0)


def test_page_asks_with_one_button_and_says_who_sees_names(ask, page, unit, client, outsider):
    reader = colleague(unit)
    ask(units=[unit])
    change = live_change(page)
    button = f'name="change" value="{change.pk}"'
    client.force_login(outsider)
    assert 'id="acknowledge"' not in client.get(page.url).text
    client.force_login(reader)

    asked = client.get(page.url).text
    done = client.post(reverse("page_acknowledge", args=[page.pk]), {"change": change.pk}, follow=True)
    publish(page, material=True)
    again = client.get(page.url).text

    assert button in asked
    assert "Cora Control sees by name who did" in asked
    assert done.redirect_chain == [(f"{page.url}#acknowledge", 302)]
    assert "You acknowledged this page" in done.text
    assert button not in done.text
    assert reverse("page_compare", args=[page.pk, change.pk, live_change(page).pk]) in again


@pytest.mark.parametrize("change", ["", "x", "0", "9" * 40, "other"])
def test_version_of_another_page_and_none_are_not_found(ask, page, unit, client, change):
    reader = colleague(unit)
    ask(units=[unit])
    client.force_login(reader)
    change = live_change(make_page()).pk if change == "other" else change

    answer = client.post(reverse("page_acknowledge", args=[page.pk]), {"change": change})

    assert answer.status_code == 404
    assert not Acknowledgement.objects.exists()


def test_publisher_asks_and_stops_in_the_admin(admin_client, admin_user, page, unit, client, outsider):
    group, address = GroupFactory(), reverse("page_ask", args=[page.pk])
    form = {"units": [unit.pk], "groups": [group.pk], "controller": admin_user.username, "act": "ask"}

    assert "Ask to acknowledge" in admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert admin_client.get(address).status_code == 200
    assert admin_client.post(address, form | {"units": [], "groups": []}).status_code == 422
    assert admin_client.post(address, form | {"controller": "nobody"}).status_code == 422
    assert admin_client.post(address, form).status_code == 302

    request = AcknowledgementRequest.objects.get(page=page)
    assert [list(request.units.all()), list(request.groups.all())] == [[unit], [group]]
    assert "checked" in admin_client.get(address).text
    assert admin_client.post(address, {"act": "stop"}).status_code == 302
    assert not AcknowledgementRequest.objects.exists()
    client.force_login(editor_of(page))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_one_query(ask, unit, count, django_assert_num_queries):
    reader = colleague(unit)
    for _number in range(count):
        ask(page=make_page(), units=[unit])

    with remembered_audiences(), django_assert_num_queries(2):  # the audiences of the viewer, and the requests
        found = [(request.page.title, request.last) for request in requests_waiting_for(reader)]

    assert len(found) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_names_does_not_grow_in_queries(ask, page, unit, controller, client, count, django_assert_num_queries):
    for number in range(count):
        colleague(unit, last_name=f"Person{number}")
    ask(units=[unit])
    client.force_login(controller)
    address = reverse("page_acknowledgements", args=[page.pk])
    client.get(address)

    with django_assert_num_queries(14):
        shown = client.get(address)

    assert len(shown.context["people"]) == count


def test_page_that_asks_stays_within_its_queries(ask, page, unit, client, django_assert_max_num_queries, settings):
    reader = colleague(unit)
    ask(units=[unit])
    client.force_login(reader)
    client.get(page.url)

    with django_assert_max_num_queries(16 if settings.SOCIAL else 12):
        assert 'id="acknowledge"' in client.get(page.url).text
