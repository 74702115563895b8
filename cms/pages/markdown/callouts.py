"""Callouts: what each dialect calls them, how urgent that is, and the tags that make one."""

from cms.pages.markdown.shortcodes import KnownShortcode, Tag, register

CALLOUT_KINDS = {
    **dict.fromkeys(
        ("info", "note", "primary", "secondary", "abstract", "question", "alert", "callout", "notice"), "info"
    ),
    **dict.fromkeys(("tip", "success", "hint", "example", "check"), "tip"),
    **dict.fromkeys(("warning", "caution", "attention", "warn"), "warning"),
    **dict.fromkeys(("important", "error", "danger", "emergency", "critical", "failure", "bug"), "important"),
}


@register(*sorted(CALLOUT_KINDS))
class CalloutTag(KnownShortcode):
    """`{% alert "Title" "warning" %}...{% endalert %}`, `{% warning %}...{% endwarning %}` and their relatives."""

    body = "flow"

    def kind(self, tag: Tag) -> str:
        """Return how urgent it is: the first word that says so, or the tag's own name."""
        named = tag.argument(99, "type", "level", "color", "kind", "style").lower()
        words = [named, *(word.lower() for word in tag.args[1:]), *self._lone(tag), tag.name]
        return next(CALLOUT_KINDS[word] for word in [*words, "info"] if word in CALLOUT_KINDS)

    def title(self, tag: Tag) -> str:
        """Return the heading, if it has one."""
        return "" if self._lone(tag) else tag.argument(0, "title", "heading")

    def _lone(self, tag: Tag) -> list[str]:
        """Return a single argument that is no title but says how urgent it is."""
        only = tag.first.lower()
        return [only] if len(tag.args) == 1 and tag.first == only and only in CALLOUT_KINDS else []
