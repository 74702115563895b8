"""What is wrong with a file is said in a sentence with its place, and everything else goes in."""

import os
import struct
import zlib

import pytest

from cms.files.models import Document, Image
from cms.pages.models import ReferencePage
from tests.cms.pages.importing import fail, page_at, picture, run, write

pytestmark = pytest.mark.django_db


def bomb():
    """Return a picture of 900 million pixels in a few hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 4_000_000, 9)) + chunk(b"IEND", b"")


REFUSED = {
    "latin.md": (b"one\ncaf\xe9", "latin.md:2: The file is not UTF-8 text. Save it as UTF-8 and import again."),
    "list.md": (b"---\n- a\n---\nx", "list.md:1: The front matter is not a list of names and values."),
    "words.md": (b"---\njust words\n---\nx", "words.md:1: The front matter is not a list of names and values."),
    "laughs.md": (
        b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        "laughs.md:3: The front matter is not YAML: references are not supported.",
    ),
    "Two.md": (b"one", ""),
    "two.md": (b"two", "two.md: “Two.md” already has the address “two”; two pages cannot share one. Rename one"),
    "seats.md": (
        b"---\ntype: event\nstart: 2030-01-01\nseats: 99999999999999999999\n---\nx",
        "seats.md: “seats” of an event is a whole number up to 100000.",
    ),
    "late.md": (
        b"---\ntype: event\nstart: 9999-12-31T23:59:00-12:00\n---\nx",
        "late.md: “start” of an event is a time such as 2026-11-30 14:00.",
    ),
}


def test_files_that_cannot_be_pages_are_named_and_the_others_go_in(handbook, caplog):
    write(handbook, {name: content for name, (content, _said) in REFUSED.items()} | {"good.md": "text"})

    said, why = fail(handbook)

    for _content, reason in REFUSED.values():
        assert reason in said
    assert why == "7 files did not go in."
    assert sorted(ReferencePage.objects.live().values_list("slug", flat=True)) == ["good", "two"]
    assert "Traceback" not in caplog.text


def test_strange_titles_are_shown_as_they_are(handbook, client, editor):
    write(
        handbook,
        {
            "long.md": f"---\ntitle: {'word ' * 60}\n---\nx",
            "مرحبا.md": "# مرحبا بالعالم\n\nنص",
            "🎉.md": "# We won 🎉 <b>all</b>\n\nx",
        },
    )

    said = run(handbook)
    client.force_login(editor)

    long = page_at("long.md")
    assert "long.md:1: The title has 299 characters; a page keeps 255 of them." in said
    assert (len(long.title) <= 255, long.title.endswith("word…")) == (True, True)
    for path, title in (("مرحبا.md", "مرحبا بالعالم"), ("🎉.md", "We won 🎉 all")):
        page = page_at(path)
        assert page.title == title
        assert title in client.get(page.get_url()).content.decode()


def test_files_that_harm_are_not_stored_and_their_words_stay(handbook):
    write(
        handbook,
        {
            "a.md": "![A bomb](bomb.png) ![A script](evil.svg) ![Huge](huge.png) [up](../../x) [pass](../../../etc/passwd)",
            "bomb.png": bomb(),
            "evil.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "huge.png": picture(),
            "good.md": "![Good](good.png)",
            "good.png": picture("#123456"),
        },
    )
    os.truncate(handbook / "huge.png", 60_000_000)

    said = run(handbook)

    assert "a.md: The file “handbook/bomb.png” was not stored: This picture has more than 50 million pixels." in said
    assert "a.md: The file “handbook/evil.svg” was not stored: files of the kind “svg” are not stored." in said
    assert "a.md: The file “handbook/huge.png” was not stored: it has more than 10 MB." in said
    assert "a.md:1: The link to “../../x” was taken off: there is no such page." in said
    assert "a.md:1: The link to “../../../etc/passwd” was taken off: there is no such page." in said
    assert [image.title for image in Image.objects.all()] == ["good"]
    shown = "".join(str(block.value) for block in page_at("a.md").body)
    assert all(words in shown for words in ("A bomb", "A script", "Huge", "up pass"))


def test_links_of_the_file_system_lead_nowhere_outside(handbook, tmp_path):
    write(tmp_path / "outside", {"secret.md": "SECRET", "secret.pdf": b"%PDF-1.4", "secret.png": picture()})
    write(
        handbook,
        {"a.md": "[p](secret.pdf) ![i](folder/secret.png) ![j](loop/secret.png) [q](../../outside/secret.pdf)"},
    )
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    os.rename(tmp_path / "outside", outside)
    for name in ("secret.md", "secret.pdf"):
        os.symlink(outside / name, handbook / name)
    os.symlink(outside, handbook / "folder")
    os.symlink(handbook, handbook / "loop")

    said = run(handbook)

    assert (Image.objects.count(), Document.objects.count(), ReferencePage.objects.count()) == (0, 0, 1)
    for name in ("folder", "secret.md", "secret.pdf"):
        assert f"  {name}: It is a link to somewhere outside the directory." in said
    assert "  loop: It is a link to another folder, or too deep." in said


def test_values_of_the_wrong_kind_are_left_out_and_told(handbook):
    write(
        handbook,
        {
            "a.md": '---\ntitle: "a\\0b\\ud800"\nowner: "x\\0\\ud800"\ncontact: [a]\ntags: {a: b}\nweight: heavy\n'
            f"redirect_from: ['//[::1', 5, {{a: 1}}, '{'x' * 400}', '/\\0']\npermalink: \"/\\ud800/\\0\"\n---\ntext",
            "b.md": f'---\nweight: .nan\ntags: ["\\ud800", "{"t" * 300}"]\nowner: nobody\n---\ntext',
        },
    )

    said = run(handbook)
    again = run(handbook)

    assert page_at("a.md").title == "ab?"
    assert "a.md:1: The owner “x?” is nobody's user name or address." in said
    assert "b.md:1: The owner “nobody” is nobody's user name or address." in said
    assert "is too long, so it does not lead here." in said
    assert "Pages: 0 new, 0 changed, 3 unchanged." in again
