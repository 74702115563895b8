"""What a text must be. Shared by everything that people write on the network."""

import unicodedata

from django.conf import settings

from social_ext.comments.exceptions import EmptyText, ForbiddenCharacter, TextTooLong

#: General categories that show nothing: spaces, format and control characters, and what is unassigned.
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"}


def clean_text(text: str, *, optional: bool = False) -> str:
    """Return a text as it is stored, or raise a `DomainError` that says what is wrong with it.

    Text that shows nothing, such as spaces and zero-width characters, counts as empty.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in text or any(unicodedata.category(character) == "Cs" for character in text):
        raise ForbiddenCharacter
    if not any(unicodedata.category(character) not in UNSEEN for character in text):
        if optional:
            return ""
        raise EmptyText
    if len(text) > settings.TEXT_MAX_LENGTH:
        raise TextTooLong(length=len(text), limit=settings.TEXT_MAX_LENGTH)
    return text
