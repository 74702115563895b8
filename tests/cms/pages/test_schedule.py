"""What editors set a time for happens as a whole, also when it is interrupted, and one page does not stop the others."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from cms.changes.models import Change
from cms.pages.services.schedule import publish_due
from tests.factories.pages import make_page

pytestmark = pytest.mark.django_db


def schedule(page, **fields):
    """Approve a version that goes live in an hour."""
    draft = page.get_latest_revision_as_object()
    for name, value in {"go_live_at": timezone.now() + timedelta(hours=1), **fields}.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


@pytest.fixture
def later(monkeypatch):
    """The hour after next has come."""
    moment = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return lambda: moment


@pytest.fixture
def broken_receiver():
    """Something that hears of publications, and fails at live pages called so until it is mended."""

    def fail(instance, **kwargs):
        if instance.live and instance.title == "Fails":
            raise RuntimeError("broken")

    page_published.connect(fail)
    yield lambda: page_published.disconnect(fail)
    page_published.disconnect(fail)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_interrupted_publication_begins_again_as_a_whole(home, broken_receiver, request):
    fails, other = make_page(title="Fails", live=False), make_page(title="Other", live=False)
    for page in (fails, other):
        schedule(page, change_note="Different now.", change_is_material=True)
    at = request.getfixturevalue("later")()

    with pytest.raises(RuntimeError):
        publish_due(at=at)
    first = (is_live(fails), is_live(other), [change.page for change in Change.objects.filter(note="Different now.")])
    broken_receiver()
    done = publish_due(at=at)

    assert first == (False, True, [other.page_ptr])
    assert (done, is_live(fails)) == (1, True)
    assert list(Change.objects.filter(page=fails).values_list("note", "is_material")) == [("Different now.", True)]
    assert publish_due(at=at) == 0


def test_page_whose_time_is_over_is_taken_down_once(home, request):
    page = make_page(expire_at=timezone.now() + timedelta(hours=1))
    at = request.getfixturevalue("later")()

    assert [publish_due(at=at), publish_due(at=at)] == [1, 0]

    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
