"""Where each way of a page leads in the copy: to a page or a file of it, a place on the same page, or the city."""
import re
from urllib.parse import unquote

from pendopo.analysis import mirror_pages
from pendopo.analysis.mirror_files import is_active
from pendopo.analysis.mirror_pages import LEFT, Way, is_form
from pendopo.analysis.mirror_paths import OWN, file_of, inside, shape, to_file
from pendopo.gateways.mirror.asking import Answer
from pendopo.gateways.mirror.underway import MOST_KNOWN, Run, speech

PAGE, FILE, CITY = "page", "file", "city"               # what an address of one shape is
OTHER = 3                         # in what order: after first pages, records and lists
EXAMPLES = 3                      # addresses of one shape that are tried before it is given up
PROOF = re.compile(r"/ledger/proof/(\d+)\.json")
COMMENT = re.compile(r"/suara/komentar/(\d+)/")
HISTORY = re.compile(r"/catatan/[^/]+/riwayat")
TIES = re.compile(r"/catatan/[^/]+/kaitan")               # all of them stand on the page of the record
DATED = re.compile(r"/catatan/(?:[^/]+/pada|angka)/.*")   # computed by the city; the copy is itself a dated one
PACK = re.compile(r"/rencana-aksi/rencana/[^/]+/bukti\.zip")   # made anew at each question, so few are given an hour
TALK = re.compile(r"/suara/[^/]+/umpan\.xml")             # what is said on one record, for programs: it stands there
SEARCH = "/cari/"
TIED = 'id="terkait"'


def decider(run: Run, file: str, tied: bool) -> mirror_pages.Decide:
    """Of one page. `tied`: it tells itself what belongs to its record."""

    def decide(tag: str, address: str) -> Way | None:
        own = inside(address, run.city)
        if own is None or (tag == "a" and own.startswith("#")):
            return None
        own, _hash, anchor = own.partition("#")
        bare, _mark, asked = own.partition("?")
        end = f"#{anchor}" if anchor else ""
        language, plain = speech(bare)
        there = special(language, plain, asked, tag, tied)
        if there is not None:
            return Way(to_file(file, there[0]) + there[1]) if there[0] else Way(there[1])
        if tag in ("form", LEFT) or only_there(run, plain, asked) or verdict(run, bare) == CITY:
            return Way(f"{run.city}{own}{end}", away=True)
        if asked:
            return Way(to_file(file, f"{OWN}/daftar/{language}{plain}index.html"))
        if bare.startswith("/ledger/"):
            return Way(to_file(file, bare[1:]))
        page = verdict(run, bare) == PAGE
        run.want(bare, OTHER)
        try:
            return Way(to_file(file, file_of(bare, page)) + end)
        except ValueError:
            return Way(f"{run.city}{own}{end}", away=True)

    return decide


def only_there(run: Run, plain: str, asked: str) -> bool:
    """What only the city computes. Of a list of records the copy has one of its own, so it answers every question."""
    return bool(DATED.fullmatch(plain) or TIES.fullmatch(plain) or PACK.fullmatch(plain) or TALK.fullmatch(plain)
                or (asked and plain not in run.kinds))


def special(language: str, plain: str, asked: str, tag: str, tied: bool) -> tuple[str, str] | None:
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
    if tied and TIES.fullmatch(plain):
        return "", "#terkait"
    return None


def verdict(run: Run, bare: str) -> str:
    """What an address is: a page or a file to be copied, or something that only the city can do. Tried once a shape."""
    if bare.startswith(("/static/", "/berkas/")):
        return CITY if bare.endswith((".js", ".mjs")) else FILE
    if bare.startswith("/ledger/"):
        return FILE
    form = shape(bare)
    if form in run.shapes:
        return run.shapes[form]
    known = run.memory.one("SELECT verdict FROM shape WHERE shape=?", form)
    if known is None or (known == "" and run.memory.one("SELECT tries FROM shape WHERE shape=?", form) < EXAMPLES):
        return judge(run, bare, probe(run, bare))
    if len(run.shapes) >= MOST_KNOWN:
        run.shapes.clear()
    run.shapes[form] = str(known or CITY)
    return run.shapes[form]


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
    run.shapes.pop(form, None)
    run.memory.do("INSERT INTO shape VALUES (?, ?, 1) ON CONFLICT (shape) DO UPDATE SET verdict=excluded.verdict, "
                  "tries=tries+1", form, found)
    return found or CITY


def takes(path: str, answer: Answer) -> bool:
    """What is too large to be read in memory may be a table or a picture, but nothing that has to be looked into."""
    return not is_active(unquote(path), answer.type, answer.content if isinstance(answer.content, bytes) else b"")
