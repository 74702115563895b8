"""What people and files did since the last import, dry runs and interrupted ones."""

import pytest
from wagtail.models import Page, Revision

from cms.pages.markdown import read_tree
from cms.pages.models import ImportedPage, ReferencePage
from cms.pages.services.imports import import_tree
from tests.cms.pages.importing import everything, fail, page_at, picture, run, write
from tests.factories.pages import make_page, make_section

pytestmark = pytest.mark.django_db


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
