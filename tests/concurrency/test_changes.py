"""Two people who publish, ask or acknowledge at the same moment."""

from wagtail.models import Page

from cms.changes.models import Acknowledgement, AcknowledgementRequest, Change
from cms.changes.selectors import requests_waiting_for
from cms.changes.services import acknowledge, ask_to_acknowledge, note_publication
from tests.factories.pages import make_page
from tests.factories.people import GroupFactory, UserFactory


def asked_reader(page, *, editor):
    """Ask one person to acknowledge a page."""
    reader, group = UserFactory(), GroupFactory()
    reader.groups.add(group)
    ask_to_acknowledge(actor=editor, page=page, units=[], groups=[group], controller=editor)
    return reader


def publish(page, *, material=False):
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.change_is_material = material
    page.save_revision().publish()


def test_acknowledgement_sent_twice_at_once_is_one(overlap, committed, editor):
    page = make_page()
    reader, change = asked_reader(page, editor=editor), Change.objects.get(page=page)

    first, second = overlap(*[lambda: acknowledge(actor=reader, page=page, change=change)] * 2)

    assert first == second
    assert Acknowledgement.objects.count() == 1


def test_who_acknowledges_while_a_material_change_goes_live_is_asked_again(overlap, committed, editor):
    page = make_page()
    reader, seen = asked_reader(page, editor=editor), Change.objects.get(page=page)

    overlap(lambda: publish(page, material=True), lambda: acknowledge(actor=reader, page=page, change=seen))

    assert Acknowledgement.objects.get().change == seen
    assert [request.last for request in requests_waiting_for(reader)] == [1]


def test_one_version_that_is_published_twice_at_once_is_one_change(overlap, committed):
    page = make_page(live=False)
    revision = page.get_latest_revision()
    Page.objects.filter(pk=page.pk).update(live=True, live_revision=revision)
    page = type(page).objects.get(pk=page.pk)

    first, second = overlap(*[lambda: note_publication(page=page, revision=revision)] * 2)

    assert first == second
    assert Change.objects.filter(page=page).count() == 1


def test_two_versions_published_at_once_are_two_changes(overlap, committed):
    page = make_page()

    overlap(lambda: publish(page, material=True), lambda: publish(page))

    assert Change.objects.filter(page=page).count() == 3
    assert Page.objects.get(pk=page.pk).live_revision.change is not None


def test_two_editors_who_ask_at_once_leave_one_request(overlap, committed, editor):
    page, groups = make_page(), [GroupFactory(), GroupFactory()]

    overlap(
        *(
            lambda group=group: ask_to_acknowledge(actor=editor, page=page, units=[], groups=[group], controller=editor)
            for group in groups
        )
    )

    assert list(AcknowledgementRequest.objects.get().groups.all()) == [groups[1]]
