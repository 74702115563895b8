"""The editors' guide: the same in both languages, with nothing that leads nowhere."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import translation

from cms.guide import selectors
from cms.guide.selectors import LANGUAGES, found_pages, guide_pages
from tests.architecture.test_typography import faults
from tests.factories.pages import make_page

LINK = re.compile(r'<a href="([^"]+)"')
PICTURE = re.compile(r'<img src="([^"]+)" alt="([^"]*)"')
ENGLISH, FRENCH = ({page.slug: page for page in guide_pages(language)} for language in LANGUAGES)
LARGEST = 3_000_000
#: What of a text is no prose: code, where links lead, the names of the facts before the text, the sign of a picture.
NO_PROSE = re.compile(r"```.*?```|\]\([^)]*\)|^(?:title|summary|order):|!(?=\[)", re.DOTALL | re.MULTILINE)


def pictures_of(page):
    return [Path(address).name for address, _words in PICTURE.findall(page.html)]


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


def test_guide_is_the_same_in_both_languages():
    assert list(ENGLISH) == list(FRENCH)
    for slug, page in ENGLISH.items():
        assert [heading["level"] for heading in page.headings] == [head["level"] for head in FRENCH[slug].headings]
        assert pictures_of(page) == pictures_of(FRENCH[slug])


@pytest.mark.parametrize("pages", [ENGLISH, FRENCH], ids=LANGUAGES)
def test_links_inside_lead_to_a_page_and_a_heading(pages):
    anchors = {page.url: {heading["id"] for heading in page.headings} for page in pages.values()}
    for page in pages.values():
        for address in LINK.findall(page.html):
            path, _hash, anchor = address.partition("#")
            assert path in anchors, f"{page.slug}: {address}"
            assert not anchor or anchor in anchors[path], f"{page.slug}: {address}"


def test_pictures_are_there_with_words_and_all_are_used():
    used = set()
    for language, pages in (("en", ENGLISH), ("fr", FRENCH)):
        for page in pages.values():
            for address, words in PICTURE.findall(page.html):
                assert len(words) > 10, f"{page.slug}: {address}"
                used.add(f"{language}/{Path(address).name}")
    shipped = Path(selectors.__file__).parent / "static" / "guide"

    assert used == {str(file.relative_to(shipped)) for file in shipped.rglob("*.*")}
    assert all(finders.find(f"guide/{name}") for name in used)
    assert sum(file.stat().st_size for file in shipped.rglob("*.*")) < LARGEST


@pytest.mark.parametrize("file", sorted((selectors.TEXTS / "fr").glob("*.md")), ids=lambda file: file.stem)
def test_french_is_typographic(file):
    lines = NO_PROSE.sub("", file.read_text(encoding="utf-8")).splitlines()

    assert [line for line in lines if faults(line)] == []


def test_beginning_leads_to_every_page():
    for pages in (ENGLISH, FRENCH):
        led = {address.partition("#")[0] for address in LINK.findall(pages["index"].html)}
        assert {page.url for page in pages.values()} - led == {pages["index"].url}


def test_search_knows_no_accents_and_puts_titles_first():
    assert next(page.slug for page in found_pages("fr", "evenements")) == "events"
    assert found_pages("en", "") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_editor_reads_the_guide_in_their_language(editor_client, home, language, django_assert_num_queries):
    with translation.override(language):
        addresses = [page.url for page in guide_pages(language)]
    editor_client.get(addresses[0])

    for address in addresses:
        with django_assert_num_queries(2):
            answer = editor_client.get(address)
        assert answer.context["guide"].url == address
    assert editor_client.get(addresses[0], {"q": "zzzz"}).context["found"] == []


def test_reader_finds_no_guide(member_client, home):
    absent = member_client.get("/en/guide-that-never-was/")

    for address in (reverse("guide"), reverse("guide_page", args=["news"])):
        answer = member_client.get(address)
        assert answer.status_code == 404
        assert answer.content == absent.content


def test_unknown_page_of_the_guide_is_not_found(editor_client, home):
    assert editor_client.get(reverse("guide_page", args=["nothing"])).status_code == 404
    assert editor_client.get(reverse("guide_page", args=["index"])).status_code == 404


def test_editor_of_a_page_leads_to_the_guide(editor_client, home):
    page = make_page()

    shown = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    for slug in ("writing-a-page", "what-changed", "planning", "translating"):
        assert reverse("guide_page", args=[slug]) in shown
    assert reverse("guide") in shown
