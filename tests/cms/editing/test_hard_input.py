"""Two who edit one page, a page moved below its own child, a title without end: a clear sentence, and nothing changed."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import strip_tags

from cms.pages.models import SectionPage
from cms.pages.models.kinds import ThemeSelect
from tests.factories.pages import make_page, make_section
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_title_that_shows_nothing_is_refused(home):
    page = make_page(title="Seen")
    page.title = "\u200b\u200b"

    with pytest.raises(ValidationError, match="shows nothing"):
        page.full_clean()


def test_theme_that_never_was_is_refused_and_one_that_went_stays(home):
    Form = SectionPage.get_edit_handler().get_form_class()  # noqa: N806 -- a class
    section = make_section(theme="went")

    told = [
        Form({"theme": theme, "body-count": "0"}, instance=section, for_user=None).errors.get("theme")
        for theme in ("nope", "went", "sea")
    ]

    assert told == [["There is no such theme. Choose one of the list."], None, None]
    assert "“went” is not there any more" in str(ThemeSelect().render("theme", "went"))


def test_page_is_not_moved_below_another_language(client, editor, home, french_home):
    page, french = make_page(), make_section(parent=french_home)
    client.force_login(editor)

    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, french.pk]))
    told = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    assert "belongs to another language" in told
    assert not french.get_children().exists()


@pytest.fixture
def author(home):
    person = UserFactory(first_name="Ana", last_name="Author")
    person.groups.add(Group.objects.get(name="Editors"))
    return person


@pytest.fixture
def colleague(home):
    person = UserFactory(first_name="Cleo", last_name="Colleague")
    person.groups.add(Group.objects.get(name="Editors"))
    return person


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(page, title, **more):
    latest = page.get_latest_revision()
    loaded = {"loaded_revision_id": latest.pk, "loaded_revision_created_at": latest.created_at.isoformat()}
    empty = {"summary": "", "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {"title": title, "slug": page.slug, **empty, **loaded, **more}


def draft_title(page):
    page.refresh_from_db()
    return page.draft_title


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


@pytest.mark.parametrize("act", [{}, {"action-submit": "1"}])
def test_second_editor_is_warned_and_decides(client, author, colleague, act):
    page = make_page(title="Travelling")
    mine = form(page, "Mine", **act)
    client.force_login(colleague)
    assert client.post(edit(page), form(page, "Theirs")).status_code == 302
    client.force_login(author)

    warned = client.post(edit(page), mine)

    assert (warned.status_code, draft_title(page)) == (409, "Theirs")
    assert "Cleo Colleague saved a newer version" in words(warned)
    assert 'name="title" value="Mine"' in warned.content.decode()
    assert client.post(edit(page), form(page, "Mine", **act)).status_code == 302
    assert draft_title(page) == "Mine"


def test_one_who_saves_twice_is_not_warned(client, author):
    page = make_page(title="Travelling")
    client.force_login(author)

    for title in ("First", "Second"):
        assert client.post(edit(page), form(page, title)).status_code == 302
        assert draft_title(page) == title


def test_page_is_not_moved_below_its_own_child(client, editor, home):
    page = make_section(title="Above")
    child = make_section(parent=page, title="Below")
    client.force_login(editor)

    for destination in (page, child):
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
        refused = client.post(address, follow=True)
        assert "A page cannot stand below itself" in words(refused)

    page.refresh_from_db()
    child.refresh_from_db()
    assert (page.get_parent().pk, child.get_parent().pk) == (home.pk, page.pk)


def test_endless_title_is_refused_in_words(client, author):
    page = make_page(title="Travelling")
    client.force_login(author)

    refused = client.post(edit(page), form(page, "x" * 300))

    assert refused.status_code == 200
    assert "at most 255 characters (it has 300)" in words(refused)
    assert draft_title(page) == "Travelling"


@pytest.mark.parametrize("title", ["مرحبا بالعالم", "🌳 Travelling 🚆"])
def test_titles_of_all_scripts_are_kept(client, author, title):
    page = make_page(title="Travelling")
    client.force_login(author)

    client.post(edit(page), form(page, title))

    assert draft_title(page) == title
