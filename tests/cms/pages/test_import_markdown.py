"""Files become pages, and stay what they were made."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.pages.markdown import read_tree
from cms.pages.models import EventPage, HomePage, ImportedPage, NewsPage, ReferencePage, SectionPage
from cms.pages.services.imports import import_tree
from cms.pages.services.tags import tags_of
from cms.upkeep.services.stewards import care_row
from tests.cms.pages.importing import everything, fail, page_at, picture, run, write
from tests.factories.pages import make_page, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_folders_become_sections_and_files_pages(handbook):
    write(
        handbook,
        {
            "index.md": "---\ntitle: Our handbook\nsummary: All we know.\n---\nWelcome.",
            "leave.md": "# Leave\n\nText.",
            "travel/README.md": "# Travel\n\nHow we travel.",
            "travel/trains.md": "text",
            "travel/trains/night.md": "text",
        },
    )

    said = run(handbook)

    section = SectionPage.objects.get(slug="handbook")
    assert section.get_parent().specific == HomePage.objects.get()
    assert (section.title, section.summary, section.live) == ("Our handbook", "All we know.", True)
    assert section.body[0].value.source == "<p>Welcome.</p>"
    pages = {page.get_url(): type(page.specific) for page in section.get_descendants()}
    assert pages == {
        "/en/handbook/leave/": ReferencePage,
        "/en/handbook/travel/": SectionPage,
        "/en/handbook/travel/trains/": SectionPage,
        "/en/handbook/travel/trains/night/": ReferencePage,
    }
    assert all(page.live and page.latest_revision_id == page.live_revision_id for page in section.get_descendants())
    assert "Pages: 5 new, 0 changed, 0 unchanged." in said


def test_section_without_text_takes_its_name_from_its_address(handbook):
    write(handbook, {"a.md": "x"})

    run(handbook, section="how-we-work")

    assert SectionPage.objects.get(slug="how-we-work").title == "How we work"


def test_unchanged_files_change_nothing(handbook, django_assert_num_queries):
    write(
        handbook,
        {
            "a.md": "![A](a.png)\n\n[b](b.md)",
            "b/index.md": "text",
            "c.md": "---\ndraft: true\n---\nx",
            "a.png": picture(),
        },
    )
    run(handbook)
    before = everything()
    stamps = list(Page.objects.values_list("pk", "last_published_at", "latest_revision_created_at"))

    said = run(handbook)

    assert everything() == before
    assert list(Page.objects.values_list("pk", "last_published_at", "latest_revision_created_at")) == stamps
    assert "Pages: 0 new, 0 changed, 4 unchanged. Pictures and documents stored: 0." in said


@pytest.mark.parametrize("count", [1, 3])
def test_queries_for_unchanged_files_do_not_grow(handbook, count, django_assert_num_queries):
    write(handbook, {f"page{number}.md": "---\nowner: nobody\n---\ntext" for number in range(count)})
    run(handbook)

    with django_assert_num_queries(24):
        import_tree(actor=None, tree=read_tree(handbook), section="handbook")


def test_changed_file_makes_one_published_version_and_touches_nothing_else(handbook):
    write(handbook, {"a.md": "# A\n\nOne\n\n## Same\n\nSame", "b.md": "text"})
    run(handbook)
    before = page_at("a.md")
    versions = Revision.objects.count()

    write(handbook, {"a.md": "# A\n\nTwo\n\n## New\n\nNew\n\n## Same\n\nSame"})
    said = run(handbook)

    after = page_at("a.md")
    assert "Pages: 0 new, 1 changed, 2 unchanged." in said
    assert Revision.objects.count() == versions + 1
    assert after.live_revision_id == after.latest_revision_id
    assert [block.value.source for block in after.body if block.block_type == "paragraph"] == [
        "<p>Two</p>",
        "<p>New</p>",
        "<p>Same</p>",
    ]
    ids_before, ids_after = ([block.id for block in page.body] for page in (before, after))
    assert [ids_after[0], *ids_after[3:]] == ids_before
    assert len(set(ids_after)) == 5


def test_changed_title_summary_and_owner_reach_the_page(handbook):
    ada = UserFactory(username="ada", email="ada@example.org")
    write(handbook, {"a.md": "text"})
    run(handbook)

    write(handbook, {"a.md": "---\ntitle: New\ndescription: Short.\nowner: Ada@example.org\n---\ntext"})
    run(handbook)

    page = page_at("a.md")
    assert (page.title, page.summary, page.owner, page.slug) == ("New", "Short.", ada, "a")


def test_owner_that_is_nobody_is_noted(handbook):
    write(handbook, {"a.md": "---\nowner: ghost\n---\ntext"})

    assert "a.md:1: The owner “ghost” is nobody's user name or address." in run(handbook)


def test_links_lead_to_pages_and_their_parts(handbook):
    write(
        handbook,
        {
            "a.md": '[b](b.md#part) [{{ "same" }}]({% page "/folder/c/" %}) [no](/nothing/) [out](https://example.org/)',
            "b.md": "## Part",
            "folder/c.md": "text",
        },
    )

    said = run(handbook)

    b, c = page_at("b.md").pk, page_at("folder/c.md").pk
    assert page_at("a.md").body[0].value.source == (
        f'<p><a linktype="page" id="{b}" anchor="part">b</a> <a linktype="page" id="{c}">same</a> no '
        '<a href="https://example.org/">out</a></p>'
    )
    assert "a.md:1: The link to “/nothing/” was taken off: there is no such page." in said
    assert "Links between pages: 2 lead to their page, 1 lead nowhere." in said


BAD_FILES = {
    "latin.md": (b"caf\xe9", "latin.md:1: The file is not UTF-8 text. Save it as UTF-8 and import again."),
    "front.md": (b"---\ntitle: [x\n---\n", "front.md:3: The front matter is not YAML: "),
    "two words.md": (b"one", ""),
    "two-words.md": (
        b"two",
        "two-words.md: “two words.md” already has the address “two-words”; two pages cannot share one.",
    ),
    "large.md": (
        b"x" * 3_000_000,
        "large.md: The file has 3.0 MB; a page may have 2 MB at most. Split it into several pages.",
    ),
    "nul.md": (b"a\0b", "nul.md:1: The file contains NUL characters, so it is not a text."),
    "deep.md": (b"> " * 10_000, "deep.md: Lists, quotes or tags are nested more than 90 levels deep."),
}


def test_broken_files_are_reported_while_the_others_go_in(handbook):
    write(handbook, {name: content for name, (content, _reason) in BAD_FILES.items()} | {"good.md": "text"})

    said, why = fail(handbook)

    for _content, reason in BAD_FILES.values():
        assert reason in said
    assert why == "6 files did not go in."
    assert sorted(ReferencePage.objects.live().values_list("slug", flat=True)) == ["good", "two-words"]


def test_scripts_never_reach_a_page(handbook, client, editor):
    write(
        handbook,
        {
            "a.md": "<script>alert(1)</script>\n\n[x](javascript:alert(2)) <img src=x onerror=alert(3)>\n\n```\n<script>\n```"
        },
    )
    run(handbook)
    client.force_login(editor)

    html = client.get(page_at("a.md").get_url()).content.decode()

    assert "alert(" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", ["nothing", "file.md"])
def test_path_that_is_no_directory_is_refused_in_one_sentence(handbook, name):
    write(handbook, {"file.md": "text"})
    before = everything()

    said, why = fail(handbook / name)

    assert (said, why) == ("", f"“{handbook / name}” is no directory. Name the folder that holds the Markdown files.")
    assert everything() == before


@pytest.mark.parametrize(
    ("section", "arguments", "why"),
    [
        ("spaces", [], "The address “spaces” belongs to the product; choose another one."),
        ("a/b c", [], "“a/b c” is no address for a section; use letters, digits and hyphens, such as “ab-c”."),
        ("note", [], "“note” is already a page of another kind; choose another address."),
        ("handbook", ["--locale", "xx"], "“xx” is no language of this site; choose one of en, fr."),
    ],
)
def test_section_that_cannot_be_is_refused(handbook, home, section, arguments, why):
    make_page(parent=home, slug="note")
    write(handbook, {"a.md": "text"})
    before = everything()

    assert fail(handbook, *arguments, section=section)[1] == why
    assert everything() == before


def test_empty_directory_makes_an_empty_section(handbook):
    handbook.mkdir()

    assert "Pages: 1 new, 0 changed, 0 unchanged." in run(handbook)


def test_terminal_gets_a_bar(handbook, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    write(handbook, {"a.md": "text"})
    out = Terminal()
    call_command("import_markdown", str(handbook), "--section", "handbook", stdout=out, no_color=True)

    assert "\rReading ██████████████████████████████ 1/1\n" in out.getvalue()
    assert "\rImporting ██████████████████████████████ 2/2\n" in out.getvalue()


def test_every_address_of_an_imported_page_is_served(handbook, client, editor):
    write(
        handbook, {"index.md": "text", "a/b.md": "| a | b |\n|---|---|\n| x | 1 |\n\n> q\n>\n> — who\n\n```py\nx\n```"}
    )
    run(handbook)
    client.force_login(editor)

    answers = [client.get(row.page.get_url()).status_code for row in ImportedPage.objects.all()]

    assert answers == [200, 200, 200]


def test_other_language_is_linked_page_by_page(tmp_path):
    english, french = tmp_path / "en", tmp_path / "fr"
    write(
        english,
        {"index.md": "# Handbook", "travel/index.md": "# Travel", "travel/trains.md": "# Trains", "only.md": "# Only"},
    )
    write(french, {"index.md": "# Manuel", "travel/index.md": "# Voyages", "travel/trains.md": "# Trains de nuit"})

    run(english)
    for _time in range(2):
        run(french, "--locale", "fr")
    run(english)

    section = SectionPage.objects.get(slug="handbook", locale__language_code="fr")
    pages = {
        page.title: page.get_translations(inclusive=False).values_list("title", flat=True)
        for page in section.get_descendants(inclusive=True)
    }
    assert {title: list(others) for title, others in pages.items()} == {
        "Manuel": ["Handbook"],
        "Voyages": ["Travel"],
        "Trains de nuit": ["Trains"],
    }
    assert section.get_url() == "/fr/handbook/"
    assert section.get_parent().specific.get_translations().get().specific == HomePage.objects.get(
        locale__language_code="en"
    )
    assert not Page.find_problems()[0]


def test_other_language_of_a_restricted_section_is_restricted_at_once(tmp_path, outsider):
    directory = tmp_path / "en"
    write(directory, {"index.md": "# Pay", "grades.md": "# Grades"})
    run(directory, section="pay")
    restrict(SectionPage.objects.get(slug="pay"), GroupFactory())

    run(directory, "--locale", "fr", section="pay")

    assert ReferencePage.objects.filter(slug="grades").count() == 2
    assert not ReferencePage.objects.visible_to(outsider).exists()


def test_news_and_events_say_what_they_are(tmp_path):
    event = "---\ntype: event\nstart: 2030-05-01 10:00\nend: 2030-05-01T12:00:00+02:00\nplace: Pier 4\nseats: 12\n---\nCome."
    write(
        tmp_path,
        {
            "index.md": "# What happens",
            "opening.md": "---\ntype: news\ntitle: We open\n---\nToday.",
            "party.md": event,
            "lost.md": "---\ntype: event\nstart: soon\n---\nCome.",
        },
    )

    said, why = fail(tmp_path, section="what-happens")
    write(tmp_path, {"lost.md": event, "party.md": event.replace("Pier 4", "Pier 5")})
    run(tmp_path, section="what-happens")
    again = run(tmp_path, section="what-happens")

    party = EventPage.objects.get(slug="party")
    assert "lost.md: “start” of an event is a time such as 2026-11-30 14:00." in said
    assert why == "1 file did not go in."
    assert NewsPage.objects.get().title == "We open"
    assert [party.place, party.seats, timezone.localtime(party.starts_at).hour] == ["Pier 5", 12, 10]
    assert party.ends_at == datetime(2030, 5, 1, 10, tzinfo=UTC)
    assert "0 new, 0 changed" in again


def test_tags_and_contact_of_a_file_are_stored_beside_its_page(handbook):
    paul = UserFactory(email="paul@example.org")
    write(
        handbook,
        {
            "a.md": "---\ntags: [Harbour, Winter]\ncontact: Paul@Example.org\n---\ntext",
            "b.md": "---\ncontact: nobody@example.org\n---\ntext",
        },
    )

    said = run(handbook)
    again = run(handbook)

    page = page_at("a.md")
    assert tags_of([page]) == {page.pk: ["Harbour", "Winter"]}
    assert care_row(page).contact == paul
    assert "b.md:1: The contact “nobody@example.org” is nobody's user name or address." in said
    assert "Pages: 0 new, 0 changed, 3 unchanged." in again


def test_new_file_comes_in_at_its_place(handbook):
    write(handbook, {"a.md": "---\nweight: 1\n---\n", "c.md": "---\nweight: 3\n---\n"})
    run(handbook)

    write(handbook, {"b/_index.md": "---\nweight: 2\ntitle: B\n---\n", "b/x.md": "x"})
    run(handbook)

    section = SectionPage.objects.get(slug="handbook")
    assert [page.slug for page in section.get_children()] == ["a", "b", "c"]
    assert page_at("b/x.md").get_url() == "/en/handbook/b/x/"
    assert not any(Page.find_problems())
