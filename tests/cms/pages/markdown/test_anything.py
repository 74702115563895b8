"""Whatever a file holds: it is read or refused, nothing dangerous comes out, and no reader sees the braces of a tag."""

import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cms.pages.markdown import SiteIndex, Targets, read_tree, resolve_blocks
from cms.pages.markdown.scanning import CLOSE_MARK, OPEN_MARK

RICH_TAGS = {"p", "b", "i", "a", "ul", "ol", "li", "code", "br", "hr", "sup", "sub", "s"}
RICH_FIELDS = {
    "paragraph": lambda value: [value],
    "callout": lambda value: [value["text"]],
    "quote": lambda value: [value["text"]],
}
PIECES = st.sampled_from(
    """{% alert "A" "warning" %}|{% endalert %}|{% raw %}|{% endraw %}|{% comment %}|{% endcomment %}|{% page "/a/#b" %}|{%|%}|{{|}}
{{ site.x }}|{% image "a.png" "b" %}|{% foo "b" %}|`|```|~~~|    |- |1. |> |> [!NOTE]|# |## X|<div>|</div>|<script>|</script>|<b|"|'
<a href="javascript:alert(1)">|[a](|)|](|[x]: /y|![|**|_|~~|:::|::: tip|!!! note "x"|<table>|<td>|</table>|<!--|-->|<style>|<title>|||
|---|---||a|b||\\|&#123;%|&lt;|<your name>|<iframe src="https://example.org">|{#id}|{:.x}|---|+++|title: x|\t|<ul>|<li>|<p>|<section
<img src=x onerror=alert(1)>|data:text/html,x|{{< ref "a" >}}|{{% /alert %}}|- [ ] |{% highlight %}|{% endhighlight %}|<details>|<svg>|<h2>""".replace(
        "\n", "|"
    ).split("|")
)
TEXTS = st.lists(
    st.one_of(PIECES, PIECES, st.sampled_from([" ", "\n", "\n\n", "word"]), st.text(max_size=4)), max_size=30
).map("".join)


class Checker(HTMLParser):
    """Refuses what rich text must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        assert tag in RICH_TAGS, tag
        for name, value in attrs:
            assert tag == "a", (tag, name)
            assert name in {"href", "linktype", "id", "anchor"}, name
            assert name != "href" or re.match(r"(https?:|mailto:|tel:|//|#)", value), value
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in {"br", "hr"}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "code" not in self.open:
            self.words.append(data)


def check_words(words):
    assert not re.search(r"\{%.*?%\}", words, re.DOTALL), words


def check_rich_text(html):
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    check_words("".join(checker.words))


def check_block(block):
    kind, value = block["type"], block["value"]
    for html in RICH_FIELDS.get(kind, lambda _value: [])(value):
        check_rich_text(html)
    if kind == "table":
        for row in value["rows"]:
            assert len(row["values"]) == len(value["columns"])
            for column, cell in zip(value["columns"], row["values"], strict=True):
                (check_rich_text if column["type"] == "text" else check_words)(cell)
    plain = {"heading": ["text"], "callout": ["title"], "quote": ["source"], "image": ["caption"]}.get(kind, [])
    for name in plain:
        check_words(value[name])


def read(text):
    with tempfile.TemporaryDirectory() as parent:
        directory = Path(parent) / "handbook"
        directory.mkdir()
        (directory / "a.md").write_text(text, "utf-8", "surrogatepass", newline="")
        (directory / "a.png").write_bytes(b"x")
        tree = read_tree(directory)
        pages = list(tree.pages())
        targets = Targets({page.path: 1 for page in pages}, {"handbook/a.png": 2}, {"handbook/a.png": 3})
        return tree, [block for page in pages for block in resolve_blocks(SiteIndex(tree), page, targets)]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("{% alert %}a{% endalert %}b{% alert %}")
@example("\\{% x %}")
@example("&#123;% x %&#125;")
@example("{{% comment %}{% endcomment %}% x %}")
@example("`{% raw %}`{% endraw %}`")
@example("| {% alert %} |\n|---|\n| {% endalert %} |")
def test_any_text_is_read_or_refused_and_harmless(text):
    tree, blocks = read(text)

    for block in blocks:
        check_block(block)
    stored = json.dumps(blocks)
    assert OPEN_MARK not in stored
    assert CLOSE_MARK not in stored
    assert "data-ref" not in stored
    assert len({block["id"] for block in blocks}) == len(blocks)
    for page in tree.pages():
        check_words(page.title + page.summary)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "a.md").write_bytes(data)
        tree = read_tree(Path(directory))

    assert len(tree.problems) + len(tree.moved) + len([page for page in tree.pages() if page.file]) == 1


def test_giant_texts_are_read_and_nothing_of_them_is_doubled():
    """Whoever reads them in a time that grows with their square keeps the whole suite waiting."""
    for text in (
        "word " * 100_000,
        "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|b\n" * 60,
        "*a " * 20_000,
        "**" * 50_000,
        "<b>" * 50 + "x",
        "<a " * 10_000,
        "`" * 10_000 + " " + "`" * 9_999,
        "{% " * 5_000,
        "{{ " * 5_000,
        "{% alert %}\n" * 500,
        "{% alert %}\n" * 40 + "x\n" + "{% endalert %}\n" * 40,
        "![" * 2_000,
        "<!-- " * 5_000,
        "&" * 50_000,
    ):
        _tree, blocks = read(text)

        stored = json.dumps(blocks, ensure_ascii=False)
        assert stored.count("word") <= text.count("word")
        assert len(stored) < 80 * len(text) + 1_000
        for block in blocks:
            check_block(block)
