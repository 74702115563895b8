"""The checklist in the editor explains what could be better, and stops nothing."""

from datetime import date

import pytest
from wagtail import hooks

from cms.editing.reading_ease import reading_ease
from cms.pages.advice import Advice, advice_on
from cms.upkeep.models import PageCare
from tests.factories.files import make_image
from tests.factories.pages import block, make_page, restrict
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db

EASY = "The boat is in the bay. We go out at six. The sea is calm and the sky is clear. " * 10
HARD = (
    "The organisational reimbursement of internationally accumulated transportation expenditure necessitates "
    "authorisation by departmental administrators whose responsibilities notwithstanding considerable particularities "
) * 10


@pytest.fixture
def advice(editor, home):
    def of(*body, **fields):
        page = make_page(body=list(body), owner=editor, **fields)
        return [each.name for each in advice_on(editor, page) if each.name in NAMES]

    return of


NAMES = {"alternative_text", "headings", "empty_heading", "links", "empty_link", "reading_ease"}


def heading(text, level):
    return block("heading", {"text": text, "level": str(level), "anchor": ""})


def paragraph(html):
    return block("paragraph", html)


def picture(**fields):
    image = {"image": make_image().pk, "alt_text": "", "decorative": False} | fields
    return block("image", {"picture": image, "caption": ""})


def test_good_page_needs_nothing(advice):
    target = make_page()
    link = f'<p>{EASY} <a linktype="page" id="{target.pk}">More</a>, <a href="https://example.org/">there</a></p>'

    found = advice(
        heading("One", 2), heading("Two", 3), heading("Three", 2), picture(alt_text="A boat"), paragraph(link)
    )

    assert found == []


def test_pictures_want_words_unless_they_decorate(advice):
    assert advice(picture(), picture(decorative=True)) == ["alternative_text"]


def test_headings_skip_no_level(advice):
    assert advice(heading("Deep", 4), heading("Fine", 3), heading("", 2)) == ["headings", "empty_heading"]


def test_links_lead_somewhere_that_readers_may_open(advice, editor):
    draft, hidden = make_page(live=False, title="Secret merger"), make_page(title="Secret merger")
    restrict(hidden, GroupFactory())
    links = "".join(f'<a linktype="page" id="{pk}">see</a> ' for pk in (draft.pk, hidden.pk, 999999))
    body = [paragraph(f'<p>{links}<a href="#">here</a> <a href="https://example.org/"></a></p>')]

    found = advice(*body)

    assert sorted(found) == ["empty_link", "links", "links", "links", "links"]
    page = make_page(body=body, owner=editor)
    assert "merger" not in " ".join(each.message for each in advice_on(editor, page))


def test_hard_text_is_called_hard(advice):
    assert advice(paragraph(f"<p>{HARD}.</p>")) == ["reading_ease"]


def test_reading_ease_follows_the_two_formulas():
    words = ["Le chat dort. " * 50]

    assert reading_ease(words, "fr") == pytest.approx(207 - 1.015 * 3 - 73.6, abs=1)
    assert reading_ease(["The cat sleeps. " * 50], "en") == pytest.approx(206.835 - 1.015 * 3 - 84.6, abs=1)
    assert (reading_ease(words, "de"), reading_ease(["Too short."], "en")) == (None, None)


def test_page_without_owner_and_overdue_review_are_told(editor, home):
    page = make_page(owner=None)
    names = {each.name for each in advice_on(editor, page)}
    PageCare.objects.filter(page=page).update(due_on=date(2020, 1, 1), owner=editor)

    late = {each.name for each in advice_on(editor, page)}

    assert ("owner" in names, "owner" in late, "review_date" in names, "review_date" in late) == (
        True,
        False,
        False,
        True,
    )


def test_other_rooms_add_checks_and_the_editor_shows_them(client, editor, home):
    page = make_page(owner=editor)
    client.force_login(editor)

    def check(viewer, page):
        yield Advice("weather", f"Rain over {page.title}.")

    with hooks.register_temporarily("register_page_checks", check):
        html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert '<li data-advice="weather">Rain over Page.</li>' in html


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_links(editor, home, count, django_assert_num_queries):
    links = "".join(f'<a linktype="page" id="{make_page(live=False).pk}">see</a> ' for _ in range(count))
    page = make_page(body=[paragraph(f"<p>{links}</p>")], owner=editor)
    page.locale.language_code  # noqa: B018 -- loads it

    with django_assert_num_queries(2):  # the targets, and the care of the page
        found = [each for each in advice_on(editor, page) if each.name == "links"]

    assert len(found) == len({each.message for each in found}) * count
