"""Blocks that Markdown has no form for, in the nearest words that it has: what they say stays, their frame goes."""

from typing import Any

from cms.pages.writing.inline import Lead, escaped, portable
from cms.pages.writing.richtext import markdown_of


def items_of(value: dict[str, Any], name: str) -> list[Any]:
    """Return what stands in a list of a block, whichever way it was stored."""
    items = value.get(name) or []
    return [item["value"] if isinstance(item, dict) and "value" in item else item for item in items]


def write_accordion(value: dict[str, Any], lead: Lead) -> str:
    """Return titles in bold, each above its text."""
    return "\n\n".join(_titled(part, lead) for part in items_of(value, "parts"))


def write_steps(value: dict[str, Any], lead: Lead) -> str:
    """Return numbered titles, each above its text."""
    steps = enumerate(items_of(value, "steps"), 1)
    return "\n\n".join(_titled({**step, "title": f"{number}. {step['title']}"}, lead) for number, step in steps)


def _titled(part: dict[str, Any], lead: Lead) -> str:
    text = markdown_of(portable(str(part.get("text") or ""), lead))
    return f"**{escaped(' '.join(part['title'].split()))}**\n\n{text}".strip()


def write_figures(value: dict[str, Any]) -> str:
    """Return each figure with what it counts."""
    lines = [f"- **{escaped(one['figure'])}** {escaped(one['label'])}" for one in items_of(value, "figures")]
    return "\n".join(lines) + (f"\n\n{escaped(value['source'])}" if value.get("source") else "")


def write_link_cards(value: dict[str, Any], lead: Lead, titles: dict[int, str]) -> str:
    """Return links. A card of a page stands there when the page does."""
    lines = []
    for card in items_of(value, "cards"):
        page = card.get("page")
        if page and page not in titles:
            continue
        address = lead({"linktype": "page", "id": str(page)} if page else {"href": card.get("address") or ""})
        words = card.get("title") or titles.get(page or 0, "")
        text = f": {escaped(card['text'])}" if card.get("text") else ""
        lines.append(f"- [{escaped(words)}](<{address}>){text}" if address else "")
    return "\n".join(line for line in lines if line)


def write_people(value: dict[str, Any], people: dict[int, str]) -> str:
    """Return the names of those who are still there."""
    names = [f"- {escaped(people[key])}" for key in items_of(value, "people") if key in people]
    title = f"**{escaped(value['title'])}**\n\n" if value.get("title") and names else ""
    return title + "\n".join(names)


def write_embed(value: dict[str, Any]) -> str:
    """Return a link to what is played elsewhere."""
    return f"[{escaped(value['title'])}](<{value['address']}>)"


def people_named(blocks: list[dict[str, Any]]) -> set[int]:
    """Return the keys of the people who have a card in a body."""
    cards = (block["value"] for block in blocks if block["type"] == "people_cards")
    return {key for value in cards for key in items_of(value, "people") if isinstance(key, int)}
