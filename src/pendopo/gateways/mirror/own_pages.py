"""What a copy has of its own: search without a server, lists for those without script, a page that says whose copy it
is and how fresh, and sentences where the city had something that only it can do. All of it in the city's own frame."""
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from pendopo.analysis import mirror_pages, mirror_search
from pendopo.analysis.mirror_paths import OWN, file_of, to_file
from pendopo.analysis.mirror_search import Doc
from pendopo.analysis.verifier import Checkpoint
from pendopo.gateways.mirror.copying import turned
from pendopo.gateways.mirror.files import put
from pendopo.gateways.mirror.underway import Run, speech
from pendopo.kit.ui.dates import moment

LANGUAGES = tuple(dict(settings.LANGUAGES))
PAGE = 250                       # records on one page of a list
FILES = Path(__file__).parent / "static" / "mirror"
LETTER = re.compile(r"\w")
CANONICAL = re.compile(r"<link rel=\"canonical\"[^>]*>\n")      # a page of the copy is no page of the city


@dataclass(frozen=True)
class Keeper:
    """Whose copy it is, of what, and when it was last held against the city's ledger."""
    city: str
    by: str
    checked: datetime
    point: Checkpoint


def dress(keeper: Keeper, text: str, file: str, path: str) -> str:
    """Head and bar of the copy around a page of the city. It names the moment at which this page was copied; how fresh
    the whole is, a script adds where there is one, and the page behind the link says."""
    head, bar = around(keeper, speech(path)[0], file.count("/"))
    return mirror_pages.dressed(text, f'<link rel="canonical" href="{escape(keeper.city + path)}">\n{head}', bar)


@lru_cache(maxsize=64)
def around(keeper: Keeper, language: str, depth: int) -> tuple[str, str]:
    """Head and bar of all pages that lie so deep."""
    file = "/" * depth
    with override(language):
        state = to_file(file, f"{OWN}/{language}/index.html")
        said = gettext("A copy kept by %(by)s. This page was taken from %(city)s on %(moment)s.") % {
            "by": keeper.by, "city": keeper.city.partition("//")[2], "moment": moment(keeper.checked)}
        held, ask = gettext("Last held against the ledger: "), gettext("How fresh is this copy?")
        bar = (f'<p class="salinan" data-salinan="{escape(to_file(file, f"{OWN}/keadaan.json"))}" '
               f'data-said="{escape(held)}">{escape(said)} '
               f'<a href="{escape(state)}">{escape(ask)}</a></p>\n')
    head = (f'<link rel="stylesheet" href="{escape(to_file(file, f"{OWN}/salinan.css"))}">\n'
            f'<script src="{escape(to_file(file, f"{OWN}/segar.js"))}" defer></script>\n')
    return head, bar


@cache
def note(language: str) -> str:
    with override(language):
        return gettext("This works only on the city's own site.")


def top(run: Run, path: str) -> str:
    """The small head of a record's page: whose city, search, the menu of the first page, the other language. So
    many pages need not repeat all of the city's."""
    language, plain = speech(path)
    if language not in run.tops:
        frame, home = str(run.memory.get(f"frame-{language}") or ""), "/en/" if language == "en" else "/"
        with override(language):
            words = gettext("Search"), gettext("Menu")
        other = next((code, name) for code, name in settings.LANGUAGES if (code == "en") != (language == "en"))
        run.tops[language] = mirror_pages.small_top(frame, [
            (f"{home}cari/", words[0], ""), (home, words[1], ""), ("%", other[1], other[0])])
    there = plain if language == "en" else f"/en{plain}"
    return run.tops[language].replace('"%"', f'"{escape(there)}"')


def own_page(run: Run, file: str, language: str, name: str, title: str, **told: Any) -> str:
    """One page of the copy: the words of a template in the frame of the city's first page."""
    with override(language):
        main = render_to_string(f"mirror/{name}.html", {"title": title, "language": language, **told})
    frame = str(run.memory.get(f"frame-{language}") or "<html><head></head><body><main></main></body></html>")
    path = "/en/" if language == "en" else "/"
    return mirror_pages.with_main(CANONICAL.sub("", turned(run, file, path, frame)[0]), title, main)


def put_page(run: Run, file: str, language: str, name: str, title: str, **told: Any) -> None:
    put(run.fresh / file, own_page(run, file, language, name, title, **told).encode())


def bridge(run: Run, path: str) -> str:
    """Instead of a page that the copy does not have."""
    language = speech(path)[0]
    with override(language):
        title = gettext("This works only on the city's own site.")
    return own_page(run, file_of(path, page=True), language, "bridge", title, address=f"{run.city}{path}")


def write_all(run: Run, keeper: Keeper, lines: list[str]) -> int:
    """Search, lists, the page about the copy, and what they need. Returns how many records can be found."""
    for name in ("salinan.css", "segar.js", "cari.js", "bukti.js"):
        put(run.fresh / OWN / name, (FILES / name).read_bytes())
    labels = {language: kinds(run, language) for language in LANGUAGES}
    count = mirror_search.build(run.fresh / OWN / "indeks", docs(run), forms(run))
    for language in LANGUAGES:
        with override(language):
            about(run, keeper, language, labels[language], lines, count)
        for kind in sorted(run.kinds):
            lists(run, language, kind, labels[language][kind])
    state = {"city": keeper.city, "by": keeper.by, "checked": keeper.checked.isoformat(timespec="seconds"),
             "origin": keeper.point.origin, "size": keeper.point.size, "root": keeper.point.root.hex(),
             "records": count}
    put(run.fresh / OWN / "keadaan.json", json.dumps(state, ensure_ascii=False, indent=1).encode())
    return count


def about(run: Run, keeper: Keeper, language: str, labels: dict[str, str], lines: list[str], count: int) -> None:
    """In the language that is on: the page about the copy, the search page, and the page about proofs."""
    prefix = "en/" if language == "en" else ""
    for file, name, title in ((f"{OWN}/{language}/index.html", "about", gettext("About this copy")),
                              (f"{prefix}cari/index.html", "search", gettext("Search in this copy")),
                              (f"{OWN}/bukti/{language}/index.html", "proof", gettext("A line of the ledger"))):
        rooms = [(labels[kind], to_file(file, f"{OWN}/daftar/{language}{kind}index.html"))
                 for kind in sorted(run.kinds)]
        put_page(run, file, language, name, title, keeper=keeper, rooms=rooms, lines=lines, count=count,
                 root=to_file(file, "index.html"), ledger=to_file(file, "ledger/checkpoint").removesuffix("checkpoint"),
                 kinds=json.dumps(labels, ensure_ascii=False), index=to_file(file, f"{OWN}/indeks/isi.json"),
                 script=to_file(file, f"{OWN}/{'bukti' if name == 'proof' else 'cari'}.js"))


def kinds(run: Run, language: str) -> dict[str, str]:
    """What the city's own menu calls each list of records."""
    frame, found = str(run.memory.get(f"frame-{language}") or ""), dict[str, str]()
    for kind in run.kinds:
        address = re.escape(f"/en{kind}" if language == "en" else kind)
        named = re.search(rf'<li><a href="{address}"[^>]*>(.*?)</a>', frame)
        found[kind] = mirror_pages.plain(named[1]) if named else kind.strip("/")
    return found


def docs(run: Run) -> Iterator[Doc]:
    """Every record as search shows it: path, titles and states in both languages."""
    for code, path, told in run.memory.docs():
        first, second = told.get(LANGUAGES[0]) or told["en"], told.get("en") or told[LANGUAGES[0]]
        title = dict.fromkeys([*first[2], *second[2]])
        yield Doc([path, code, first[0], second[0], first[1], second[1]], list(title),
                  [stem for stem in dict.fromkeys([*first[3], *second[3]]) if stem not in title])


def forms(run: Run) -> Iterator[tuple[str, list[str]]]:
    for form, stems in run.memory.ask("SELECT form, stems FROM form ORDER BY form"):
        yield form, stems.split()


def lists(run: Run, language: str, kind: str, label: str) -> None:
    """All records of a kind by their titles, so many on a page, with a way to each letter."""
    asked = ("SELECT record.path, record.code, title, state FROM record JOIN doc USING (code) WHERE record.run=? AND "
             "language=? AND record.path = ? || record.code || '/' ORDER BY title COLLATE NOCASE, record.code")
    letters, rows, number, total = dict[str, int](), list[Any](), 1, 0
    for at, row in enumerate(run.memory.ask(asked, run.number, language, kind)):
        first = LETTER.search(row[2].upper())
        letters.setdefault(first[0] if first else "-", at // PAGE + 1)
        total += 1
    pages = max(1, -(-total // PAGE))
    for at, row in enumerate(run.memory.ask(asked, run.number, language, kind)):
        rows.append(row)
        if (at + 1) % PAGE == 0 or at + 1 == total:
            one_list(run, language, kind, label, rows, number, pages, letters)
            rows, number = [], number + 1
    if not total:
        one_list(run, language, kind, label, [], 1, 1, {})


def one_list(run: Run, language: str, kind: str, label: str, rows: list[Any], number: int, pages: int,
             letters: dict[str, int]) -> None:
    def file(page: int) -> str:
        return f"{OWN}/daftar/{language}{kind}" + ("index.html" if page == 1 else f"{page}/index.html")

    here, prefix = file(number), "en/" if language == "en" else ""
    put_page(run, here, language, "list", label, rows=[
        {"title": title or code, "address": to_file(here, f"{prefix}{path[1:]}index.html"), "code": code,
         "state": state}
        for path, code, title, state in rows],
        letters=[(letter, to_file(here, file(page))) for letter, page in sorted(letters.items())] if pages > 1 else [],
        before=to_file(here, file(number - 1)) if number > 1 else "", number=number, pages=pages,
        after=to_file(here, file(number + 1)) if number < pages else "",
        address=run.city + ("/en" if language == "en" else "") + kind)
