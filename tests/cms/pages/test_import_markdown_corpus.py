"""What readers see of a handbook that is written in every dialect at once."""

import re
from html import unescape

import pytest

from cms.files.models import Document
from cms.pages.services.tags import tags_of
from tests.cms.pages.corpus import FILES, FRENCH
from tests.cms.pages.importing import page_at, run, write
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

PROSE = re.compile(
    r'<div class="prose">(.*?)</div>\s*(?:<nav class="contents"|</div>\s*</div>\s*</article>)', re.DOTALL
)
EXTRAS = re.compile(r'<(?P<tag>a|p) class="(?:copy-link|block-talk)\b.*?</(?P=tag)>', re.DOTALL)
LABEL = re.compile(r'<aside class="callout callout--(\w+)"')


@pytest.fixture
def reader(handbook):
    person = UserFactory(username="ida", email="ida@anchorage.example", first_name="Ida", last_name="Berg")
    UserFactory(username="omar", email="omar@anchorage.example", first_name="Omar", last_name="Haddad")
    write(handbook, FILES)
    return person


def prose(html):
    return EXTRAS.sub("", PROSE.search(html)[1])


def lines(html):
    """Return what stands in the text of a page, line by line; a callout begins with its kind."""
    html = LABEL.sub(r"<p>\1:</p>\g<0>", prose(html))
    parts = re.split(r"</?(?:p|h\d|li|td|th|figcaption|div|aside|hr|tr|ul|ol)\b[^>]*>", html)
    texts = (" ".join(unescape(re.sub(r"<[^>]+>", "", part)).split()) for part in parts)
    return [text for text in texts if text]


def test_reader_sees_the_whole_corpus(handbook, reader, client):
    said = run(handbook)
    client.force_login(reader)

    def html_at(address):
        return client.get(f"/en/handbook/{address}").content.decode()

    top, aboard, radio, rules = (html_at(address) for address in ("", "aboard/", "tools/radio/", "ashore/rules/"))

    assert lines(aboard) == [
        "The pier opens at six[1].",
        *("Your first day", "warning:", "Wear your jacket."),
        *("By boat", "Moor at pier 4.", "On foot", "Ring at the gate."),
        *("important:", "Keep your badge.", "Pier 4"),
        *("Tide", "The sea, rising and falling.", "Also a word of the crew."),
        *("Packing list PDF · 13 bytes", "At low tide at seven. See the rules."),
    ]
    assert lines(radio) == [
        *("important:", "Never on channel 16", "It is for emergencies."),
        *("info:", "Fold me", "Still shown."),
        *("Short range", "Channel 8.", "Long range", "Channel 24."),
    ]
    assert lines(rules) == [
        *("tip:", "Read twice", "The short ones first.", ":::carousel Nobody knows this one. :::", "Our words"),
        "Say [berth 12] and {% berth %}. Go back, or to nowhere.",
        *("☑ Learn them", "☐ Teach them", "Word", "Times", "ahoy", "12"),
    ]
    assert '<h2 id="first-day">' in aboard
    assert f'<a href="/en/pages/{page_at("aboard.md").pk}/#first-day">the first day</a>' in top
    assert f'<a href="/en/pages/{page_at("ashore/rules.md").pk}/#words">word</a>' in aboard
    assert [words for words in ("The pier at dawn", "The map") if f'<img alt="{words}"' in aboard] == [
        "The pier at dawn",
        "The map",
    ]
    document = Document.objects.get()
    assert f'<a href="/documents/{document.pk}/">Packing list</a>' in aboard
    assert b"".join(client.get(document.url)).startswith(b"%PDF")
    for html in (top, radio):
        assert all(words in html for words in ("Owned by", "Ida Berg", "Ask", "Omar Haddad"))
    notes = said.partition("Noted:\n")[2].partition("\nPages:")[0]
    assert notes.splitlines() == [
        "  ashore/rules.md:7: Unknown syntax: :::carousel",
        '  ashore/rules.md:13: Unknown syntax: {% berth "12" %}',
        "Links without a target:",
        "  ashore/rules.md:13: The link to “gone.md” was taken off: there is no such page.",
    ]


def test_order_addresses_and_languages_of_the_corpus(handbook, reader, client, tmp_path):
    run(handbook)
    page = page_at("aboard.md")
    write(tmp_path / "manuel", FRENCH)
    run(tmp_path / "manuel", "--locale", "fr")
    client.force_login(reader)

    html = client.get("/en/handbook/").content.decode()
    contents = re.findall(
        r'<a (?:class="contents__title" )?href="/en/handbook/([^"#]+)"', html.partition("contents")[2]
    )

    assert list(dict.fromkeys(contents)) == ["aboard/", "tools/", "tools/radio/", "ashore/", "ashore/rules/"]
    assert all(words in html for words in ("Tools we use", "On land", "What holds ashore."))
    for old in ("/en/welcome.html", "/en/2019/on-board/", "/en/handbook/aboard.html", "/en/handbook/aboard.md"):
        assert client.get(old)["Location"] == "/en/handbook/aboard/"
    assert client.get("/en/handbook/tools/index.html")["Location"] == "/en/handbook/tools/"
    assert client.get("/en/handbook/tools/lamp/").status_code == 404
    assert tags_of([page])[page.pk] == ["Crew", "First steps"]
    assert page.image.title == "pier"
    assert "Le quai ouvre à six heures." in client.get("/fr/handbook/aboard/").content.decode()
    assert page.get_translations().get().title == "À bord"


def test_corpus_that_is_imported_again_changes_nothing(handbook, reader):
    run(handbook)

    said = run(handbook)

    assert "Pages: 0 new, 0 changed, 7 unchanged. Pictures and documents stored: 0." in said
