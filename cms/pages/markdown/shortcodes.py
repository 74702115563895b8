"""What the tags of site generators mean to a reader: one small class per tag, found by its name.

A tag is shown in three places, and each class says what it is there: `html` in running text, `url` as the destination of
a link, `text` where only plain words fit. To teach the import another tag, subclass and register::

    @register("youtube")
    class YoutubeTag(Shortcode):
        def html(self, tag):
            return link(f"https://youtu.be/{tag.first}", tag.first)

What these methods return is cleaned like everything else in the file, so they need not be careful.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

PAGE_SCHEME = "x-page:"
FILE_SCHEME = "x-file:"


@dataclass(frozen=True)
class Tag:
    """One tag as it stands in the file."""

    name: str
    source: str
    line: int
    args: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    inner: str = ""

    @property
    def first(self) -> str:
        """Return the first argument, or nothing."""
        return self.argument(0)

    def argument(self, position: int, *names: str) -> str:
        """Return an argument by its place, or by one of the names it has when it is named."""
        for name in names:
            if name in self.options:
                return self.options[name]
        return self.args[position] if position < len(self.args) else ""


class Shortcode:
    """A tag that nobody has taught us: its words stay, its braces go, and it is listed."""

    known = False
    #: What stands between the tag and its end: "flow" is read as usual, "literal" is shown as it is written,
    #: "hidden" is not shown, "code" is a program; empty when the tag stands alone.
    body = ""

    def html(self, tag: Tag) -> str:
        """Return what stands in running text."""
        return escape(self.text(tag))

    def url(self, tag: Tag) -> str:
        """Return what a link leads to whose destination is this tag."""
        return ""

    def text(self, tag: Tag) -> str:
        """Return plain words, for titles and descriptions."""
        words = [*tag.args[:2]]
        return f"[{' '.join([tag.name, *words])}]".replace("{", "").replace("}", "")


class KnownShortcode(Shortcode):
    """A tag that is understood, so that nobody has to be told about it; says nothing by itself."""

    known = True

    def text(self, tag: Tag) -> str:
        """Return nothing: most tags are no words."""
        return ""


REGISTRY: dict[str, Shortcode] = {}
UNKNOWN = Shortcode()


def register(*names: str) -> Callable[[type[Shortcode]], type[Shortcode]]:
    """Make a class the meaning of one or more tag names."""

    def remember(kind: type[Shortcode]) -> type[Shortcode]:
        for name in names:
            REGISTRY[name] = kind()
        return kind

    return remember


def shortcode_of(name: str) -> Shortcode:
    """Return what a name means; what nobody registered is an unknown tag."""
    return REGISTRY.get(name, UNKNOWN)


def link(address: str, words: str) -> str:
    """Return a link as HTML."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def image(address: str, alternative: str, caption: str = "") -> str:
    """Return a picture as HTML."""
    return f'<img src="{escape(address)}" alt="{escape(alternative)}" title="{escape(caption)}">'


# --- pages, files, pictures -------------------------------------------------------------------------------------------


@register("page", "url", "ref", "relref", "post_url")
class PageTag(KnownShortcode):
    """`{% page "/a/#b" %}`: another page of the same site."""

    def url(self, tag: Tag) -> str:
        """Return an address that is looked up among the pages."""
        return f"{PAGE_SCHEME}{tag.first}" if tag.first else ""

    def html(self, tag: Tag) -> str:
        """Return a link that shows the address itself."""
        return link(self.url(tag), tag.first.strip("/") or tag.first) if tag.first else ""

    def text(self, tag: Tag) -> str:
        """Return the address."""
        return tag.first


@register("link")
class LinkTag(PageTag):
    """`{% link "..." %}`: an address outside, or a page when it has no scheme."""

    def url(self, tag: Tag) -> str:
        """Return the address; one without a scheme is a page's."""
        return tag.first if ":" in tag.first.split("/")[0] else super().url(tag)


@register("download", "file", "asset")
class DownloadTag(KnownShortcode):
    """`{% download "downloads/form.pdf" %}`: a file that people fetch."""

    def url(self, tag: Tag) -> str:
        """Return an address that is looked up among the files."""
        return f"{FILE_SCHEME}{tag.first}" if tag.first else ""

    def html(self, tag: Tag) -> str:
        """Return a link that shows the file's name, or the words that were given."""
        return link(self.url(tag), tag.argument(1) or self.text(tag)) if tag.first else ""

    def text(self, tag: Tag) -> str:
        """Return the file's name."""
        return tag.first.rpartition("/")[2]


@register("image", "img", "figure")
class ImageTag(KnownShortcode):
    """`{% image "src" "alt" "caption" %}`, with names in other dialects."""

    alternative_at = 1

    def html(self, tag: Tag) -> str:
        """Return the picture."""
        at = self.alternative_at
        caption = tag.argument(at + 1, "caption", "title")
        source = tag.argument(0, "src", "source")
        return image(source, tag.argument(at, "alt"), caption) if source else ""

    def url(self, tag: Tag) -> str:
        """Return the picture's file, when the tag stands inside a link or an ordinary image."""
        return tag.argument(0, "src", "source")

    def text(self, tag: Tag) -> str:
        """Return what the picture shows."""
        return tag.argument(self.alternative_at, "alt")


@register("image_with_class")
class ImageWithClassTag(ImageTag):
    """`{% image_with_class "src" "class" "alt" %}`."""

    alternative_at = 2


# --- tabs -------------------------------------------------------------------------------------------------------------


@register("tabs")
class TabsTag(KnownShortcode):
    """`{% tabs %}...{% endtabs %}`: a frame around tabs, which a page shows one below the other."""


@register("tab")
class TabTag(KnownShortcode):
    """`{% tab title="..." %}...{% endtab %}`: one tab."""

    def html(self, tag: Tag) -> str:
        """Return its title in bold."""
        return f"<b>{escape(self.text(tag))}</b>" if self.text(tag) else ""

    def text(self, tag: Tag) -> str:
        """Return its title."""
        return tag.argument(0, "title")


# --- what is not shown, or shown as it is -----------------------------------------------------------------------------


@register("comment")
class CommentTag(KnownShortcode):
    """`{% comment %}...{% endcomment %}`: for writers only."""

    body = "hidden"


@register("raw", "verbatim")
class RawTag(KnownShortcode):
    """`{% raw %}...{% endraw %}`: braces that mean nothing."""

    body = "literal"


@register("highlight", "codeblock")
class HighlightTag(KnownShortcode):
    """`{% highlight ruby %}...{% endhighlight %}`: a program."""

    body = "code"

    def html(self, tag: Tag) -> str:
        """Return the program with its language."""
        return f'<pre><code class="language-{escape(tag.first)}">{escape(tag.inner.strip())}\n</code></pre>'


@register("uswds_icon", "icon", "toc", "newpage", "pagebreak")
class DecorationTag(KnownShortcode):
    """Ornaments without words, and tables of contents that the product makes itself."""


# --- words ------------------------------------------------------------------------------------------------------------


@register("slack_channel")
class SlackChannelTag(KnownShortcode):
    """`{% slack_channel "name" "words" %}`: a channel's name; the workspace's address is not in the source."""

    def text(self, tag: Tag) -> str:
        """Return the channel, after the words for it when they say more than its name."""
        channel = f"#{tag.first.lstrip('#')}" if tag.first else ""
        words = tag.argument(1)
        same = words.lstrip("#").casefold() == tag.first.lstrip("#").casefold()
        return channel if same or not words else f"{words} ({channel})"


@register("include", "include_relative", "include_cached", "render", "partial")
class IncludeTag(Shortcode):
    """`{% include "part.html" %}`: a part from elsewhere, whose source is not among the pages."""

    def text(self, tag: Tag) -> str:
        """Return the part's name in words."""
        name = tag.first.rpartition("/")[2].partition(".")[0]
        return f"[{name.replace('-', ' ').replace('_', ' ').strip() or tag.name}]"


@register(
    "if", "unless", "else", "elsif", "elif", "for", "case", "when", "assign", "capture", "set", "block", "extends"
)
@register("break", "continue", "cycle", "increment", "decrement", "tablerow", "layout", "import", "from")
class ControlTag(Shortcode):
    """`{% if x %}`: logic that has no reader; what it surrounds stays, and it is listed."""

    def text(self, tag: Tag) -> str:
        """Return nothing."""
        return ""
