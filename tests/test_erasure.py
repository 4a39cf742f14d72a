"""Somebody who has used everything in the city is erased through its own page; then the whole home is searched.

What is searched: every table, and every byte that lies under PENDOPO_HOME after the night that follows (the index of
words is written anew, SQLite's write-ahead file goes into the database). What is not: keys, and backups made before.
"""
import io
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from pendopo.analysis.verifier import verify
from tests.attacks.running import BOTH, Running, free_port, new_database, wait
from tests.erasure_scene import CONTACT, MAIL, NAME, PAPER, PHONE, SEALED, WORDS

GONE = {WORDS[3], WORDS[4]}             # corrected and withdrawn: such words go at once
BEGIN = "import django; django.setup()\n"
LIVE = BEGIN + "from tests.erasure_scene import live; live()"
NIGHT = BEGIN + """
from django.db import connection
from pendopo.kit.work.timers import timers
for timer in timers():
    timer.do()
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest) -> Iterator[Running]:
    home = Path(tempfile.mkdtemp(prefix="pendopo-erasure-"))
    running = Running(home, free_port(), new_database() if request.param == "postgres" else "")
    running.prepare()
    yield running
    running.stop()
    shutil.rmtree(home, ignore_errors=True)


def send(site: Running, path: str, token: str, *cookies: str, **typed: str) -> tuple[int, bytes]:
    """A form, as a browser with these cookies sends it."""
    connection = HTTPConnection("localhost", site.port, timeout=60)
    try:
        connection.request("POST", path, urlencode({"csrfmiddlewaretoken": token, **typed}), {
            "Cookie": "; ".join(cookies), "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def planted(aliases: list[str]) -> dict[str, re.Pattern[bytes]]:
    """What must be nowhere, however it is written: as text, in capitals, as a JSON string."""
    words = [*WORDS, *aliases, CONTACT, MAIL, MAIL.partition("@")[0], NAME.split()[1], PHONE.lstrip("+"), PHONE[3:]]
    return patterns(words)


def patterns(words: list[str]) -> dict[str, re.Pattern[bytes]]:
    return {word: re.compile(re.escape(word.encode()), re.IGNORECASE) for word in words}


def in_files(home: Path, words: dict[str, re.Pattern[bytes]]) -> list[tuple[str, str]]:
    found = []
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        if path.is_file() and inside.parts[0] not in ("keys", "backups"):
            data = path.read_bytes()
            found += [(str(inside), word) for word, pattern in words.items() if pattern.search(data)]
    return found


def in_tables(site: Running, words: dict[str, re.Pattern[bytes]]) -> list[tuple[str, str]]:
    found = []
    for table, row in rows_of_postgres(site) if site.database else rows_of_sqlite(site):
        text = repr(row).encode()
        found += [(f"{table}: {row!r:.400}", word) for word, pattern in words.items() if pattern.search(text)]
    return found


def rows_of_sqlite(site: Running) -> Iterator[tuple[str, tuple[object, ...]]]:
    with sqlite3.connect(f"file:{site.home}/city.sqlite3?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.endswith("_fts"):            # its words have no rows of their own: they lie in _fts_data
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    yield table, row
    database.close()


def rows_of_postgres(site: Running) -> Iterator[tuple[str, tuple[object, ...]]]:
    with psycopg.connect(site.database) as database:
        tables = database.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in tables.fetchall():
            for row in database.execute(f'SELECT * FROM "{table}"'):
                yield table, row


def test_whoever_is_erased_is_nowhere(site: Running) -> None:
    told = json.loads(site.python("-c", LIVE).splitlines()[-1])
    words, browser = planted(told["aliases"]), told["browser"]
    session, form, token = browser["session"], browser["form"], browser["token"]
    site.start()
    assert send(site, "/akun/masuk/", token, form, login=MAIL, password="")[0] == 302
    wait(lambda: sum(MAIL.encode() in path.read_bytes() for path in (site.home / "mail").glob("*.eml")) >= 3, 60)
    wait(lambda: any(CONTACT.encode() in path.read_bytes() for path in (site.home / "mail").glob("*.eml")), 90)
    sealed = patterns(SEALED)
    assert not [*in_tables(site, sealed), *in_files(site.home, sealed)], "reports lie sealed from the beginning"
    assert site.get(told["reported"]["photo"])[0] == 200
    seen = {word for _place, word in [*in_tables(site, words), *in_files(site.home, words)]}
    assert seen | GONE == set(words), f"the search finds what is there: {set(words) - seen}"

    goes_by_receipt(site, told["reported"], form, token)
    takes_along(send(site, "/akun/data/unduh/", token, session, form)[1])
    status, page = send(site, "/akun/data/hapus/", token, session, form, sure="on")
    assert status == 200 and NAME.encode() not in page
    assert site.get("/akun/", session)[0] == 302, "signed out"

    site.settled()
    report = verify(f"{site.url}/ledger", language="en", processes=1)
    assert report.ok and report.counts["words"] > 5, "\n".join(report.lines())
    stays(site)
    assert site.get(told["reported"]["photo"])[0] == 404, "her photo is gone, the published copy too"
    assert b"Selokan meluap" in site.get(f"/laporan/{told['reported']['codes'][0]}/")[1]
    site.stop()
    site.python("-c", NIGHT)
    reports_are_empty(site, told["reported"])
    words |= sealed | patterns([told["reported"]["receipt"]])
    left = [*in_tables(site, words), *in_files(site.home, words)]
    assert not left, "\n".join(f"{word} in {place}" for place, word in left)


def goes_by_receipt(site: Running, reported: dict[str, Any], form: str, token: str) -> None:
    """The secret one is nobody's but the receipt's: its own page erases it."""
    connection = HTTPConnection("localhost", site.port, timeout=60)
    connection.request("POST", "/akun/tanda-terima/", urlencode({
        "csrfmiddlewaretoken": token, "code": reported["receipt"]}), {
            "Cookie": form, "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    address, receipt = answer.headers["Location"], str(answer.headers["Set-Cookie"]).partition(";")[0]
    assert SEALED[5].encode() in site.get(address, receipt)[1]
    assert send(site, f"{address}hapus/", token, receipt, form)[0] == 302
    assert site.get(address, receipt)[0] == 302, "the receipt opens nothing any more"


def reports_are_empty(site: Running, reported: dict[str, Any]) -> None:
    """No text, no file, no contact, no key of before; of the published one the city's words stay, without author and
    photo."""
    lines = site.python("-c", BEGIN + f"from tests.erasure_scene import left; left({reported['codes']}, "
                                      f"{reported['keys']})").splitlines()
    told = [json.loads(line) for line in lines]
    assert told[-1] == 0 and len(told) == 4, told
    assert [has for _code, _visibility, has in told[:-1]] == [[], [], []], told
    assert sorted(visibility for _code, visibility, _has in told[:-1]) == ["erased", "erased", "public"]


def takes_along(copy: bytes) -> None:
    """Before she goes she takes her data with her: her words, and the files that she handed in."""
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        names, told = archive.namelist(), archive.read("data.json").decode()
        papers = {name for name in names if name.startswith("files/")}
        assert {f"files/notulen {WORDS[10]}.pdf", f"files/hadir {WORDS[10]}.txt",
                f"files/lampiran {WORDS[10]}.txt"} <= papers, names
        assert b"an invented minute" in archive.read(f"files/notulen {WORDS[10]}.pdf")
    assert all(word in told for word in (MAIL, PHONE, NAME, WORDS[1], WORDS[2], WORDS[6], WORDS[8], WORDS[9]))


def stays(site: Running) -> None:
    """What her office said is the office's: its statement and its evidence are there, the file under another name."""
    listed = next(iter(json.loads(site.get("/rencana-aksi/ekspor.json")[1]).values()))
    pages = (site.get(f"/rencana-aksi/{one['code']}/")[1].decode() for one in reversed(listed))
    page = next(page for page in pages if "sudah separuh jalan" in page)
    status, paper = site.get(f"/berkas/{sha256(PAPER).hexdigest()}/berkas.pdf")
    assert status == 200 and paper == PAPER
    assert f"/berkas/{sha256(PAPER).hexdigest()}/berkas.pdf" in page
