import os

import pytest

from cms.pages.markdown import read_tree


def shape(page):
    return (page.slug, page.title, [shape(child) for child in page.children])


def test_folders_become_pages(handbook):
    handbook.write_files(
        {
            "index.md": "# The handbook\n\nText",
            "about_us.md": "text",
            "tools/README.md": "---\ntitle: Our tools\n---\n",
            "tools/slack.md": "# Slack",
            "tools/slack/records.md": "text",
            "empty/picture.png": "x",
            "no-text/deep/page.md": "text",
            "_includes/part.md": "no",
            ".git/x.md": "no",
        }
    )

    tree = handbook.read()

    assert tree.problems == []
    assert shape(tree.root) == (
        "handbook",
        "The handbook",
        [
            ("about_us", "About us", []),
            ("no-text", "No text", [("deep", "Deep", [("page", "Page", [])])]),
            ("tools", "Our tools", [("slack", "Slack", [("records", "Records", [])])]),
        ],
    )


def test_file_named_like_its_folder_is_the_folders_text(handbook):
    tree = handbook.write_files({"guide/guide.md": "# The guide", "guide/a.md": "text"}).read()

    assert shape(tree.root)[2] == [("guide", "The guide", [("a", "A", [])])]


def test_two_files_that_want_one_slug_name_each_other(handbook):
    tree = handbook.write_files({"a b.md": "one", "a-b.md": "two", "a/index.md": "x", "a/readme.md": "y"}).read()

    assert [page.path for page in tree.root.children] == ["a/", "a b.md"]
    assert [(problem.path, problem.reason) for problem in tree.problems] == [
        ("a-b.md", "“a b.md” already has the address “a-b”; two pages cannot share one. Rename one of the files."),
        (
            "a/readme.md",
            "“a/index.md” already has the address “a”; two pages cannot share one. Rename one of the files.",
        ),
    ]


def test_front_matter_is_understood(handbook):
    page = handbook.write(
        page="---\ntitle: 'A: b'\ndescription: |\n  Short\n  text\npublished: false\ntags: [x, y]\nowner: Ada\n"
        "redirect_from: /old/\npermalink: /here/\ndate: 2024-05-01\n---\n# Heading\n\ntext"
    ).page("page.md")

    assert (page.title, page.summary, page.draft, page.tags) == ("A: b", "Short text", True, ["x", "y"])
    assert (page.redirect_from, page.permalink) == (("/old/",), "/here/")
    assert page.extra == {"owner": "Ada", "date": "2024-05-01"}


@pytest.mark.parametrize(("text", "draft"), [("draft: true", True), ("draft: 'no'", False), ("published: true", False)])
def test_draft_is_what_the_front_matter_says(handbook, text, draft):
    assert handbook.write(page=f"---\n{text}\n---\nx").page("page.md").draft is draft


def test_front_matter_in_toml_is_understood(handbook):
    assert handbook.write(page='+++\ntitle = "Toml"\n+++\nx').page("page.md").title == "Toml"


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (
            b"---\ntitle: [broken\n---\ntext",
            "The front matter is not YAML: expected ',' or ']', but got '<stream end>'.",
            3,
        ),
        (b"---\n- a\n- b\n---\ntext", "The front matter is not a list of names and values.", 1),
        (b"---\ntitle: x\ntext", "The front matter is never closed: a line of its own with --- is missing.", 1),
        (b"---\na: &x [1]\nb: *x\n---\n", "The front matter is not YAML: references are not supported.", 3),
        (b"---\ndate: 2024-99-99\n---\n", "The front matter is not YAML.", 1),
        (b"---\na: " + b"[" * 5000 + b"\n---\n", "The front matter is not YAML.", 1),
        (b"---js\n{}\n---\n", "Front matter in “js” is not supported; use YAML.", 1),
        (b"one\ncaf\xe9", "The file is not UTF-8 text. Save it as UTF-8 and import again.", 2),
        (b"one\n\0", "The file contains NUL characters, so it is not a text.", 2),
        (b"x" * 3_000_000, "The file has 3.0 MB; a page may have 2 MB at most. Split it into several pages.", None),
        (b"- " * 10_000 + b"x", "Lists, quotes or tags are nested more than 90 levels deep.", None),
        (b"> " * 10_000 + b"x", "Lists, quotes or tags are nested more than 90 levels deep.", None),
        (b"<ul><li>" * 10_000, "Lists, quotes or tags are nested more than 90 levels deep.", None),
        (b"<div>\n\n" * 1_000, "Lists, quotes or tags are nested more than 90 levels deep.", None),
        (b"x\n\n```\ny\n```\n\n" * 3_000, "The page has more than 5000 parts. Split it into several pages.", None),
        (b"[" * 10_000, "One paragraph holds more than 5000 square brackets.", None),
    ],
)
def test_broken_file_is_reported_while_the_others_go_in(handbook, content, reason, line):
    tree = handbook.write(broken=content, good="text").read()

    assert [(problem.path, problem.reason, problem.line) for problem in tree.problems] == [("broken.md", reason, line)]
    assert [page.path for page in tree.root.children] == ["good.md"]


def test_file_that_cannot_be_read_is_reported(handbook):
    os.symlink("nowhere.md", handbook.directory / "gone.md")

    tree = handbook.read()

    assert [problem.path for problem in tree.problems] == ["gone.md"]


def test_link_out_of_the_directory_is_left_out(handbook, tmp_path):
    (tmp_path / "secret.md").write_text("secret")
    os.symlink(tmp_path / "secret.md", handbook.directory / "a.md")
    os.symlink(tmp_path, handbook.directory / "loop")

    tree = handbook.read()

    assert tree.root.children == []
    assert [problem.path for problem in tree.left_out] == ["a.md", "loop"]


def test_other_formats_are_left_out_with_a_reason(handbook):
    tree = handbook.write_files({"index.html": "x", "sitemap.xml.njk": "x", "a.png": "x"}).read()

    assert [(problem.path, problem.reason) for problem in tree.left_out] == [
        ("index.html", "It is not Markdown: templates and other formats are not imported."),
        ("sitemap.xml.njk", "It is not Markdown: templates and other formats are not imported."),
    ]


def test_path_that_is_no_directory_is_refused(tmp_path):
    with pytest.raises(NotADirectoryError):
        read_tree(tmp_path / "nothing")


def test_every_file_is_told(handbook):
    told: list[str] = []
    handbook.write_files({"a.md": "x", "b/c.md": b"\xff"})

    read_tree(handbook.directory, on_file=told.append)

    assert told == ["a.md", "b/c.md"]
