"""Whether a text says anything: many characters show nothing."""

import unicodedata

#: General categories that show nothing: spaces, format and control characters, and what is unassigned.
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"}
#: Letters and marks that show nothing either: fillers, the blank of Braille, joiners and selectors of a glyph's variant.
BLANK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
VARIANTS = {chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


def shows_something(text: str) -> bool:
    """Tell whether there is anything to see in a text; spaces and zero-width characters are nothing."""
    return any(
        unicodedata.category(character) not in UNSEEN and character not in BLANK and character not in VARIANTS
        for character in text
    )
