"""Tags and filters of the look. They draw; they ask nothing of the database."""

import unicodedata
from typing import Any
from zlib import crc32

from django import template
from django.template import Engine
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

register = template.Library()

FACE_COLOURS = 6
SPINES = ("leaf", "sea", "plum", "ochre", "slate", "moss")


@register.filter
def initials(name: object) -> str:
    """Return at most two letters: of the first and the last word of a name."""
    words = [word for word in str(name or "").replace("-", " ").split() if _is_letter(word[0])]
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in ends).upper() or "?"


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith(("L", "N"))


@register.filter
def foreign(language: str) -> str:
    """Return the name of a language, by its code, in the words of the one in which it is read; empty for that one itself."""
    if not language or language == get_language():
        return ""
    name = str(get_language_info(language)["name_translated"])
    return name[:1].upper() + name[1:]


@register.filter
def face_colour(key: object) -> int:
    """Return 1 to 6, always the same for the same key, in every process."""
    return crc32(str(key).encode()) % FACE_COLOURS + 1


@register.filter
def spine(key: object) -> str:
    """Return the name of a unit's spine colour, always the same for the same key."""
    return SPINES[crc32(str(key).encode()) % len(SPINES)]


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw a symbol of the sprite: decoration, unless it has a label."""
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        f" icon--{size}" if size else "",
        format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="{}"', "true"),
        static("themes/icons.svg"),
        name,
    )


@register.simple_tag
def draw_avatar(person: Any, size: str = "", link: bool = False) -> SafeString:
    """Draw a face: the photo, or initials on a quiet colour. It is drawn so often that it needs no template."""
    modifier = f" avatar--{size}" if size else ""
    name, photo, url = _of(person, "display_name"), _of(person, "avatar"), _of(person, "url")
    if photo:
        face = format_html(
            '<img class="avatar{}" src="{}" alt="" width="36" height="36" loading="lazy" decoding="async">',
            modifier,
            photo,
        )
    else:
        colour = face_colour(_of(person, "username") or name)
        face = format_html(
            '<span class="avatar avatar--face-{}{}" aria-hidden="true">{}</span>', colour, modifier, initials(name)
        )
    if link and url:
        return format_html('<a class="avatar-link" href="{}" tabindex="-1" aria-hidden="true">{}</a>', url, face)
    return face


def _of(person: Any, name: str) -> Any:
    """Return what a person is called by, whether it is an object or a dictionary."""
    return person.get(name, "") if isinstance(person, dict) else getattr(person, name, "")


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: SafeString, component: str, **parameters: object) -> SafeString:
    """Render a component around what stands between the tags.

    The component sees its parameters, `content` and the CSRF token, and nothing else of the page.
    """
    parameters["content"] = content
    if "csrf_token" in context:
        parameters.setdefault("csrf_token", context["csrf_token"])
    found = Engine.get_default().get_template(component)
    return found.render(context.new(parameters))
