"""Pages become Markdown again, and what was exported is imported as what it was."""

import io
import json
import random
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import CollectionViewRestriction, Page

from cms.files.models import Document, Image
from cms.upkeep.models import PageCare
from cms.upkeep.services.stewards import name_stewards
from tests.cms.pages.importing import page_at, picture, run, write
from tests.cms.pages.roundtrip import exported, seen
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db

#: Pieces that are hard to write: signs that mean something, frames in frames, words at the edge of a style.
PIECES = [
    "Plain words.",
    "1\\. no list, \\# no heading, \\* no star, a_b_c, 2 * 3 * 4 &amp; &lt;tag&gt; \\[no\\](link) ~~gone~~ `co``de`",
    "\\- not an item\n\n\\+ nor this\n\n\\=== nor that\n\n\\> nor a quote\n\n\\:\\:\\: nor a box\n\n\\!\\!\\! nor this",
    "**bold**, *it*, ***both***, wo**r**ds, **“quoted”**!, <sup>2</sup>, H<sub>2</sub>O, `{% code %}`, `{{ x }}`",
    "[out](https://example.org/a_b(c)?q=1&r=2#x), [page](b.md), [part](b.md#part), [here](#part), <https://example.org>",
    "[**bold link**](b.md) and [`code`](b.md) and a line  \nbreak",
    "- one\n- two\n  - deep\n    1. deeper\n    2. still\n- three\n\n  second paragraph\n\n1. a\n2. b",
    "- one\n\n<!-- -->\n\n- another list",
    "5. starts late\n6. goes on\n\n   ```sh\n   run\n   ```\n",
    "> A quote\n>\n> of two.\n>\n> — Somebody, 1999",
    "> first\n\n> second",
    "> [!WARNING] Mind *this*\n> Careful: [b](b.md)\n>\n> - a\n> - b",
    "> [!TIP]\n> Short.",
    "::: important Two words\nText.\n:::",
    "| A | B \\| C | 3 |\n| --- | --- | --- |\n| **x** | [b](b.md) | 1,000 |\n| | `a \\| b` | 20 % |",
    "<table><tr><td><ul><li>in a cell</li></ul></td><td>x<br>y</td></tr></table>",
    "```python\n# no heading\nx = '<b>' + \"```\"\n```",
    "````\n```\nfence\n```\n{{< tag >}}\n````",
    "    indented\n\n        more",
    "![A *cat* \"here\" [x]](_img/cat.png 'Our \"cat\" <3')",
    "![](_img/cat.png)",
    "[Rules & forms](_img/rules.pdf)\n\n[More_rules](_img/more.pdf)",
    "See [the rules](_img/rules.pdf) first.",
    "# Part\n\n### Part\n\n## Ünïcode & more {#own-name}\n\n## 1. Number #\n\n#### `code` in it",
    "---",
    "مرحبا بالعالم 🌴 — עברית **עבה**",
    "{{ unknown }} and {% unknown tag %} and {: .klass}",
    "a\\\nb `` ` `` \\` \\\\ \\_ | | ~ ^ $ \\$ \"quotes\" 'single' -- --- ...",
    "<details><summary>More</summary>\n\nHidden **words**\n\n</details>",
    "Term with http://example.org/bare_address and me@example.org",
]  # fmt: skip


def test_who_keeps_a_page_is_exported_and_imported_again(tmp_path, editor):
    maker, keeper, helper = (UserFactory(username=name) for name in ("maker", "keeper", "helper"))
    section = make_section(title="First", slug="first")
    page = make_page(parent=section, title="Trains", slug="trains", owner=maker)
    name_stewards(actor=editor, page=section, owner=keeper, contact=helper)

    call_command("export_markdown", tmp_path / "out", section="first")
    call_command("import_markdown", tmp_path / "out", section="second")

    again = Page.objects.get(slug="trains", url_path__contains="/second/")
    cares = PageCare.objects.in_bulk([page.pk, again.pk])
    assert {(care.shown_owner, care.shown_contact) for care in cares.values()} == {(keeper, helper)}


def corpus(directory: Path, seed: int) -> None:
    chance = random.Random(seed)
    files: dict[str, str | bytes] = {
        "_img/cat.png": picture(), "_img/rules.pdf": b"%PDF-1.4 a", "_img/more.pdf": b"%PDF-1.4 b",
        "index.md": "---\ntitle: All of it\nsummary: 'Everything: \"here\"'\n---\nHello.", "b.md": "# B\n\n## Part\n\nText.",
        "deep/below/c.md": "---\ntitle: C & D\nimage: _img/cat.png\norder: 3\n---\n[up](../../b.md#part) [down](/b.md)",
        "deep/index.md": "# Deep: #1\n\n[c](below/c.md)", "e.md": "# E", "e/f.md": "# F",
        "talk.md": "---\ntype: news\n---\n# Talk\n\nNews.",
        "party.md": "---\ntype: event\nstart: 2026-11-30 14:00\nplace: Here\nseats: 4\n---\n# Party\n\nCome.",
    }  # fmt: skip
    for number, piece in enumerate(PIECES):
        files[f"piece-{number}.md"] = f"# Piece {number}\n\n{piece}"
    for number in range(12):
        files[f"mix-{number}.md"] = f"# Mix {number}\n\n" + "\n\n".join(chance.choices(PIECES, k=12))
    write(directory, files)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_exported_is_imported_as_what_it_was(home, tmp_path, seed):
    corpus(tmp_path / "source", seed)
    run(tmp_path / "source", section="one")

    exported(tmp_path / "out", "one", UserFactory())
    run(tmp_path / "out", section="two")

    assert not compare(seen("one"), seen("two"))


def compare(before: dict, after: dict) -> list[str]:
    lines = []
    for path in sorted(before | after):
        one, two = before.get(path), after.get(path)
        if one != two:
            pairs = zip(one or [], two or [], strict=False)
            first = next((pair for pair in pairs if pair[0] != pair[1]), (len(one or []), len(two or [])))
            lines.append(f"{path}\n  {first[0]}\n  {first[1]}")
    return lines


def test_export_shows_what_the_person_may_see(home, tmp_path):
    write(
        tmp_path / "source",
        {
            "index.md": "# All\n\n[secret](secret/index.md), [open](open.md)",
            "open.md": "# Open\n\nWords.",
            "secret/index.md": "# Secret\n\nThe plan.",
            "secret/below.md": "# Below\n\nMore of the plan.",
            "draft.md": "---\ndraft: true\n---\n# Draft\n\nNot yet.",
        },
    )
    run(tmp_path / "source")
    group = GroupFactory()
    restrict(page_at("secret/"), group)
    insider, outsider = UserFactory(), UserFactory()
    insider.groups.add(group)

    exported(tmp_path / "out", "handbook", outsider)
    exported(tmp_path / "in", "handbook", insider)
    call_command("export_markdown", str(tmp_path / "all"), "--section", "handbook", stdout=io.StringIO())

    assert sorted(path.name for path in (tmp_path / "out").rglob("*.md")) == ["index.md", "open.md"]
    assert {path.read_text() for path in (tmp_path / "all").rglob("*.md")} == {
        path.read_text() for path in (tmp_path / "out").rglob("*.md")
    }
    told = "".join(path.read_text() for path in (tmp_path / "out").rglob("*.md"))
    assert "plan" not in told
    assert f"[secret](http://localhost:8000/en/pages/{page_at('secret/').pk}/)" in told
    assert (tmp_path / "in/secret/below.md").exists()
    assert not list((tmp_path / "in").rglob("draft*"))


def test_refusals_are_sentences(home, tmp_path):
    person = UserFactory(username="ann")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("mine")

    def refused(*arguments: str) -> str:
        with pytest.raises(CommandError) as failure:
            call_command("export_markdown", *arguments, stdout=io.StringIO())
        return str(failure.value)

    new = str(tmp_path / "new")
    assert "no page that may be seen" in refused(new, "--section", "nowhere", "--as", "ann")
    assert "nobody's address" in refused(new, "--section", "nowhere", "--as", "bob")
    write(tmp_path / "source", {"a.md": "x"})
    run(tmp_path / "source", section="one")
    assert "not empty" in refused(str(tmp_path / "full"), "--section", "one", "--as", person.email)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_export_asks_the_same_for_any_number_of_pages(home, tmp_path, count, django_assert_num_queries):
    person = UserFactory()
    write(tmp_path / "source", {f"{number}.md": "[x](https://example.org)" for number in range(count)})
    run(tmp_path / "source", section="one")
    with django_assert_num_queries(18):
        exported(tmp_path / "out", "one", person)


def test_names_of_files_stay_in_the_directory(home, tmp_path):
    write(tmp_path / "source", {"a.md": "[Form](_img/form.pdf)", "_img/form.pdf": b"%PDF-1.4"})
    run(tmp_path / "source", section="one")
    Document.objects.update(title="../../../x\\y: \u202e..")

    exported(tmp_path / "deep/out", "one", UserFactory())

    files = [
        path.relative_to(tmp_path / "deep").as_posix() for path in (tmp_path / "deep").rglob("*") if path.is_file()
    ]
    assert sorted(files) == ["out/_files/x-y.pdf", "out/a.md", "out/index.md"]


def test_what_only_some_may_open_is_not_written(home, tmp_path):
    write(tmp_path / "source", {"a.md": "![cat](_img/c.png)\n\n[Form](_img/f.pdf) in words", "_img/c.png": picture()})
    write(tmp_path / "source", {"_img/f.pdf": b"%PDF-1.4"})
    run(tmp_path / "source", section="one")
    closed = CollectionViewRestriction.objects.create(
        collection=Image.objects.get().collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    closed.groups.add(GroupFactory())

    exported(tmp_path / "out", "one", UserFactory())
    call_command("export_markdown", str(tmp_path / "all"), "--section", "one", stdout=io.StringIO())

    assert (tmp_path / "out/a.md").read_text().endswith("---\n\nForm in words\n")
    assert (tmp_path / "all/a.md").read_text() == (tmp_path / "out/a.md").read_text()
    assert not (tmp_path / "out/_files").exists()


def test_blocks_without_a_form_in_markdown_stay_readable(home, tmp_path):
    write(tmp_path / "source", {"a.md": "x", "secret.md": "# Hush"})
    run(tmp_path / "source", section="one")
    secret, page, ann = page_at("secret.md"), page_at("a.md"), UserFactory(first_name="Ann", last_name="Lee")
    restrict(secret, GroupFactory())
    text = "<p>To <b>do</b></p>"
    bodies = {
        "accordion": {"parts": [{"title": "Why?", "text": text}]},
        "steps": {"steps": [{"title": "Ask", "text": text}]},
        "key_figures": {"figures": [{"figure": "98 %", "label": "happy"}], "source": "2026"},
        "link_cards": {"cards": [{"page": secret.pk, "title": "Hush", "text": "", "address": ""}]},
        "people_cards": {"title": "Ask", "people": [ann.pk]},
        "embed": {"address": "https://video.example/1", "title": "A film"},
    }
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in bodies.items()])
    page.save_revision().publish()

    exported(tmp_path / "out", "one", UserFactory())

    told = (tmp_path / "out/a.md").read_text()
    for words in ("**Why?**", "To **do**", "**1. Ask**", "**98 %** happy", "- Ann Lee", "[A film](<https://video.ex"):
        assert words in told
    assert "Hush" not in told
