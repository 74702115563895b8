"""Each dialect's way to write what Markdown has no form for."""

import pytest

from cms.pages.markdown import read_tree
from tests.cms.pages.importing import write


def page_of(directory, text):
    write(directory, {"a.md": text})
    (page,) = read_tree(directory).root.children
    return page


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        (":::note\nText\n:::", "info", ""),
        (":::warning[Be careful]\nText\n:::", "warning", "Be careful"),
        ("::: tip Container\nText\n:::", "tip", "Container"),
        ('!!! danger "Stop"\n    Text', "important", "Stop"),
        ('???+ note "Folded"\n    Text', "info", "Folded"),
        ("> [!CAUTION]\n> Text", "warning", ""),
        ('{% hint style="danger" %}\nText\n{% endhint %}', "important", ""),
    ],
)
def test_callouts_of_all_dialects_are_callouts(tmp_path, text, kind, title):
    page = page_of(tmp_path, text)

    assert [block["value"] for block in page.blocks] == [{"kind": kind, "title": title, "text": "<p>Text</p>"}]
    assert page.notes == []


def test_unknown_container_stays_readable_and_is_listed(tmp_path):
    page = page_of(tmp_path, "Before\n\n:::spoiler\nKept\n:::")

    assert [block["value"] for block in page.blocks] == ["<p>Before</p><p>:::spoiler Kept :::</p>"]
    assert [(note.line, note.text) for note in page.notes] == [(3, "Unknown syntax: :::spoiler")]


@pytest.mark.parametrize(
    "text",
    [
        '=== "Linux"\n\n    Use apt.\n\n=== "Mac"\n\n    Use brew.',
        '{% tabs %}\n{% tab title="Linux" %}\n\nUse apt.\n\n{% endtab %}\n\n{% tab title="Mac" %}\n\nUse brew.\n\n'
        "{% endtab %}\n{% endtabs %}",
    ],
)
def test_tabs_keep_their_titles(tmp_path, text):
    page = page_of(tmp_path, text)

    assert [block["value"] for block in page.blocks] == [
        "<p><b>Linux</b></p><p>Use apt.</p><p><b>Mac</b></p><p>Use brew.</p>"
    ]
    assert page.notes == []


def test_footnotes_stand_below_and_terms_above_their_meaning(tmp_path):
    page = page_of(tmp_path, "A claim[^why].\n\nTerm\n: Meaning\n\n[^why]: Because.")

    assert [block["value"] for block in page.blocks] == [
        "<p>A claim<sup>[1]</sup>.</p><p><b>Term</b></p><p>Meaning</p><hr/><ol><li>Because.</li></ol>"
    ]


def test_heading_keeps_the_id_in_braces(tmp_path):
    page = page_of(tmp_path, "## Part {#own-id}")

    assert page.blocks[0]["value"] == {"text": "Part", "level": "2", "anchor": "own-id"}


def test_position_in_the_sidebar_is_the_order(tmp_path):
    write(tmp_path, {"a.md": "---\nsidebar_position: 2\n---\nx", "b.md": "---\nsidebar_position: 1\n---\nx"})

    assert [page.path for page in read_tree(tmp_path).root.children] == ["b.md", "a.md"]
