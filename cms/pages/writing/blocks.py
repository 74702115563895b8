"""The blocks of a body as Markdown, one small function for each kind; a kind that nobody taught is written as it is drawn."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.utils.text import slugify

from cms.pages.markdown.cleaning import clean
from cms.pages.markdown.nodes import Node
from cms.pages.writing import cards
from cms.pages.writing.checking import Shape, reads_as
from cms.pages.writing.inline import Lead, escaped, html_of, line_of, portable
from cms.pages.writing.richtext import markdown_of, plain_html_of

ALERTS = {"info": "NOTE", "tip": "TIP", "warning": "WARNING", "important": "IMPORTANT"}
DIVIDER = "<!-- -->"


@dataclass
class Names:
    """Where links lead, and what pictures and documents are called beside the file that is being written."""

    lead: Lead
    images: dict[int, str] = field(default_factory=dict)
    documents: dict[int, tuple[str, str]] = field(default_factory=dict)
    title: str = ""
    #: The titles of the pages that cards may show, and the names of people.
    pages: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        return {*self.images.values(), *(name for name, _title in self.documents.values())}


@dataclass
class Written:
    """What a block becomes: the ways to write it, the plainest first, and what reading it must give."""

    ways: list[str]
    meant: Shape


def write_body(blocks: Iterable[dict[str, Any]], names: Names, draw: Callable[[dict[str, Any]], str]) -> str:
    """Return a body as Markdown. `draw` shows a block of an unknown kind as HTML."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        writer = WRITERS.get(block["type"])
        written = writer(block["value"], names) if writer else Written([_drawn(draw(block), names)], [])
        text = _chosen(written, names).strip("\n")
        if not text:
            continue
        if _would_join(before, text):
            parts.append(DIVIDER)
        parts.append(text)
        before = text
    return "\n\n".join(parts) + ("\n" if parts else "")


def _chosen(written: Written, names: Names) -> str:
    """Return the plainest way that reads back as it was meant; the last when none does."""
    ways = [way for way in written.ways if way]
    for way in ways[:-1]:
        if reads_as(way, written.meant, names.files, names.title):
            return way
    return ways[-1] if ways else ""


def _would_join(before: str, text: str) -> bool:
    """Say whether two pieces would become one: lists, quotes."""
    starts = [re.match(r"(?:[-*]|\d+\.|>)", piece) for piece in (_last_line(before), text)]
    return all(starts) and bool(before)


def _last_line(text: str) -> str:
    last = text.rpartition("\n\n")[2]
    return last if last.startswith(">") else last.partition("\n")[0]


def _paragraph(value: Any, names: Names) -> Written:
    root = portable(str(value), names.lead)
    return Written([markdown_of(root), plain_html_of(root)], [("paragraph", html_of(root.children))])


def _heading(value: Any, names: Names) -> Written:
    text, anchor = " ".join(value["text"].split()), value.get("anchor") or slugify(value["text"])
    level = int(value["level"])
    meant: Shape = [("heading", {"text": text, "level": value["level"], "anchor": anchor})]
    signs = "#" * level
    words = re.sub(r"(#+)$", r"\\\1", line_of([text]))
    return Written(
        [
            f"{signs} {words}",
            f"{signs} {words} {{#{anchor}}}",
            f'<h{level} id="{escape(anchor)}">{html_of([text])}</h{level}>',
        ],
        meant,
    )


def _image(value: Any, names: Names) -> Written:
    picture = value["picture"]
    name = names.images.get((picture or {}).get("image") or 0)
    if name is None:
        return Written([""], [])
    words = " ".join((picture.get("alt_text") or "").split()) if not picture.get("decorative") else ""
    caption = " ".join((value.get("caption") or "").split())
    meant: Shape = [
        (
            "image",
            {"picture": {"image": name, "alt_text": words, "decorative": not words}, "caption": caption},
        )
    ]
    title = f' "{escaped(caption).replace(chr(34), chr(92) + chr(34))}"' if caption else ""
    html = f'<p><img src="{escape(name)}" alt="{_attribute(words)}" title="{_attribute(caption)}"></p>'
    return Written([f"![{escaped(words)}](<{name}>{title})", html], meant)


def _attribute(text: str) -> str:
    return escape(text).replace("{", "&#123;").replace("}", "&#125;")


def _callout(value: Any, names: Names) -> Written:
    root = portable(str(value["text"]), names.lead)
    kind, title = value["kind"], " ".join((value.get("title") or "").split())
    meant: Shape = [("callout", {"kind": kind, "title": title, "text": html_of(root.children)})]
    head = f"[!{ALERTS.get(kind, 'NOTE')}]{f' {title}' if title else ''}"
    ways = [_quoted(f"{head}\n{body}" if body else head) for body in (markdown_of(root), f"\n{plain_html_of(root)}")]
    boxes = [f"::: {kind} {title}\n{body}\n:::" for body in (markdown_of(root), plain_html_of(root))]
    return Written([*ways, *boxes], meant)


def _quote(value: Any, names: Names) -> Written:
    root = portable(str(value["text"]), names.lead)
    source = " ".join((value.get("source") or "").split())
    meant: Shape = [("quote", {"text": html_of(root.children), "source": source})]
    tails = (f"\n\n— {escaped(source)}", f"\n\n<p>— {html_of([source])}</p>") if source else ("", "")
    bodies = (markdown_of(root), plain_html_of(root))
    return Written([_quoted(body + tail) for body, tail in zip(bodies, tails, strict=True)], meant)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(value: Any, names: Names) -> Written:
    columns = value["columns"]
    kinds = [column["type"] for column in columns]
    headings = [" ".join((column.get("heading") or "").split()) for column in columns]
    rows = [
        [_cell(kind, cell, names) for kind, cell in zip(kinds, row["values"], strict=False)] for row in value["rows"]
    ]
    said = [
        {
            "values": [
                str(cell) if kind == "number" else html_of(root.children)
                for kind, (cell, root) in zip(kinds, row, strict=False)
            ]
        }
        for row in rows
    ]
    caption = " ".join((value.get("caption") or "").split())
    meant: Shape = [
        (
            "table",
            {
                "caption": "",
                "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=True)],
                "rows": said,
            },
        )
    ]
    above = f"**{escaped(caption)}**\n\n" if caption else ""
    ways = [above + way for way in (_piped(headings, rows), _table_html(headings, rows))]
    return Written(ways, [("paragraph", f"<p><b>{html_of([caption])}</b></p>"), *meant] if caption else meant)


def _cell(kind: str, cell: Any, names: Names) -> tuple[str, Node]:
    text = "" if cell is None else str(cell)
    return text, Node("root", {}, [text]) if kind == "number" else portable(text, names.lead)


def _piped(headings: list[str], rows: list[list[tuple[str, Node]]]) -> str:
    lines = [[escaped(heading) for heading in headings], ["---"] * len(headings)]
    lines.extend([_inline_cell(root) for _text, root in row] for row in rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _inline_cell(root: Node) -> str:
    inner = [child for node in root.children for child in ([node] if isinstance(node, str) else node.children)]
    return line_of(inner)


def _table_html(headings: list[str], rows: list[list[tuple[str, Node]]]) -> str:
    head = "".join(f"<th>{html_of([heading])}</th>" for heading in headings)
    lines = ["".join(f"<td>{_flat(html_of(root.children))}</td>" for _text, root in row) for row in rows]
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _flat(html: str) -> str:
    return html.replace("\n", " ")


def _code(value: Any, names: Names) -> Written:
    code, language = value["code"].strip("\n"), (value.get("language") or "").split(" ")[0]
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", code)), default=0))
    shown = html_of([code]).replace("\n", "&#10;")
    return Written(
        [f"{fence}{language}\n{code}\n{fence}", f'<pre><code class="language-{escape(language)}">{shown}</code></pre>'],
        [("code", {"language": language, "code": code})],
    )


def _documents(value: Any, names: Names) -> Written:
    keys = [item["value"] if isinstance(item, dict) else item for item in value["documents"]]
    known = [names.documents[key] for key in keys if key in names.documents]
    items = [{"type": "item", "value": name} for name, _title in known]
    links = "\n\n".join(f"[{escaped(title)}](<{name}>)" for name, title in known)
    title = " ".join((value.get("title") or "").split())
    head = f"**{escaped(title)}**\n\n" if title and known else ""
    return Written([head + links], [("documents", {"title": "", "documents": items})])


def _drawn(html: str, names: Names) -> str:
    """Return a block that is drawn as HTML which Markdown can hold."""
    flat = re.sub(r"\s*\n\s*", " ", clean(html)).replace("{", "&#123;").replace("}", "&#125;")
    return flat.strip()


WRITERS: dict[str, Callable[[Any, Names], Written]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "image": _image,
    "callout": _callout,
    "quote": _quote,
    "table": _table,
    "code": _code,
    "documents": _documents,
    "accordion": lambda value, names: Written([cards.write_accordion(value, names.lead)], []),
    "steps": lambda value, names: Written([cards.write_steps(value, names.lead)], []),
    "key_figures": lambda value, _names: Written([cards.write_figures(value)], []),
    "link_cards": lambda value, names: Written([cards.write_link_cards(value, names.lead, names.pages)], []),
    "people_cards": lambda value, names: Written([cards.write_people(value, names.people)], []),
    "embed": lambda value, _names: Written([cards.write_embed(value)], []),
}
