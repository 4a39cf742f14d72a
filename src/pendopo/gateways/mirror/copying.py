"""Page after page of a city becomes a file of the copy. What stands still is asked for only if it changed; what the
ledger says nothing new about is not asked for at all."""
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from pendopo.analysis import mirror_pages, stem
from pendopo.analysis.mirror_files import is_active
from pendopo.analysis.mirror_pages import Way, addresses, is_form
from pendopo.analysis.mirror_paths import OWN, file_of, inside, shape, to_file
from pendopo.gateways.mirror.asking import Answer, Asker
from pendopo.gateways.mirror.files import put
from pendopo.gateways.mirror.memory import Memory

LOC = re.compile(r"<loc>([^<]+)</loc>")
PAGE, FILE, CITY = "page", "file", "city"               # what an address of one shape is
PROOF = re.compile(r"/ledger/proof/(\d+)\.json")
COMMENT = re.compile(r"/suara/komentar/(\d+)/")
HISTORY = re.compile(r"/catatan/[^/]+/riwayat")
DATED = re.compile(r"/catatan/[^/]+/pada/.*")             # computed by the city; the copy is itself a dated one
SEARCH = "/cari/"
FRAMES = {"/": settings.LANGUAGE_CODE, "/en/": "en"}
CHOSEN = "/?bahasa"               # of a city whose bare address opens in English: the other first page
STEP = 200                        # addresses between two looks at how many are left
EXAMPLES = 3                      # addresses of one shape that are tried before it is given up
MOST_WORDS = 600                  # different stems of one page that can be found
FIRST, RECORD, LIST, OTHER = 0, 1, 2, 3             # in what order


@dataclass
class Run:
    """One run of copying: what is asked, what is known, where it lies."""
    asker: Asker
    memory: Memory
    city: str                     # https://…, without a slash at the end
    fresh: Path
    size: int                     # rows of the log when it began
    number: int
    stamp: datetime
    dress: Callable[[str, str, str], str]               # (page, file, path) -> with head and bar of the copy
    bridge: Callable[["Run", str], str]                 # (run, path) -> a page that says why there is none here
    note: Callable[[str], str]                          # language -> what is said of a way that leads to the city
    tell: Callable[[int, int], None] = lambda done, left: None
    kinds: set[str] = field(default_factory=set)        # paths of lists of records
    codes: set[str] = field(default_factory=set)
    seen: int = 0


def speech(path: str) -> tuple[str, str]:
    """(language, the same path in Indonesian)."""
    return ("en", path[3:]) if path.startswith("/en/") else (settings.LANGUAGE_CODE, path)


def copy_all(run: Run) -> None:
    """Until nothing is left to be asked for."""
    survey(run)
    run.memory.forget_gone(run.number)
    run.memory.keep_unchanged(run.number)
    run.memory.plan(run.number)
    for path in FRAMES:
        run.memory.want(path, FIRST, run.number)
    for path in (*run.kinds, *(f"/en{kind}" for kind in run.kinds)):
        run.memory.want(path, LIST, run.number)
    done = 0
    while (wanted := run.memory.next()) is not None:
        take(run, wanted)
        run.memory.done(wanted)
        done += 1
        if done % STEP == 0:
            run.memory.commit()
            run.tell(done, int(run.memory.one("SELECT count(*) FROM todo")))
    run.memory.commit()
    run.tell(done, 0)


def survey(run: Run) -> None:
    """The map of the site says which records there are, in which order, and the pages that stand beside them."""
    last = 0
    for file in locations(run, "/sitemap.xml"):
        records = re.search(r"sitemap-catatan-(\d+)", file)
        found = [path for path in locations(run, file) if not path.startswith("/en/")]
        if records is None:
            for path in found:
                run.memory.want(path, LIST, run.number)
                run.memory.want(f"/en{path}", LIST, run.number)
            continue
        rows = []
        for path in found:
            last += 1
            code = path.rstrip("/").rpartition("/")[2]
            rows.append((code, path, last))
            run.kinds.add(path.removesuffix(f"{code}/"))
            run.codes.add(code)
        run.memory.enter(rows, run.number)
        for _code, path, _number in rows:
            for one in (path, f"/en{path}"):
                if run.memory.one("SELECT 1 FROM page WHERE path=?", one) is None:
                    run.memory.want(one, RECORD, run.number)
    for kind in run.kinds:
        for prefix in ("", "/en"):
            run.memory.do("INSERT OR REPLACE INTO shape VALUES (?, ?, 0)", f"{prefix}{kind}*/", PAGE)


def locations(run: Run, path: str) -> Iterator[str]:
    answer = run.asker.ask(path)
    for address in LOC.findall(answer.body.decode("utf-8", "replace")) if answer.status == 200 else ():
        own = urlsplit(address).path
        if own:
            yield own


def take(run: Run, path: str) -> None:
    """One address: kept if unchanged, else fetched, read, turned and written."""
    etag = run.memory.one("SELECT etag FROM page WHERE path=? AND file!=''", path) or ""
    answer = run.asker.ask(path, etag)
    if answer.status == 302 and path == "/":
        answer = run.asker.ask(CHOSEN, etag)
    if answer.status == 304:
        run.memory.do("UPDATE page SET run=?, seen=? WHERE path=?", run.number, run.size, path)
    elif answer.status == 200 and "html" in answer.type:
        text = answer.body.decode("utf-8", "replace")
        if is_form(text):
            judge(run, path, CITY)
            write_bridge(run, path)
        else:
            write_page(run, path, text, answer.etag)
    elif answer.status == 200 and takes(path, answer):
        write(run, path, file_of(path, page=False), answer.body, answer.etag)
    else:
        run.memory.do("DELETE FROM page WHERE path=?", path)
        write_bridge(run, path)


def write_bridge(run: Run, path: str) -> None:
    """A way that was believed to lead to a page leads to a sentence with the city's address."""
    if path.endswith("/") and not path.startswith("/static/"):
        write(run, path, file_of(path, page=True), run.bridge(run, path).encode(), "")


def takes(path: str, answer: Answer) -> bool:
    return not is_active(unquote(path), answer.type, answer.body)


def write(run: Run, path: str, file: str, data: bytes, etag: str) -> None:
    put(run.fresh / file, data)
    run.memory.do("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?)", path, file, etag, run.size, run.number,
                  code_in(run, path), run.stamp.isoformat())


def code_in(run: Run, path: str) -> str:
    """The record that an address is about, if it is about one."""
    return next((part for part in path.split("/") if part in run.codes), "")


def write_page(run: Run, path: str, text: str, etag: str) -> None:
    file, language, code = file_of(path, page=True), speech(path)[0], code_in(run, path)
    if is_record(run, path):
        learn_words(run, code, language, text)
    if path in FRAMES:
        run.memory.put(f"frame-{language}", text)
    mentioned = {own for _tag, address in addresses(text)
                 if (own := code_in(run, address)) and own != code} if code else set[str]()
    run.memory.do("DELETE FROM mention WHERE path=?", path)
    for own in mentioned:
        run.memory.do("INSERT OR IGNORE INTO mention VALUES (?, ?)", own, path)
    write(run, path, file, turned(run, file, path, text).encode(), etag)


def turned(run: Run, file: str, path: str, text: str) -> str:
    """A page of the city as it stands in the copy."""
    return run.dress(mirror_pages.rewritten(text, decider(run, file), run.note(speech(path)[0])), file, path)


def is_record(run: Run, path: str) -> bool:
    bare = speech(path)[1]
    head, _slash, code = bare.rstrip("/").rpartition("/")
    return f"{head}/" in run.kinds and code in run.codes


def learn_words(run: Run, code: str, language: str, text: str) -> None:
    """What search will find this record by, and how its words are spelled."""
    found = mirror_pages.read(text)
    title, rest = stem.stems(f"{found.title} {code}", language), stem.stems(found.words, language)
    run.memory.doc(code, language, found.title, found.state, (
        list(dict.fromkeys(title)), list(dict.fromkeys(rest))[:MOST_WORDS]))
    words = set(stem.tokens(f"{found.title} {found.words}"))
    groups = ((word, stem.asked(word, settings.LANGUAGE_CODE)) for word in words if word.isalnum())
    run.memory.spell((word, " ".join(group[0]) if group else "") for word, group in groups if len(group) < 2)


def decider(run: Run, file: str) -> mirror_pages.Decide:
    """Where each way of one page leads in the copy."""

    def decide(tag: str, address: str) -> Way | None:
        own = inside(address, run.city)
        if own is None or (tag == "a" and own.startswith("#")):
            return None
        own, _hash, anchor = own.partition("#")
        bare, _mark, asked = own.partition("?")
        end = f"#{anchor}" if anchor else ""
        language, plain = speech(bare)
        there = special(language, plain, asked, tag)
        if there is not None:
            return Way(to_file(file, there[0]) + there[1]) if there[0] else Way(there[1])
        if tag == "form" or DATED.fullmatch(plain) or (asked and not fits(run, plain)) or verdict(run, bare) == CITY:
            return Way(f"{run.city}{own}{end}", away=True)
        if asked:
            return Way(to_file(file, f"{OWN}/daftar/{language}{plain}index.html"))
        if bare.startswith("/ledger/"):
            return Way(to_file(file, bare[1:]))
        page = verdict(run, bare) == PAGE
        run.memory.want(bare, OTHER, run.number)
        try:
            return Way(to_file(file, file_of(bare, page)) + end)
        except ValueError:
            return Way(f"{run.city}{own}{end}", away=True)

    return decide


def fits(run: Run, plain: str) -> bool:
    """A list of records with a question leads to the copy's own list of them."""
    return plain in run.kinds


def special(language: str, plain: str, asked: str, tag: str) -> tuple[str, str] | None:
    """Ways that the copy answers in its own fashion: (file, what follows), or (\"\", a way within the page)."""
    prefix = "en/" if language == "en" else ""
    if plain == SEARCH:
        return f"{prefix}cari/index.html", f"?{asked}" if asked and tag == "a" else ""
    if found := PROOF.fullmatch(plain):
        return f"{OWN}/bukti/{language}/index.html", f"?baris={found[1]}"
    if found := COMMENT.fullmatch(plain):
        return "", f"#c{found[1]}"
    if HISTORY.fullmatch(plain):
        return "", "#linimasa"
    return None


def verdict(run: Run, bare: str) -> str:
    """What an address is: a page or a file to be copied, or something that only the city can do. Tried once a shape."""
    if bare.startswith(("/static/", "/berkas/")):
        return CITY if bare.endswith((".js", ".mjs")) else FILE
    if bare.startswith("/ledger/"):
        return FILE
    form = shape(bare)
    known = run.memory.one("SELECT verdict FROM shape WHERE shape=?", form)
    if known is None or (known == "" and run.memory.one("SELECT tries FROM shape WHERE shape=?", form) < EXAMPLES):
        return judge(run, bare, probe(run, bare))
    return str(known or CITY)


def probe(run: Run, path: str) -> str:
    answer = run.asker.ask(path)
    if answer.status == 200 and "html" in answer.type:
        return CITY if is_form(answer.body.decode("utf-8", "replace")) else PAGE
    if answer.status == 200:
        return FILE if takes(path, answer) else CITY
    return "" if answer.status in (404, 410) else CITY


def judge(run: Run, path: str, found: str) -> str:
    form = shape(path)
    if found == CITY and run.memory.one("SELECT verdict FROM shape WHERE shape=?", form) in (PAGE, FILE):
        return PAGE                # one of them asks for something; the others are read
    run.memory.do("INSERT INTO shape VALUES (?, ?, 1) ON CONFLICT (shape) DO UPDATE SET verdict=excluded.verdict, "
                  "tries=tries+1", form, found)
    return found or CITY
