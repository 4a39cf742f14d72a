"""What people write, as safe HTML: headings, lists, tables, quotes, links. Pictures and raw HTML are not carried.

Two walls: the parser never passes HTML through, and nh3 keeps only a short list of elements. Nothing here depends on
who wrote, so the result is computed once and stored beside the text.
"""
import re
import unicodedata
from collections.abc import Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST = 50_000            # characters; a longer text is shown whole, as plain paragraphs: the cost stays linear
TOP = 3                     # a page has its h1 and h2; what a person calls "# title" becomes h3
SCHEMES = {"http", "https", "mailto"}
TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
        "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
CLASSES = {"td": {"left", "center", "right"}, "th": {"left", "center", "right"}}

ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]{1,2000}", re.IGNORECASE)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TAIL = ".,:;!?*_~"
BLANK_LINES = re.compile(r"\n\s*\n")


def render(text: str) -> str:
    """Safe HTML of any text; never raises. Links say nofollow ugc noopener; a picture becomes a link to it."""
    text = _clean(text)
    html = PARSER.render(text) if len(text) <= LONGEST else _paragraphs(text)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=SCHEMES,
                     link_rel="nofollow ugc noopener", strip_comments=True)


def plain(text: str, length: int = 200) -> str:
    """The words alone in one line, cut at a word with … for cards, mails and feeds. `length` in characters."""
    text = _clean(text[:length * 20 + 2000])
    words = " ".join(_words(PARSER.parse(text[:LONGEST]))).split()
    line = " ".join(words)
    if len(line) <= length:
        return line
    cut = line[:length - 1]
    return (cut[:cut.rfind(" ")] if " " in cut else cut).rstrip(TAIL + " -–(") + "…"


def _words(tokens: Sequence[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type == "inline":
            found.append("".join(" " if child.type in ("softbreak", "hardbreak") else child.content
                                 for child in token.children or ()))
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
    return found


def _clean(text: str) -> str:
    """Without lone surrogates, control characters and the marks that turn the direction of a line (a known trick)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [letter for letter in lines
            if letter in "\n\t" or (letter not in TURNING and unicodedata.category(letter) not in ("Cc", "Cs"))]
    return unicodedata.normalize("NFC", "".join(kept))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part.strip()).replace(chr(10), '<br>')}</p>"
                   for part in BLANK_LINES.split(text) if part.strip())


def _shape(state: StateCore) -> None:
    """The last step of the parser: headings lower, alignment as a class, pictures and bare addresses as links."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + TOP - 1, 6)}"
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-align:")}
        elif token.type == "inline" and token.children:
            token.children = _links(token.children)


def _links(children: list[Token]) -> list[Token]:
    shaped: list[Token] = []
    inside = 0
    for child in children:
        inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "image":
            word, address = child.content or str(child.attrs["src"]), str(child.attrs["src"])
            shaped += [_text(word)] if inside else _link(address, word)
        elif child.type == "text" and not inside:
            shaped += _bare_addresses(child.content)
        else:
            shaped.append(child)
    return shaped


def _bare_addresses(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(TAIL)
        if address.endswith(")") and address.count("(") < address.count(")"):
            address = address.rstrip(")" + TAIL)
        found += [_text(text[at:match.start()]), *_link(address, address)]
        at = match.start() + len(address)
    return [*found, _text(text[at:])]


def _link(address: str, word: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": address}), _text(word), Token("link_close", "a", -1)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


class _Lines(RendererHTML):
    """A line break that a person typed is kept, as in a letter."""

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<br>\n"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """http, https, mailto, or an address of this site."""
        scheme, colon, _rest = url.strip().partition(":")
        return scheme.lower() in SCHEMES if colon and "/" not in scheme else not url.startswith("//")


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False}, renderer_cls=_Lines).enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])
    parser.core.ruler.push("pendopo", _shape)
    return parser


PARSER = _parser()
