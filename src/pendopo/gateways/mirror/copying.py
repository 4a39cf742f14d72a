"""Page after page of a city becomes a file of the copy. What stands still is asked for only if it changed; what the
ledger says nothing new about is not asked for at all. Records come many in one answer, where the city offers it."""
import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from pendopo.analysis import mirror_pages, stem
from pendopo.analysis.mirror_pages import is_form
from pendopo.analysis.mirror_paths import file_of
from pendopo.gateways.mirror.files import put
from pendopo.gateways.mirror.underway import FRAMES, Run, code_in, is_record, speech
from pendopo.gateways.mirror.ways import CITY, PAGE, TIED, decider, judge, only_there, takes

LOC = re.compile(r"<loc>([^<]+)</loc>")
CHOSEN = "/?bahasa"               # of a city whose bare address opens in English: the other first page
MANY = "/halaman-catatan.jsonl"   # pages of the records that are named, in one answer (web/sending.py of the city)
AT_ONCE, FEW = 50, 20             # records named in one question; fewer are asked for one by one, with their ETags
STEP = 200                        # addresses between two looks at how many are left
MOST_WORDS = 600                  # different stems of one page that can be found
RECORD, LIST = 1, 2               # in what order


def copy_all(run: Run) -> None:
    """Until nothing is left to be asked for."""
    survey(run)
    run.memory.forget_gone(run.number)
    run.memory.keep_unchanged(run.number)
    run.memory.plan(run.number)
    for path in (*run.kinds, *(f"/en{kind}" for kind in run.kinds)):
        run.want(path, LIST)
    for path in FRAMES:          # what stands around the pages that the copy frames itself
        take(run, path)
        run.memory.done(path)
    done = len(FRAMES) + take_many(run)
    while (wanted := run.memory.next()) is not None:
        take(run, wanted)
        run.memory.done(wanted)
        done += 1
        if done % STEP == 0:
            progress(run, done)
    run.memory.commit()
    run.tell(done, 0)


def progress(run: Run, done: int) -> None:
    run.memory.commit()
    run.tell(done, int(run.memory.one("SELECT count(*) FROM todo")))


def survey(run: Run) -> None:
    """The map of the site says which records there are, in which order, and the pages that stand beside them."""
    last = 0
    for file in locations(run, "/sitemap.xml"):
        records = re.search(r"sitemap-catatan-(\d+)", file)
        found = [path for path in locations(run, file) if not path.startswith("/en/")]
        if records is None:
            for path in found:
                run.want(path, LIST)
                run.want(f"/en{path}", LIST)
            continue
        rows = []
        for path in found:
            last += 1
            code = path.rstrip("/").rpartition("/")[2]
            rows.append((code, path, last))
            run.kinds.add(path.removesuffix(f"{code}/"))
        run.memory.enter(rows, run.number)
    for prefix in ("", "/en"):
        run.memory.want_new(prefix, RECORD, run.number)
        for kind in run.kinds:
            run.memory.do("INSERT OR REPLACE INTO shape VALUES (?, ?, 0)", f"{prefix}{kind}*/", PAGE)


def locations(run: Run, path: str) -> Iterator[str]:
    answer = run.asker.ask(path)
    for address in LOC.findall(answer.body.decode("utf-8", "replace")) if answer.status == 200 else ():
        own = urlsplit(address).path
        if own:
            yield own


def take_many(run: Run) -> int:
    """The records that are wanted, so many in one question; what does not come this way is left to be asked for alone.
    Returns how many came."""
    done = 0
    for prefix in ("", "/en"):
        last = ""
        while len(named := run.memory.waiting(prefix, last, AT_ONCE)) >= FEW:
            last = named[-1]
            answer = run.asker.ask(f"{prefix}{MANY}?kode={','.join(named)}", heavy=True)
            if answer.status != 200:
                return done
            done += sum(take_line(run, prefix, set(named), line) for line in answer.body.splitlines())
            progress(run, done)
    return done


def take_line(run: Run, prefix: str, named: set[str], line: bytes) -> bool:
    """One page of many, if it is one that was asked for."""
    try:
        told = json.loads(line)
        path, text = str(told["path"]), str(told["html"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    own = is_record(run, path) and code_in(run, path) in named and path.startswith("/en/") == bool(prefix)
    if not own or is_form(text):
        return False
    write_page(run, path, text, "")
    run.memory.done(path)
    return True


def take(run: Run, path: str) -> None:
    """One address: kept if unchanged, else fetched, read, turned and written."""
    if only_there(run, speech(path)[1], ""):             # an older copy still had it
        run.memory.do("DELETE FROM page WHERE path=?", path)
        return
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
        file = file_of(path, page=False)
        answer.pour(run.fresh / file)
        note(run, path, file, answer.etag)
    else:
        run.memory.do("DELETE FROM page WHERE path=?", path)
        write_bridge(run, path)


def write_bridge(run: Run, path: str) -> None:
    """A way that was believed to lead to a page leads to a sentence with the city's address."""
    if path.endswith("/") and not path.startswith("/static/"):
        write(run, path, file_of(path, page=True), run.bridge(run, path).encode(), "")


def write(run: Run, path: str, file: str, data: bytes, etag: str) -> None:
    put(run.fresh / file, data)
    note(run, path, file, etag)


def note(run: Run, path: str, file: str, etag: str) -> None:
    run.memory.do("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?)", path, file, etag, run.size, run.number,
                  code_in(run, path), run.stamp.isoformat())


def write_page(run: Run, path: str, text: str, etag: str) -> None:
    file, language, code = file_of(path, page=True), speech(path)[0], code_in(run, path)
    if is_record(run, path):
        text = mirror_pages.slim(text, run.top(run, path))
        learn_words(run, code, language, text)
    if path in FRAMES:
        run.memory.put(f"frame-{language}", text)
        run.tops.clear()
    text, mentioned = turned(run, file, path, text)
    run.memory.mentions(path, mentioned - {code} if code else set())
    write(run, path, file, text.encode(), etag)


def turned(run: Run, file: str, path: str, text: str) -> tuple[str, set[str]]:
    """A page of the city as it stands in the copy, and the records that it names."""
    decide, named = decider(run, file, TIED in text), set[str]()

    def noted(tag: str, address: str) -> mirror_pages.Way | None:
        named.add(code_in(run, address))
        return decide(tag, address)

    own = mirror_pages.rewritten(text, noted, run.note(speech(path)[0]))
    return run.dress(own, file, path), named - {""}


def learn_words(run: Run, code: str, language: str, text: str) -> None:
    """What search will find this record by, and how its words are spelled."""
    found = mirror_pages.read(text)
    title, rest = stem.stems(f"{found.title} {code}", language), stem.stems(found.words, language)
    run.memory.doc(code, language, found.title, found.state, (
        list(dict.fromkeys(title)), list(dict.fromkeys(rest))[:MOST_WORDS]))
    fresh = run.memory.unknown(set(stem.tokens(f"{found.title} {found.words}")))
    groups = ((word, stem.asked(word, settings.LANGUAGE_CODE)) for word in fresh if word.isalnum())
    run.memory.spell((word, " ".join(group[0]) if group else "") for word, group in groups if len(group) < 2)
