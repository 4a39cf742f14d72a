"""A page of a city as it stands in a copy: its links lead within the copy, its forms and what only the city can do lead
to the city, and it says whose copy it is. No script of the city is taken along: pages work without, and a city that was
taken over cannot run anything at the house of those who copy it.
"""
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<(a|link|img|form|source|audio|video|use|image|iframe|object|embed|base|area)\b"
                 r"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(\s(?:href|src|action|poster)=)\"([^\"]*)\"", re.IGNORECASE)
FOREIGN = ("iframe", "object", "embed", "base")          # never taken along
CLOSED = re.compile(r"</(?:iframe|object|embed)\s*>", re.IGNORECASE)
FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']?post", re.IGNORECASE)
MAIN = re.compile(r"<main\b[^>]*>(.*?)</main>", re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
STATE = re.compile(r"<span class=\"tag[^\"]*\">(.*?)</span>", re.DOTALL)
MARKUP = re.compile(r"<svg\b.*?</svg>|<[^>]*>", re.DOTALL)
SPACE = re.compile(r"\s+")
ASIDE = re.compile(r"<aside\b.*?</aside>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
HEAD = re.compile(r"(\s*<!doctype html>\s*<html\b[^>]*>\s*<head>\s*)?(?:<meta charset=\"utf-8\">\s*)?", re.IGNORECASE)
LEFT = "nofollow"                                        # instead of the tag: what the city says need not be followed
NOFOLLOW = re.compile(r"\srel=\"[^\"]*\bnofollow\b")
BODY, FOOT = '<div class="shell body', '<footer class="foot'
ICON = re.compile(r"<svg class=\"icon\".*?</svg>", re.DOTALL)
HINTS = re.compile(r"<meta name=\"theme-color\"[^>]*>\n?|<link rel=\"alternate\" hreflang=[^>]*>\n?")
SKIP, DEMO, BRAND = (re.compile(rf"<{tag} class=\"{name}\".*?</{tag}>", re.DOTALL)
                     for tag, name in (("a", "skip"), ("p", "demo"), ("a", "brand")))
POLICY = ("default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
          "media-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'")


@dataclass(frozen=True)
class Way:
    """Where a link of a copied page leads; `away`: to the city itself, which has to be there for it."""
    address: str
    away: bool = False


Decide = Callable[[str, str], Way | None]                # (tag or LEFT, address) -> where it leads; None: as it is


def is_form(text: str) -> bool:
    """Does the page take something in? Then it is no reading."""
    return FORM.search(text) is not None


def rewritten(text: str, decide: Decide, note: str) -> str:
    """The page with its ways decided anew. `note` is said where a form leads to the city."""

    def tag(found: re.Match[str]) -> str:
        name, inner, away = found[1].lower(), found[2], False
        if name in FOREIGN:
            return ""
        kind = LEFT if name == "a" and NOFOLLOW.search(inner) else name

        def attribute(one: re.Match[str]) -> str:
            nonlocal away
            way = decide(kind, unescape(one[2]))
            if way is None:
                return one[0]
            away = away or way.away
            return f'{one[1]}"{escape(way.address)}"'

        told = ATTRIBUTE.sub(attribute, inner)
        mark = f' data-kota title="{escape(note)}"' if away and name in ("a", "form") else ""
        said = f'<p class="hint">{escape(note)}</p>' if away and name == "form" else ""
        return f"<{found[1]}{mark}{told}>{said}"

    return TAG.sub(tag, CLOSED.sub("", SCRIPT.sub("", text)))


def dressed(text: str, head: str, bar: str) -> str:
    """With what the copy adds: the safety policy before anything that the city wrote, its style in the head, and above
    the page whose copy this is."""
    begins = HEAD.match(text)
    first, rest = (begins[1] or "<!doctype html>\n", text[begins.end():]) if begins else ("<!doctype html>\n", text)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    text = f'{first}<meta charset="utf-8">\n{policy}\n{rest}'
    text = text.replace("</head>", f"{head}</head>", 1)
    return re.sub(r"(<header class=\"top\">)", lambda found: bar + found[1], text, count=1)


def slim(text: str, top: str) -> str:
    """The page of a record with a small head instead of the city's, without its foot and without pictures beside words
    that say the same. A page that is built otherwise stays as it is."""
    start = text.find(BODY)
    head, body, _rest = text.partition("<body>")
    if start < 0 or not body:
        return text
    end = text.rfind(FOOT, start)
    main = text[start:end if end > 0 else text.rfind("</body>")]
    return f"{HINTS.sub('', head)}<body>\n{top}\n{ICON.sub('', main).strip()}\n</body>\n</html>\n"


def small_top(frame: str, ways: list[tuple[str, str, str]]) -> str:
    """What of the city's head a small one keeps: its name and that it is invented, and a few ways: (address, words,
    language if it is another)."""
    skip, demo, brand = (found[0] if (found := part.search(frame)) else "" for part in (SKIP, DEMO, BRAND))
    told = "".join(f'<li><a href="{address}"' + (f' hreflang="{code}" lang="{code}"' if code else "")
                   + f">{escape(words)}</a></li>" for address, words, code in ways)
    return (f'{skip}\n<header class="top">{demo}<div class="shell">{SPACE.sub(" ", brand)}'
            f'<ul class="salinan-jalan">{told}</ul></div></header>')


def with_main(text: str, title: str, main: str) -> str:
    """The frame of a page around other words: how the copy's own pages get the city's look."""
    place = TITLE.search(text)
    whose = place[1].rpartition("·")[2].strip() if place else ""
    text = TITLE.sub(lambda _found: f"<title>{escape(title)} · {whose}</title>", text, count=1)
    start, end = text.find("<main"), text.rfind("</main>")
    if start < 0 or end < start:
        return text
    opened, rest = text.index(">", start) + 1, ASIDE.sub("", text[end:], count=1)
    return text[:opened].replace("body with-aside", "body") + main + rest


def plain(markup: str) -> str:
    """The words of a piece of a page, in one line."""
    return SPACE.sub(" ", unescape(MARKUP.sub(" ", markup))).strip()


@dataclass(frozen=True)
class Read:
    """What a reader sees on the page of a record."""
    title: str
    state: str
    words: str


def read(text: str) -> Read:
    """Title, state and all words between <main> and </main>; empty where there is none."""
    found = MAIN.search(text)
    main = SCRIPT.sub("", found[1]) if found else ""
    heading = HEADING.search(main)
    after = main[heading.end():heading.end() + 1500] if heading else ""
    state = STATE.search(after)
    return Read(plain(heading[1]) if heading else "", plain(state[1]) if state else "", plain(main))
