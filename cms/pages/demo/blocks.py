"""Blocks of the demo's pages that Markdown has no words for."""

from collections.abc import Callable
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model

from cms.pages.demo.tree import Tree

Raw = dict[str, Any]


def add_blocks(rows: list[Raw], tree: Tree, language: str) -> None:
    """Put blocks at the end of pages, as if they had stood there from the first version on."""
    for row in rows:
        page = tree.page(row["path"])
        blocks = [
            {"type": kind, "value": VALUES[kind](said, tree), "id": str(uuid5(NAMESPACE_URL, f"{row['path']}{kind}"))}
            for each in row.get(language, [])
            for kind, said in each.items()
        ]
        page.body = [*page.body.get_prep_value(), *blocks]
        page.save()
        first = page.latest_revision
        first.content |= {"body": page.serializable_data()["body"]}
        first.save()


def _items(values: list[Any]) -> list[Raw]:
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, f"{position}{value}"))}
        for position, value in enumerate(values)
    ]


def _titled(said: list[list[str]]) -> list[Raw]:
    return _items([{"title": title, "text": f"<p>{escape(text, quote=False)}</p>"} for title, text in said])


def _figures(said: Raw, _tree: Tree) -> Raw:
    figures = [{"figure": str(figure), "label": label} for figure, label in said["figures"]]
    return {"figures": _items(figures), "source": said["source"]}


def _people(said: Raw, _tree: Tree) -> Raw:
    known = {person.username: person.pk for person in get_user_model().objects.filter(username__in=said["people"])}
    return {"title": said["title"], "people": _items([known[name] for name in said["people"]])}


def _links(said: list[str], tree: Tree) -> Raw:
    return {"cards": _items([{"page": tree.page(path).pk, "address": "", "title": "", "text": ""} for path in said])}


VALUES: dict[str, Callable[[Any, Tree], Raw]] = {
    "key_figures": _figures,
    "steps": lambda said, _tree: {"steps": _titled(said)},
    "accordion": lambda said, _tree: {"parts": _titled(said)},
    "people_cards": _people,
    "link_cards": _links,
}
