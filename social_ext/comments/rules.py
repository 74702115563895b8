"""What a text must be. Shared by everything that people write on the network."""

import unicodedata

from django.conf import settings

from social_ext.comments.exceptions import EmptyText, ForbiddenCharacter, LineTooLong, TextTooLong

#: General categories that show nothing: spaces, format and control characters, and what is unassigned.
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"}
#: Letters and marks that show nothing either: fillers, the blank of Braille, joiners and selectors of a glyph's variant.
BLANK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
VARIANTS = {chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


def clean_text(text: str, *, optional: bool = False, limit: int | None = None) -> str:
    """Return a text as it is stored, or raise a `DomainError` that says what is wrong with it.

    Text that shows nothing, such as spaces and zero-width characters, counts as empty. `limit` is given for what is less
    than a text: a name, or a sentence about something.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in text or any(unicodedata.category(character) == "Cs" for character in text):
        raise ForbiddenCharacter
    if not any(_shows(character) for character in text):
        if optional:
            return ""
        raise EmptyText
    most = limit or settings.TEXT_MAX_LENGTH
    if len(text) > most:
        too_long = LineTooLong if limit else TextTooLong
        raise too_long(length=len(text), limit=most)
    return text


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in UNSEEN and character not in BLANK and character not in VARIANTS
