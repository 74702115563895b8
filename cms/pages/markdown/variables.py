"""What `{{ ... }}` shows: a word in quotes, a value of the front matter, or the variable's name."""

import re

from cms.pages.markdown.shortcodes import KnownShortcode, Shortcode, Tag

QUOTED = re.compile(r"""^\s*(?:"([^"]*)"|'([^']*)')""")
BASE = re.compile(r"^\s*-?\s*\w+\.(?:base_?url|url|path_?prefix|root)\s*-?\s*$", re.IGNORECASE)
WORDS = re.compile(r"[\w.]+")


class QuotedVariable(KnownShortcode):
    """`{{ "words" }}`: the words, however they are filtered."""

    def text(self, tag: Tag) -> str:
        """Return the words without braces."""
        return tag.first.replace("{", "").replace("}", "").replace("%", "").strip()

    def url(self, tag: Tag) -> str:
        """Return the words as an address."""
        return tag.first


class BaseVariable(KnownShortcode):
    """`{{ site.baseurl }}`: where the site stands; inside it, nothing."""


class UnknownVariable(Shortcode):
    """Any other variable: its value is not in the source."""

    def text(self, tag: Tag) -> str:
        """Return the variable's name in brackets."""
        return f"[{tag.first}]" if tag.first else ""


QUOTED_VARIABLE = QuotedVariable()
BASE_VARIABLE = BaseVariable()
UNKNOWN_VARIABLE = UnknownVariable()


def read_variable(content: str, source: str, line: int) -> tuple[Tag, Shortcode] | None:
    """Return what a variable means, or None when the braces are something else."""
    quoted = QUOTED.match(content)
    if quoted:
        return Tag("", source, line, (quoted.group(1) or quoted.group(2) or "",)), QUOTED_VARIABLE
    if BASE.match(content):
        return Tag("", source, line), BASE_VARIABLE
    name = WORDS.search(content)
    return (Tag("", source, line, (name.group(),)), UNKNOWN_VARIABLE) if name else None
