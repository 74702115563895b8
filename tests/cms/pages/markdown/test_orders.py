"""The order of pages, and the titles of folders, as each site generator writes them."""

import json

import pytest

FILES = {
    "index.md": "# Handbook",
    "zebra.md": "# Zebra",
    "apple.md": "# Apple",
    "no-title.md": "text",
    "tools/slack.md": "# Slack",
    "tools/mail.md": "# Mail",
    "travel/README.md": "# Travel",
    "travel/trains.md": "# Trains",
}

SUMMARY = """# Table of contents

* [Handbook](index.md)
* [The zebra](zebra.md)
* [Named *here*](no-title.md)

## What we work with

* [Mail](tools/mail.md#start)
* [Slack](<tools/slack.md>)

## Elsewhere

* [Travel](travel/README.md)
    * [Trains](travel/trains.md "By train")
* [Gone](gone.md)
* [A site](https://example.org/x.md)
"""

MKDOCS = """site_name: Handbook
docs_dir: handbook
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - index.md
  - The zebra: zebra.md
  - Named here: no-title.md
  - What we work with:
    - tools/mail.md
    - Slack: tools/slack.md
  - Elsewhere:
    - travel/README.md
    - travel/trains.md
  - Gone: gone.md
  - A site: https://example.org/
"""


def shape(page):
    return [(child.title, [below.title for below in child.children]) for child in page.children]


def said(tree):
    return [(note.path, note.line, note.text) for note in tree.notes]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"SUMMARY.md": SUMMARY}, ("SUMMARY.md", 16)),
        ({"../mkdocs.yml": MKDOCS}, ("../mkdocs.yml", 16)),
    ],
)
def test_table_of_contents_is_the_order_and_names_what_has_no_name(handbook, files, place):
    tree = handbook.write_files(FILES | files).read()

    assert shape(tree.root) == [
        ("Zebra", []),
        ("Named here", []),
        ("What we work with", ["Mail", "Slack"]),
        ("Travel", ["Trains"]),
        ("Apple", []),
    ]
    assert said(tree) == [(*place, "“gone.md” has a place in the order, but is not there.")]
    assert tree.problems == []


def test_navigation_may_stand_beside_the_folder_of_pages(handbook):
    tree = handbook.write_files(
        {"mkdocs.yml": "nav: [b.md, a.md]", "docs/a.md": "# A", "docs/b.md": "# B", "c.md": "# C"}
    ).read()

    assert shape(tree.root) == [("Docs", ["B", "A"]), ("C", [])]
    assert said(tree) == []


def test_navigation_of_another_folder_says_nothing_here(handbook):
    tree = handbook.write_files({"../mkdocs.yml": "nav: [b.md, a.md]", "a.md": "# A", "b.md": "# B"}).read()

    assert (shape(tree.root), said(tree)) == ([("A", []), ("B", [])], [])


def test_text_of_a_folder_in_hugo_has_its_title_and_weight(handbook):
    tree = handbook.write_files(
        {
            "a.md": "---\nweight: 2\n---\n# A",
            "last/x.md": "# X",
            "first/_index.md": "---\ntitle: Begin here\nweight: 1\n---\nText and [A](../a.md).",
            "first/b.md": "See [the start](_index.md).",
        }
    ).read()

    assert shape(tree.root) == [("Begin here", ["B"]), ("A", []), ("Last", ["X"])]
    assert [page.file for page in tree.root.children] == ["first/_index.md", "a.md", None]


@pytest.mark.parametrize(
    "category",
    [
        {
            "two/_category_.json": json.dumps(
                {"label": "Begin here", "position": 1, "link": {"description": "All of it."}}
            )
        },
        {"two/_category_.yml": "label: Begin here\nposition: 1\nlink:\n  description: All of it.\n"},
    ],
)
def test_category_of_docusaurus_names_and_places_its_folder(handbook, category):
    tree = handbook.write_files({"one/x.md": "x", "two/y.md": "y", "a.md": "---\nsidebar_position: 2\n---\n"}).read()
    assert [page.title for page in tree.root.children] == ["A", "One", "Two"]

    tree = handbook.write_files(category).read()

    assert shape(tree.root) == [("Begin here", ["Y"]), ("A", []), ("One", ["X"])]
    assert tree.root.children[0].summary == "All of it."


def test_own_words_of_a_folder_count_before_those_of_others(handbook):
    tree = handbook.write_files(
        {
            "two/index.md": "---\ntitle: Mine\norder: 5\n---\n",
            "two/_category_.json": '{"label": "Theirs", "position": 1}',
            "b.md": "---\norder: 2\n---\n",
        }
    ).read()

    assert [page.title for page in tree.root.children] == ["B", "Mine"]


def test_page_that_is_called_summary_and_lists_no_pages_is_a_page(handbook):
    tree = handbook.write_files({"SUMMARY.md": "# In short\n\n- one\n- two", "a/SUMMARY.md": "* [x](../b.md)"}).read()

    assert shape(tree.root) == [("A", ["SUMMARY"]), ("In short", [])]


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        (
            "../mkdocs.yml",
            b"site: x\nnav: [a.md\n",
            3,
            "The file is not YAML: expected ',' or ']', but got '<stream end>'.",
        ),
        ("mkdocs.yml", b"a: &a [x]\nnav: [*a, *a]", 2, "The file is not YAML: references are not supported."),
        ("mkdocs.yml", b"nav: " + b"[" * 5000, 1, "The file is not YAML: ?."),
        ("f/_category_.json", b'{"label": "x",\n', 2, "The file is not JSON."),
        ("f/_category_.yml", b"label: caf\xe9", 1, "The file is not UTF-8 text. Save it as UTF-8 and import again."),
    ],
)
def test_broken_order_is_reported_while_the_pages_go_in(handbook, name, content, line, reason):
    tree = handbook.write_files({name: content, "f/a.md": "x", "b.md": "x"}).read()

    assert [(each.path, each.line, each.reason) for each in tree.problems] == [(name, line, reason)]
    assert shape(tree.root) == [("B", []), ("F", ["A"])]


@pytest.mark.parametrize(
    "text",
    [
        "- [x](../../../../etc/passwd)\n- [a](a.md)",
        "- [" * 3_000,
        "".join(f"{' ' * depth}- [a](a.md)\n" for depth in range(800)),
        "- [a](a.md)\n" * 20_000,
        "- [x](%00.md)\n- []()",
    ],
)
def test_strange_table_of_contents_harms_nothing(handbook, text):
    tree = handbook.write_files({"SUMMARY.md": text, "a.md": "x"}).read()

    assert "a.md" in [page.path for page in tree.root.children]
