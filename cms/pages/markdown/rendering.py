"""Tokens of Markdown as HTML that only `nodes` reads."""

from collections.abc import Sequence
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from cms.pages.markdown.callouts import CALLOUT_KINDS
from cms.pages.markdown.cleaning import Pieces
from cms.pages.markdown.dialects import kind_and_title
from cms.pages.markdown.nodes import refuse_depth
from cms.pages.markdown.scanning import Scan

#: More tags of raw HTML than this are never open at once in a page that means it; the cleaner takes very long for them.
MOST_OPEN_TAGS = 300


def _scanned(env: EnvType) -> Scan:
    scanned: Scan = env["scanned"]
    return scanned


def _raw_html(token: Token, env: EnvType) -> str:
    line = token.meta.get("line", 0)

    def on_note(text: str) -> None:
        env["note"](line, text)

    pieces = Pieces(_scanned(env), on_note, line)
    html = pieces.rewrite(token.content)
    env["opened"] = max(0, env.get("opened", 0) + pieces.opened)
    if env["opened"] > MOST_OPEN_TAGS:
        raise refuse_depth()
    return html


class Renderer(RendererHTML):
    """HTML that only `nodes` reads."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[idx].content)

    def tag(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _scanned(env).html(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        source = _scanned(env).original(tokens[idx].content)
        return f"<code>{escape(' '.join(source.split()) if '{' in source else source)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<pre><code>{escape(_scanned(env).original(tokens[idx].content))}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scanned = _scanned(env)
        words = scanned.original(tokens[idx].info).split(maxsplit=1)
        content = escape(scanned.original(tokens[idx].content))
        return f'<pre><code class="language-{escape(words[0]) if words else ""}">{content}</code></pre>\n'

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _raw_html(tokens[idx], env)

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _raw_html(tokens[idx], env)

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        words = _scanned(env).plain("".join(_words(child) for child in token.children or ()))
        attributes = {**token.attrs, "alt": words}
        return "<img" + "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items()) + ">"

    def container_callout_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        kind, title = kind_and_title(tokens[idx].info)
        title = _scanned(env).plain(title)
        known = CALLOUT_KINDS.get(kind)
        return f'<section data-kind="{known or "info"}" data-title="{escape(title or ("" if known else kind))}">'

    def container_callout_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</section>"

    def admonition_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        kind, title = str(tokens[idx].meta.get("tag", "")), tokens[idx].content
        shown = "" if title == kind.title() else _scanned(env).plain(title)
        return f'<section data-kind="{escape(kind)}" data-title="{escape(shown)}">'

    def admonition_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</section>"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<sup>[{int(tokens[idx].meta['id']) + 1}]</sup>"

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<hr><ol>"

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol>"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<li>"

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return ""


def _words(token: Token) -> str:
    """Return the words of a token inside a picture's description."""
    if token.children:
        return "".join(_words(child) for child in token.children)
    return " " if token.type == "softbreak" else token.content
