"""The part above a page's text: names and values in YAML (or TOML), read without trusting it."""

import datetime
import re
import tomllib
from dataclasses import dataclass, field
from math import inf
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.markdown.plain_yaml import NotYamlError, values_of
from cms.pages.markdown.source import FileRefusedError

MAX_CHARACTERS = 64_000
OPENING = re.compile(r"\A(---|\+\+\+)(\w*)[ \t]*\n")
KNOWN = frozenset(
    {"title", "description", "summary", "excerpt", "draft", "published", "redirect_from", "redirect_to", "permalink"}
    | {
        "aliases",
        "tags",
        "slug",
        "url",
        "image",
        "picture",
        "cover",
        "order",
        "weight",
        "nav_order",
        "sidebar_position",
    }
)
DEEPEST_EXTRA = 5
LARGEST_ORDER = 1_000_000


@dataclass
class FrontMatter:
    """What a file says about its page, with the values in the types that we use."""

    title: str = ""
    summary: str = ""
    draft: bool = False
    picture: str = ""
    order: float = inf
    permalink: str = ""
    redirect_from: tuple[str, ...] = ()
    redirect_to: str = ""
    tags: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


def split(text: str) -> tuple[FrontMatter, str, int]:
    """Return the front matter, the text below it, and how many lines stand above that text."""
    opening = OPENING.match(text)
    if not opening:
        return FrontMatter(), text, 0
    fence, language = opening.groups()
    closing = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(text, opening.end())
    if closing is None:
        raise FileRefusedError(
            _("The front matter is never closed: a line of its own with %(fence)s is missing.") % {"fence": fence}, 1
        )
    if closing.start() - opening.end() > MAX_CHARACTERS:
        raise FileRefusedError(_("The front matter is longer than a page's front matter can be."), 1)
    if language not in {"", "yaml", "yml", "toml"}:
        raise FileRefusedError(
            _("Front matter in “%(language)s” is not supported; use YAML.") % {"language": language}, 1
        )
    source = text[opening.end() : closing.start()]
    values = _load_toml(source) if fence == "+++" or language == "toml" else _load_yaml(source)
    return _understand(values), text[closing.end() + 1 :], text.count("\n", 0, closing.end()) + 1


def _load_yaml(source: str) -> dict[str, Any]:
    try:
        return _mapping(values_of(source))
    except NotYamlError as error:
        if not error.why:
            raise FileRefusedError(_("The front matter is not YAML."), 1) from error
        # The fence stands above it.
        line = error.line + 1 if error.line else None
        raise FileRefusedError(_("The front matter is not YAML: %(why)s.") % {"why": error.why}, line) from error


def _load_toml(source: str) -> dict[str, Any]:
    try:
        return _mapping(tomllib.loads(source))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise FileRefusedError(_("The front matter is not TOML."), 1) from error


def _mapping(values: Any) -> dict[str, Any]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise FileRefusedError(_("The front matter is not a list of names and values."), 1)
    return {str(name): value for name, value in values.items()}


def _understand(values: dict[str, Any]) -> FrontMatter:
    described = (plain(values.get(name)) for name in ("description", "summary", "excerpt"))
    addresses = [*texts(values.get("redirect_from")), *texts(values.get("aliases"))]
    return FrontMatter(
        title=plain(values.get("title")),
        summary=next((text for text in described if text), ""),
        draft=_is_yes(values.get("draft")) or _is_no(values.get("published")),
        picture=next((text for text in map(plain, map(values.get, ("image", "picture", "cover"))) if text), ""),
        order=next(
            (number(values[name]) for name in ("order", "weight", "nav_order", "sidebar_position") if name in values),
            inf,
        ),
        permalink=plain(values.get("permalink")) or plain(values.get("url")),
        redirect_from=tuple(addresses),
        redirect_to=next(iter(texts(values.get("redirect_to"))), ""),
        tags=texts(values.get("tags")),
        extra={name: _portable(value, DEEPEST_EXTRA) for name, value in values.items() if name not in KNOWN},
    )


def plain(value: Any) -> str:
    """Return a single value as text; lists and mappings are no text."""
    if isinstance(value, bool | list | dict | set | bytes) or value is None:
        return ""
    return " ".join(_sound(str(value)).split())


def _sound(text: str) -> str:
    """Return a text without what no database holds: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def texts(value: Any) -> list[str]:
    """Return one value or a list of them as a list of texts."""
    items = value if isinstance(value, list) else [value]
    return [text for text in map(plain, items) if text]


def _is_yes(value: Any) -> bool:
    return value is True or str(value).strip().lower() in {"true", "yes", "1"}


def _is_no(value: Any) -> bool:
    return value is False or str(value).strip().lower() in {"false", "no", "0"}


def number(value: Any) -> float:
    """Return a page's place among its neighbours; what is no number comes last."""
    return float(value) if isinstance(value, int | float) and abs(value) < LARGEST_ORDER else inf


def _portable(value: Any, depth: int) -> Any:
    """Return a value that JSON can hold."""
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, str):
        return _sound(value)
    if isinstance(value, list) and depth:
        return [_portable(item, depth - 1) for item in value]
    if isinstance(value, dict) and depth:
        return {_sound(str(name)): _portable(item, depth - 1) for name, item in value.items()}
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return _sound(str(value))
