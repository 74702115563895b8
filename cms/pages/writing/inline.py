"""Running text as Markdown, or as HTML where Markdown has no words for it."""

import re
from collections.abc import Callable, Sequence
from html import escape

from cms.pages.markdown.nodes import Node, parse

SPECIAL = re.compile(r"([\\`*_\[\]<>{}|~])")
ENTITY = re.compile(r"&(?=#?\w+;)")
AT_START = re.compile(r"^(\s*)([-+=#:!>]|\d{1,9}(?=[.)]))")
SAME = {"strong": "b", "em": "i", "del": "s", "strike": "s"}
EMPHASIS = {"b": "**", "i": "*"}
Children = Sequence["Node | str"]
#: Where a link leads, or None when only its words may be shown.
Lead = Callable[[dict[str, str]], str | None]


def portable(html: str, lead: Lead) -> Node:
    """Return rich text as a tree in which links lead to where a file can lead."""
    root = parse(html)
    _settle(root, lead)
    return root


def _settle(node: Node, lead: Lead) -> None:
    settled: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            settled.append(child)
            continue
        _settle(child, lead)
        child.tag = SAME.get(child.tag, child.tag)
        target = lead(child.attrs) if child.tag == "a" else None
        child.attrs = {"href": target} if target else {}
        settled.extend(child.children if child.tag == "a" and not target else [child])
    node.children = _joined(settled)


def _joined(children: Children) -> list["Node | str"]:
    joined: list[Node | str] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    return joined


def html_of(children: Children) -> str:
    """Return a tree as HTML that is safe from Markdown and from the tags of site generators."""
    return "".join(_html(child) for child in children)


def _html(child: Node | str) -> str:
    if isinstance(child, str):
        return escape(child, quote=False).replace("{", "&#123;").replace("}", "&#125;")
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in child.attrs.items())
    if child.tag in {"br", "hr"}:
        return f"<{child.tag}>"
    return f"<{child.tag}{attrs}>{html_of(child.children)}</{child.tag}>"


def escaped(text: str) -> str:
    """Return words that mean nothing to Markdown."""
    return ENTITY.sub("&amp;", SPECIAL.sub(r"\\\1", text)).replace("%\\}", "\\%\\}").replace("\\{%", "\\{\\%")


def line_of(children: Children) -> str:
    """Return inline children as one line of Markdown that begins no list and no heading."""
    line = "".join(_inline(child, children, at) for at, child in enumerate(children)).replace("\n", " ")
    return AT_START.sub(lambda found: found[1] + _without_meaning(found[2]), line)


def _without_meaning(start: str) -> str:
    return start if start.isdecimal() else f"\\{start}"


def number_escaped(line: str) -> str:
    """Return a line that begins with a number as one that begins no list."""
    return re.sub(r"^(\s*\d{1,9})([.)])", r"\1\\\2", line)


def _inline(child: Node | str, around: Children, at: int) -> str:
    if isinstance(child, str):
        return escaped(child)
    if child.tag == "br":
        return "<br>"
    if child.tag == "code":
        return _code(child.text())
    inner = "".join(_inline(each, child.children, place) for place, each in enumerate(child.children))
    if child.tag == "a":
        return f"[{inner}]({_address(child.attrs['href'])})"
    sign = EMPHASIS.get(child.tag, "")
    if sign and _stands_alone(child.text(), around, at):
        return f"{sign}{inner}{sign}"
    return f"<{child.tag}>{inner}</{child.tag}>"


def _stands_alone(text: str, around: Children, at: int) -> bool:
    """Say whether words can be set off with asterisks: space outside, none inside."""
    before = around[at - 1] if at else " "
    after = around[at + 1] if at + 1 < len(around) else " "
    if not (isinstance(before, str) and isinstance(after, str)):
        return False
    return text[:1].isalnum() and text[-1:].isalnum() and not before[-1:].isalnum() and not after[:1].isalnum()


def _address(address: str) -> str:
    if re.fullmatch(r"[\w./#:?=&%@,+~-]+", address) and "&" not in address:
        return address
    inside = re.sub(r"([\\<>])", r"\\\1", address).replace("&", "&amp;")
    return f"<{inside}>"


def _code(text: str) -> str:
    if not text.strip() or "\n" in text or text != text.strip():
        return f"<code>{escape(text, quote=False)}</code>"
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
