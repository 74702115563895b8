import pytest


def test_text_of_one_kind_is_one_block(blocks_of):
    text = "One **b** *i* `c` ~~s~~ H<sub>2</sub>O x<sup>2</sup>  \nnext\n\n- a\n  - b\n- [ ] open\n- [x] done\n\n---\n\n1. x\n2. y"

    assert blocks_of(text) == [
        (
            "paragraph",
            "<p>One <b>b</b> <i>i</i> <code>c</code> <s>s</s> H<sub>2</sub>O x<sup>2</sup><br/>next</p>"
            "<ul><li>a<ul><li>b</li></ul></li><li>☐ open</li><li>☑ done</li></ul><hr/><ol><li>x</li><li>y</li></ol>",
        )
    ]


def test_headings_have_levels_and_anchors_of_their_own(blocks_of):
    blocks = blocks_of(
        "# Page\n\n# Other\n\n## What's *new* in `x`?\n\n### A & B\n\n##### Deep\n\n## What's new in x\n\n## 漢字"
    )

    assert [value for _kind, value in blocks] == [
        {"text": "Other", "level": "2", "anchor": "other"},
        {"text": "What's new in x?", "level": "2", "anchor": "whats-new-in-x"},
        {"text": "A & B", "level": "3", "anchor": "a-b"},
        {"text": "Deep", "level": "4", "anchor": "deep"},
        {"text": "What's new in x", "level": "2", "anchor": "whats-new-in-x-1"},
        {"text": "漢字", "level": "2", "anchor": "section"},
    ]


def test_heading_may_name_its_anchor(blocks_of):
    blocks = blocks_of('## Set up {#first}\n\n## More {: #second .x }\n\n<h2 id="third">Third</h2>')

    assert [value["anchor"] for _kind, value in blocks] == ["first", "second", "third"]
    assert [value["text"] for _kind, value in blocks] == ["Set up", "More", "Third"]


def test_link_in_a_heading_stands_below_it(blocks_of):
    assert blocks_of("## See [it](https://example.org/)") == [
        ("heading", {"text": "See it", "level": "2", "anchor": "see-it"}),
        ("paragraph", '<p><a href="https://example.org/">it</a></p>'),
    ]


def test_numbered_list_that_a_block_interrupts_keeps_its_numbers(blocks_of):
    blocks = blocks_of("1. one\n\n   ```sh\n   ls\n   ```\n2. two\n   - sub\n\n| a |\n|---|\n\n3. three\n4. four")

    assert blocks == [
        ("paragraph", "<p>1. one</p>"),
        ("code", {"language": "sh", "code": "ls"}),
        ("paragraph", "<p>2. two</p><ul><li>sub</li></ul>"),
        ("table", {"caption": "", "columns": [{"type": "text", "heading": "a"}], "rows": []}),
        ("paragraph", "<p>3. three</p><p>4. four</p>"),
    ]


def test_picture_in_a_sentence_stands_between_its_halves(blocks_of, handbook):
    handbook.write_files({"a.png": b"x"})

    assert blocks_of('**Click ![the target](a.png "Caption") twice**') == [
        ("paragraph", "<p><b>Click </b></p>"),
        ("image", {"picture": {"image": 1, "alt_text": "the target", "decorative": False}, "caption": "Caption"}),
        ("paragraph", "<p><b> twice</b></p>"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "![Alt](_img/a.png)",
        '{% image "_img/a.png" "Alt" %}',
        '{% image_with_class "_img/a.png" "wide" "Alt" %}',
        '<img src="../_img/a.png" alt="Alt" onerror="x()">',
        '{{< figure src="_img/a.png" alt="Alt" >}}',
        "![Alt][pic]\n\n[pic]: /_img/a.png",
    ],
)
def test_picture_of_each_dialect_is_found_beside_the_directory(blocks_of, handbook, text):
    handbook.write_files({"../_img/a.png": b"x"})

    assert blocks_of(text) == [
        ("image", {"picture": {"image": 1, "alt_text": "Alt", "decorative": False}, "caption": ""})
    ]


def test_picture_without_words_is_decorative(blocks_of, handbook):
    handbook.write_files({"a.png": b"x"})

    assert blocks_of("![](a.png)")[0][1]["picture"]["decorative"] is True


def test_picture_that_is_missing_leaves_its_words(blocks_of, notes_of):
    assert blocks_of("![The harbour](no.png)") == [("paragraph", "<p><i>The harbour</i></p>")]
    assert notes_of("\n![The harbour](no.png)") == [
        (2, "The picture “no.png” is not there; its description stands in its place.")
    ]


def test_picture_on_another_site_is_a_link(blocks_of, notes_of):
    assert blocks_of("![Comic](https://example.org/c.png)") == [
        ("paragraph", '<p><a href="https://example.org/c.png">Comic</a></p>')
    ]


def test_picture_outside_the_parent_is_not_read(blocks_of, tmp_path, handbook):
    (tmp_path.parent / "secret.png").write_bytes(b"x")

    assert blocks_of("![Secret](../../secret.png)") == [("paragraph", "<p><i>Secret</i></p>")]


def test_caption_follows_its_picture(blocks_of, handbook):
    handbook.write_files({"a.png": b"x"})

    assert blocks_of("<figure><img src=a.png alt=A><figcaption>The <b>caption</b></figcaption></figure>") == [
        ("image", {"picture": {"image": 1, "alt_text": "A", "decorative": False}, "caption": "The caption"})
    ]


def test_table_knows_its_numbers(blocks_of):
    blocks = blocks_of(
        "| Item | Price | Note |\n|:--|--:|---|\n| a | 1,000.50 € | [x](https://example.org) |\n| b | | 12 |"
    )

    assert blocks == [
        (
            "table",
            {
                "caption": "",
                "columns": [
                    {"type": "text", "heading": "Item"},
                    {"type": "number", "heading": "Price"},
                    {"type": "text", "heading": "Note"},
                ],
                "rows": [
                    {"values": ["<p>a</p>", "1,000.50 €", '<p><a href="https://example.org">x</a></p>']},
                    {"values": ["<p>b</p>", "", "<p>12</p>"]},
                ],
            },
        )
    ]


def test_table_with_crooked_rows_is_padded(blocks_of):
    ((_kind, value),) = blocks_of("<table><tr><td colspan=2>a<td>b<tr><td>c</table>")

    assert [row["values"] for row in value["rows"]] == [["<p>a</p>", "", "<p>b</p>"], ["<p>c</p>", "", ""]]


def test_picture_in_a_table_stands_below_it(blocks_of, handbook):
    handbook.write_files({"a.png": b"x"})

    assert [kind for kind, _value in blocks_of("| a |\n|---|\n| see ![A](a.png) |")] == ["table", "image"]


def test_quote_names_its_source(blocks_of):
    assert blocks_of("> Some words\n>\n> — Ada, *writer*") == [
        ("quote", {"text": "<p>Some words</p>", "source": "Ada, writer"})
    ]


def test_file_that_stands_alone_is_offered_and_in_a_sentence_linked(blocks_of, handbook):
    handbook.write_files({"files/a.pdf": b"x", "files/b.pdf": b"y"})
    blocks = blocks_of('[First](files/a.pdf)\n\n[Second]({% download "files/b.pdf" %})\n\nSee [it](files/a.pdf).')

    assert [kind for kind, _value in blocks] == ["documents", "paragraph"]
    assert [item["value"] for item in blocks[0][1]["documents"]] == [1, 2]
    assert blocks[1][1] == '<p>See <a linktype="document" id="1">it</a>.</p>'


def test_raw_html_is_cleaned(blocks_of, notes_of):
    text = (
        '<div class="x" onclick="y()">Hello <b style="c">you</b></div>\n\n<style>p{}</style>\n\n<script>alert(1)</script>\n\n'
        'in <script>alert(2)</script> line <a href="https://example.org" onclick="z()">ok</a>\n\n'
        '<iframe src="https://example.org/film"></iframe>\n\nType <your name> here'
    )

    assert blocks_of(text) == [
        (
            "paragraph",
            '<p>Hello <b>you</b></p><p>in line <a href="https://example.org">ok</a></p>'
            '<p><a href="https://example.org/film">https://example.org/film</a></p><p>Type &lt;your name&gt; here</p>',
        )
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "&#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "{{ 'javascript:alert(1)' }}",
    ],
)
def test_dangerous_address_is_taken_off_and_listed(blocks_of, notes_of, address):
    for text in (f'<a href="{address}">words</a>', f"[words](<{address}>)"):
        assert blocks_of(text) == [("paragraph", "<p>words</p>")]
        assert "is not followed" in notes_of(text)[0][1]


def test_half_open_html_does_not_swallow_the_rest(blocks_of):
    text = '<div title="x>\n\nOne\n\n<textarea>\n\nTwo\n\n<title>\n\nThree <select> four'

    words = str(blocks_of(text))

    assert all(word in words for word in ("One", "Two", "Three", "four"))


def test_details_keep_summary_and_content(blocks_of):
    assert blocks_of("<details><summary>More</summary>\n\nInside\n\n</details>") == [
        ("paragraph", "<p><b>More</b></p><p>Inside</p>")
    ]


def test_ids_stay_when_another_block_changes(handbook):
    text = "# T\n\nOne\n\n## A\n\nSame\n\n## B\n\nSame\n"
    before = [block["id"] for block in handbook.write(page=text).blocks("page.md")]
    again = [block["id"] for block in handbook.blocks("page.md")]
    after = [block["id"] for block in handbook.write(page=text.replace("One", "[One](other.md) two")).blocks("page.md")]

    assert before == again
    assert len(set(before)) == len(before)
    assert before[1:] == after[1:]
    assert before[0] != after[0]
