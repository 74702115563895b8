"""What a text must be. Shared by everything that people write on the network."""

import unicodedata

from django.conf import settings

from cms.core.words import shows_something
from social_ext.comments.exceptions import EmptyText, ForbiddenCharacter, LineTooLong, TextTooLong


def clean_text(text: str, *, optional: bool = False, limit: int | None = None) -> str:
    """Return a text as it is stored, or raise a `DomainError` that says what is wrong with it.

    Text that shows nothing, such as spaces and zero-width characters, counts as empty. `limit` is given for what is less
    than a text: a name, or a sentence about something.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in text or any(unicodedata.category(character) == "Cs" for character in text):
        raise ForbiddenCharacter
    if not shows_something(text):
        if optional:
            return ""
        raise EmptyText
    most = limit or settings.TEXT_MAX_LENGTH
    if len(text) > most:
        too_long = LineTooLong if limit else TextTooLong
        raise too_long(length=len(text), limit=most)
    return text
