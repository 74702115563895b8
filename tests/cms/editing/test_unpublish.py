"""Whoever unpublishes a page may say where its readers are led; that tells nobody what they may not know."""

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect

from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unpublish(client, editor):
    def through_the_admin(page, target):
        client.force_login(editor)
        data = {"redirect_to": target} if target else {}
        return client.post(f"/admin/pages/{page.pk}/unpublish/", data)

    return through_the_admin


@pytest.fixture
def author(home):
    """Somebody who publishes, and reads what everybody reads."""
    person = UserFactory()
    person.groups.add(Group.objects.get(name="Moderators"))
    return person


def is_live(page):
    page.refresh_from_db()
    return page.live


def test_readers_are_led_to_the_target_and_on_from_there(unpublish, outsider_client, home):
    page, target, last = make_page(title="Old"), make_page(title="New"), make_page(title="Newest")

    unpublish(page, target.pk)
    first = outsider_client.get(page.url)
    unpublish(target, last.pk)
    then = outsider_client.get(page.url)

    assert (is_live(page), first.status_code, first.url) == (False, 302, target.url)
    assert (then.status_code, then.url, outsider_client.get(target.url).url) == (302, last.url, last.url)


@pytest.mark.parametrize("hidden", ["target", "page"])
def test_who_may_not_see_either_page_finds_nothing(unpublish, outsider_client, editor, home, hidden):
    pages = {"page": make_page(title="Old"), "target": make_page(title="New")}
    group = GroupFactory()
    editor.groups.add(group)
    restrict(pages[hidden], group)

    unpublish(pages["page"], pages["target"].pk)

    absent = outsider_client.get("/en/nothing-was-ever-here/")
    answer = outsider_client.get(pages["page"].url)
    assert Redirect.objects.exists()
    assert (answer.status_code, answer.content) == (404, absent.content)


def test_form_is_shown_and_without_target_nothing_leads(unpublish, client, editor, home):
    page = make_page()
    client.force_login(editor)

    html = client.get(f"/admin/pages/{page.pk}/unpublish/").content.decode()
    unpublish(page, None)

    assert 'name="redirect_to"' in html
    assert (is_live(page), Redirect.objects.exists()) == (False, False)


def test_target_must_be_a_page_that_stays(unpublish, home):
    page = make_section()
    below, draft = make_page(parent=page), make_page(live=False)

    for target in (page, below, draft):
        assert unpublish(page, target.pk).status_code == 302
        assert is_live(page)
    assert unpublish(page, "x").status_code == 302

    assert (is_live(page), Redirect.objects.exists()) == (True, False)


def test_target_that_is_hidden_from_the_editor_is_told_like_none(client, author, home):
    page, hidden = make_page(), make_page()
    restrict(hidden, GroupFactory())
    client.force_login(author)
    address = f"/admin/pages/{page.pk}/unpublish/"

    told = []
    for target in (hidden.pk, make_page(live=False).pk, 10**6):
        client.post(address, {"redirect_to": target})
        told.append([str(message) for message in client.get(address).context["messages"]])

    assert told == [["Select a valid choice. That choice is not one of the available choices."]] * 3
    assert is_live(page)


def test_many_unpublished_at_once_lead_nowhere_and_the_editor_is_told(client, editor, home):
    pages = [make_page(), make_page()]
    address = f"/admin/bulk/wagtailcore/page/unpublish/?id={pages[0].pk}&id={pages[1].pk}"
    client.force_login(editor)

    told = client.get(address).content.decode()
    client.post(address, {"redirect_to": home.pk})

    assert "unpublish each page by itself" in told
    assert ([is_live(page) for page in pages], Redirect.objects.exists()) == ([False, False], False)
