import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image as Pixels
from wagtail.models import Collection, Page, PageLogEntry, Revision

from cms.files.models import Document, Image
from cms.files.selectors import visible_images
from cms.pages.markdown import read_tree
from cms.pages.models import HomePage, ImportedPage, ReferencePage, SectionPage
from cms.pages.selectors import visible_pages
from cms.pages.services.imports import import_tree
from tests.factories.files import make_collection
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook(home, tmp_path):
    return tmp_path / "handbook"


def write(directory: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def picture(color: str = "#1d6b50") -> bytes:
    stream = io.BytesIO()
    Pixels.new("RGB", (8, 6), color).save(stream, "PNG")
    return stream.getvalue()


def run(directory: Path, *arguments: str, section: str = "handbook") -> str:
    """Run the command and return what it said."""
    out = io.StringIO()
    call_command("import_markdown", str(directory), "--section", section, *arguments, stdout=out)
    return out.getvalue()


def fail(directory: Path, *arguments: str, section: str = "handbook") -> tuple[str, str]:
    """Run the command, which must fail, and return what it said and why it failed."""
    out = io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_markdown", str(directory), "--section", section, *arguments, stdout=out)
    assert failure.value.returncode == 1
    return out.getvalue(), str(failure.value)


def page_at(path: str) -> ReferencePage | SectionPage:
    return ImportedPage.objects.get(path=path).page.specific


def everything() -> dict[str, int]:
    """Return how many rows each kind has that an import could write."""
    kinds = (Page, Revision, PageLogEntry, ImportedPage, Image, Document, Collection)
    return {kind.__name__: kind.objects.count() for kind in kinds}


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

    with django_assert_num_queries(8):
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


def test_pictures_and_documents_go_to_the_sections_collection_once(handbook):
    write(
        handbook,
        {
            "a.md": "![One](a.png)\n\n![Copy](copy.png)\n\n[Form](form.pdf)\n\nSee [it](form.pdf).",
            "b.md": "![One](_img/../a.png)\n\n![Parent](/_img/p.png)",
            "a.png": picture(),
            "copy.png": picture(),
            "form.pdf": b"%PDF-1.4",
            "../_img/p.png": picture("#a8481f"),
        },
    )

    run(handbook)

    collection = Collection.objects.get(name="Handbook")
    assert set(Image.objects.values_list("collection", "title")) == {(collection.pk, "a"), (collection.pk, "p")}
    document = Document.objects.get()
    body = page_at("a.md").body
    assert [block.block_type for block in body] == ["image", "image", "documents", "paragraph"]
    assert body[0].value["picture"].pk == body[1].value["picture"].pk
    assert body[0].value["picture"].contextual_alt_text == "One"
    assert list(body[2].value["documents"]) == [document]
    assert f'<a linktype="document" id="{document.pk}">it</a>' in body[3].value.source


def test_picture_in_another_collection_is_not_borrowed(handbook):
    write(handbook, {"a.md": "![One](a.png)", "a.png": picture()})

    run(handbook)
    run(handbook, section="second")

    assert sorted(Image.objects.values_list("collection__name", flat=True)) == ["Handbook", "Second"]


def test_changed_picture_is_a_new_version_of_its_page(handbook):
    write(handbook, {"a.md": "![One](a.png)", "b.md": "text", "a.png": picture()})
    run(handbook)

    write(handbook, {"a.png": picture("#a8481f")})

    assert "Pages: 0 new, 1 changed, 2 unchanged. Pictures and documents stored: 1." in run(handbook)


def test_picture_that_is_none_is_noted_and_its_words_stay(handbook):
    write(
        handbook,
        {"a.md": "![The harbour](a.png) [run](b.exe) [svg](c.svg)", "a.png": b"no", "b.exe": b"x", "c.svg": b"<svg/>"},
    )

    said = run(handbook)

    assert page_at("a.md").body[0].value.source == "<p><i>The harbour</i></p>"
    assert Image.objects.count() + Document.objects.count() == 0
    assert "a.md: The file “handbook/a.png” was not stored: " in said
    assert "a.md: The file “handbook/b.exe” was not stored: files of the kind “exe” are not stored." in said


def test_hidden_file_beside_the_directory_is_never_published(handbook):
    write(
        handbook, {"a.md": "[env](../.env) [git](/.git/config.txt)", "../.env": "SECRET", ".git/config.txt": "SECRET"}
    )

    run(handbook)

    assert Document.objects.count() == 0


def test_page_picture_stands_on_the_page(handbook):
    write(handbook, {"a.md": "---\nimage: a.png\n---\ntext", "a.png": picture()})

    run(handbook)

    assert page_at("a.md").image == Image.objects.get()


def test_draft_is_not_live_until_its_file_says_so_and_again(handbook):
    write(handbook, {"a.md": "---\ndraft: true\n---\ntext"})
    run(handbook)
    assert (page_at("a.md").live, page_at("a.md").latest_revision is not None) == (False, True)

    write(handbook, {"a.md": "text"})
    run(handbook)
    assert page_at("a.md").live is True

    write(handbook, {"a.md": "---\npublished: false\n---\ntext"})
    run(handbook)
    assert page_at("a.md").live is False

    write(handbook, {"a.md": "more text"})
    run(handbook)
    assert page_at("a.md").live is True


def test_page_that_an_editor_changed_is_not_overwritten(handbook, editor):
    write(handbook, {"a.md": "One", "b.md": "One"})
    run(handbook)
    page = page_at("a.md")
    page.title = "By hand"
    page.save_revision(user=editor)

    assert "Pages: 0 new, 0 changed, 3 unchanged." in run(handbook)
    write(handbook, {"a.md": "Two", "b.md": "Two"})
    said, why = fail(handbook)

    page = page_at("a.md")
    assert page.get_latest_revision_as_object().title == "By hand"
    assert page.body[0].value.source == "<p>One</p>"
    assert page_at("b.md").body[0].value.source == "<p>Two</p>"
    assert "  a.md: The page was changed in the editor since its import, so it was not overwritten." in said
    assert why == "1 file did not go in."


def test_page_that_an_editor_withdrew_is_not_published_again(handbook):
    write(handbook, {"a.md": "One"})
    run(handbook)
    page_at("a.md").unpublish()

    write(handbook, {"a.md": "Two"})
    fail(handbook)

    assert page_at("a.md").live is False


def test_page_that_was_moved_or_renamed_is_followed(handbook):
    write(handbook, {"a.md": "One"})
    run(handbook)
    page = page_at("a.md")
    page.move(make_section(title="Elsewhere"), pos="last-child")
    Page.objects.filter(pk=page.pk).update(slug="other")

    write(handbook, {"a.md": "Two"})
    run(handbook)

    page.refresh_from_db()
    assert (page.slug, page.body[0].value.source) == ("other", "<p>Two</p>")


def test_page_that_was_deleted_comes_back(handbook):
    write(handbook, {"a.md": "One", "b.md": "[a](a.md)"})
    run(handbook)
    page_at("a.md").delete()

    said = run(handbook)

    assert "Pages: 1 new, 1 changed, 1 unchanged." in said
    assert f'id="{page_at("a.md").pk}"' in page_at("b.md").body[0].value.source


def test_page_whose_file_went_stays_and_is_told(handbook):
    write(handbook, {"a.md": "One", "b.md": "Two"})
    run(handbook)
    (handbook / "a.md").unlink()

    said = run(handbook)

    assert page_at("a.md").live is True
    assert "No longer in the directory; their pages stay until somebody deletes them:\n  a.md\n" in said


def test_file_that_only_leads_elsewhere_is_no_page(handbook):
    write(handbook, {"old.md": "---\nredirect_to: /new/\n---\n", "new.md": "text", "a.md": "[old](old.md)"})

    said = run(handbook)

    assert "links to them lead there:\n  old.md -> /new/\n" in said
    assert f'id="{page_at("new.md").pk}"' in page_at("a.md").body[0].value.source
    assert not ImportedPage.objects.filter(path="old.md").exists()


def test_page_that_was_not_imported_is_left_alone(handbook):
    mine = make_page(parent=make_section(slug="handbook", title="Mine"), slug="a", title="By hand")
    write(handbook, {"a/index.md": "text", "a/b.md": "text", "c.md": "text"})

    said, _why = fail(handbook)

    mine.refresh_from_db()
    assert mine.title == "By hand"
    assert mine.get_children().count() == 0
    assert "  a/index.md: There is already a page at “a” that was not imported." in said
    assert "  a/b.md: The page of its folder could not be made." in said
    assert page_at("c.md").live is True


def test_section_that_people_made_keeps_its_title_and_text(handbook):
    section = make_section(slug="handbook", title="Mine", body='[{"type":"paragraph","value":"<p>By hand</p>"}]')
    write(handbook, {"a.md": "text"})
    run(handbook)
    run(handbook)

    section.refresh_from_db()
    assert (section.title, str(section.body[0].value)) == ("Mine", "<p>By hand</p>")

    write(handbook, {"index.md": "# Other\n\ntext"})
    said, _why = fail(handbook)

    section.refresh_from_db()
    assert section.title == "Mine"
    assert "  index.md: The page was changed in the editor since its import, so it was not overwritten." in said


def test_pages_below_a_restricted_section_are_as_restricted(handbook, member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    restrict(make_section(slug="handbook"), group)
    write(handbook, {"folder/a.md": "text"})

    run(handbook)

    page = page_at("folder/a.md").page_ptr
    assert page in visible_pages(member)
    assert page not in visible_pages(outsider)


def test_files_of_a_restricted_section_are_as_restricted(handbook, member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    restrict(make_section(slug="handbook", title="Old name"), group)
    write(handbook, {"index.md": "# New name\n\n![A](a.png)", "a.png": picture()})

    run(handbook)
    run(handbook)

    assert list(visible_images(member)) == [Image.objects.get()]
    assert list(visible_images(outsider)) == []
    assert SectionPage.objects.get(slug="handbook").title == "New name"


def test_open_collection_of_the_same_name_is_not_used_for_a_restricted_section(handbook, outsider):
    make_collection(name="Handbook")
    restrict(make_section(slug="handbook", title="Handbook"), GroupFactory())
    write(handbook, {"a.md": "![A](a.png)", "a.png": picture()})

    run(handbook)
    run(handbook)

    assert Image.objects.get().collection.name == "Handbook (handbook)"
    assert list(visible_images(outsider)) == []


def test_renamed_section_without_collection_never_widens(handbook, outsider):
    section = make_section(slug="handbook", title="One")
    restrict(section, GroupFactory())
    write(handbook, {"a.md": "![A](a.png)", "a.png": picture()})
    run(handbook)
    section.refresh_from_db()
    section.title = "Two"
    section.save()

    write(handbook, {"a.png": picture("#a8481f")})
    run(handbook)

    assert Image.objects.count() == 2
    assert list(visible_images(outsider)) == []


def test_dry_run_says_what_would_happen_and_changes_nothing(handbook):
    write(handbook, {"a.md": "![One](a.png)", "b.md": "text", "a.png": picture()})
    before = everything()

    assert "Pages: 3 new, 0 changed, 0 unchanged. Pictures and documents stored: 1." in run(handbook, "--dry-run")
    assert everything() == before

    run(handbook)
    write(handbook, {"b.md": "changed", "c.md": "new"})
    before = everything()

    said = run(handbook, "--dry-run")
    assert "Dry run: nothing was changed." in said
    assert "Pages: 1 new, 1 changed, 2 unchanged. Pictures and documents stored: 0." in said
    assert everything() == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_import_that_was_interrupted_goes_on(committed, handbook):
    write(handbook, {f"page{number}.md": f"[next](page{number + 1}.md)" for number in range(4)})
    seen: list[str] = []

    def stop(path):
        seen.append(path)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_tree(actor=None, tree=read_tree(handbook), section="handbook", on_page=stop)
    live = ReferencePage.objects.live().count()
    report = import_tree(actor=None, tree=read_tree(handbook), section="handbook")

    assert 0 < live < 4
    assert (len(report.created), len(report.unchanged), report.problems) == (4 - live, 1 + live, [])
    assert ReferencePage.objects.live().count() == 4
    assert Revision.objects.filter(content_type__model="referencepage").count() == 4


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
        ("handbook", ["--locale", "xx"], "There is no home page in the language “xx”."),
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
