"""Pictures and documents of imported pages."""

import pytest
from wagtail.models import Collection

from cms.files.models import Document, Image
from tests.cms.pages.importing import page_at, picture, run, write

pytestmark = pytest.mark.django_db


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


def test_import_refuses_what_the_admin_refuses_in_a_dry_run_too(handbook):
    write(
        handbook,
        {
            "a.md": "![Half](half.png) ![Liar](liar.jpg) [paper](paper.pdf)",
            "half.png": picture()[:45],
            "liar.jpg": picture(),
            "paper.pdf": b"<html><script>alert(1)</script>",
        },
    )

    for options in (["--dry-run"], []):
        said = run(handbook, *options)
        assert "half.png” was not stored: This picture is broken" in said
        assert "liar.jpg” was not stored: Not a valid .jpeg image" in said
        assert "paper.pdf” was not stored: The content of this file is no PDF" in said

    assert (Image.objects.exists(), Document.objects.exists()) == (False, False)
