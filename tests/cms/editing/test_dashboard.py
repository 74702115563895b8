"""The first page of the admin tells an editor what they have begun, what waits, and what is talked about."""

from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from cms.upkeep.models import PageCare
from tests.factories.pages import make_page, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(home):
    person = UserFactory()
    person.groups.add(Group.objects.get(name="Editors"))
    return person


def drafted(author, title):
    page = make_page(title=title)
    page.title = f"{title}, again"
    page.save_revision(user=author)
    return page


def everything(author, number):
    drafted(author, f"Draft {number}")
    page = drafted(author, f"Review {number}")
    page.get_workflow().start(page, author)
    late = make_page(title=f"Late {number}")
    PageCare.objects.filter(page=late).update(due_on=date(2020, 1, 1))
    if settings.SOCIAL:
        from tests.factories.social import CommentFactory

        CommentFactory(page=make_page(title=f"Talk {number}"))


def lists(response):
    html = response.content.decode()
    parts = html.split('data-list="')[1:]
    return {part.split('"')[0]: part for part in parts}


def test_lists_show_own_work(client, author):
    everything(author, 1)
    other = drafted(UserFactory(), "Somebody else's")
    client.force_login(author)

    found = lists(client.get("/admin/"))

    assert "Draft 1, again" in found["drafts"]
    assert "Review 1, again" in found["review"]
    assert "Late 1" in found["overdue"]
    assert other.draft_title not in found["drafts"]
    assert ("Talk 1" in found.get("discussed", "")) is settings.SOCIAL


def test_talk_about_hidden_pages_is_not_told(client, author):
    if not settings.SOCIAL:
        pytest.skip("the network is off")
    from tests.factories.social import CommentFactory

    page = make_page(title="Secret merger")
    CommentFactory(page=page)
    restrict(page, GroupFactory())
    client.force_login(author)

    assert "merger" not in lists(client.get("/admin/"))["discussed"]


def test_admin_wears_the_product_in_french_too(client, author):
    author.language = "fr"
    client.force_login(author)

    html = client.get("/admin/").content.decode()

    assert "themes/mark.svg" in html
    assert "editing/colours.css" in html
    assert " - Palabre</title>" in html


def test_queries_do_not_grow(client, author, django_assert_max_num_queries):
    client.force_login(author)
    everything(author, 0)
    client.get("/admin/")
    counts = []
    for number in (1, 2, 3):
        with django_assert_max_num_queries(60) as asked:
            client.get("/admin/")
        counts.append(len(asked))
        everything(author, number)

    assert counts == [counts[0]] * 3
