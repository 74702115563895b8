"""A page is locked with a reason, which other editors read."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cms.editing.exceptions import NoReason
from cms.editing.selectors import lock_reason
from cms.editing.services import lock_page
from tests.factories.pages import make_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(home):
    person = UserFactory(first_name="Kim", last_name="Keeper")
    person.groups.add(Group.objects.get(name="Moderators"))
    return person


@pytest.fixture
def author(home):
    person = UserFactory()
    person.groups.add(Group.objects.get(name="Editors"))
    return person


def test_other_editors_read_the_reason_and_cannot_save(client, keeper, author):
    page = make_page(title="Winter rounds")
    client.force_login(keeper)
    locked = client.post(reverse("editing_lock", args=[page.pk]), {"reason": "The tables are being checked."})
    client.force_login(author)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    html = client.get(address).content.decode()
    client.post(address, {"title": "Mine", "slug": page.slug, "body-count": "0"})

    assert locked.status_code == 302
    assert "Locked by Kim Keeper" in html
    assert "The tables are being checked." in html
    page.refresh_from_db()
    assert page.draft_title == "Winter rounds"


def test_lock_of_another_person_is_not_taken_over(client, keeper):
    page, other = make_page(), UserFactory()
    other.groups.add(Group.objects.get(name="Moderators"))
    lock_page(actor=keeper, page=page, reason="The tables are being checked.")
    client.force_login(other)

    answer = client.post(reverse("editing_lock", args=[page.pk]), {"reason": "Mine now."})

    page.refresh_from_db()
    assert (answer.status_code, page.locked_by, lock_reason(page).reason) == (
        409,
        keeper,
        "The tables are being checked.",
    )


def test_reason_outlives_the_account_of_who_locked(client, keeper, author):
    page = make_page()
    lock_page(actor=keeper, page=page, reason="The tables are being checked.")
    keeper.delete()
    client.force_login(author)

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "The tables are being checked." in html


def test_unlocking_ends_the_reason(client, keeper):
    page = make_page()
    lock_page(actor=keeper, page=page, reason="For a while")
    assert lock_reason(page).reason == "For a while"
    client.force_login(keeper)

    client.post(reverse("wagtailadmin_pages:unlock", args=[page.pk]))
    client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))

    page.refresh_from_db()
    assert (page.locked, lock_reason(page)) == (True, None)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_reason_is_a_sentence(client, keeper, reason):
    page = make_page()

    with pytest.raises(NoReason):
        lock_page(actor=keeper, page=page, reason=reason)

    client.force_login(keeper)
    assert client.post(reverse("editing_lock", args=[page.pk]), {"reason": reason}).status_code == 422
    page.refresh_from_db()
    assert not page.locked


def test_who_may_not_lock_is_refused(client, author, outsider):
    page = make_page()

    with pytest.raises(PermissionDenied):
        lock_page(actor=author, page=page, reason="No")

    for person in (author, outsider):
        client.force_login(person)
        assert client.get(reverse("editing_lock", args=[page.pk])).status_code == 404
