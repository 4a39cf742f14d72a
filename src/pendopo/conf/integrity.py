"""Whether somebody has planted something here: changed files every hour, texts and pages every night.

Gambling advertising is the usual defacement of Indonesian government sites (watch/ in the country pack). Findings lie
in the logbook; the health page names them.
"""
import re
from typing import Any

from django.conf import settings

from pendopo.analysis import injected
from pendopo.analysis.injected import Words
from pendopo.conf import release
from pendopo.conf.release import Compared
from pendopo.conf.texts import texts
from pendopo.conf.walking import Ask, served, strangers
from pendopo.kit.country import folder
from pendopo.kit.work import logbook

NAMED = 50                       # findings that are written down
READABLE = (".html", ".txt", ".xml", ".js", ".css", ".svg", ".py", ".json", ".webmanifest", ".md", ".csv")
OUR_LISTS = re.compile(r"(?:program/packs/[^/]+|pack)/watch/")      # they hold the words themselves
OWN_WORDS = "gambling.csv"


def words() -> Words:
    """Ours, and those of the city."""
    tables = [folder("watch", "gambling.csv"), settings.HOME / OWN_WORDS]
    return injected.read(*(table.read_text("utf-8") for table in tables if table.exists()))


def own_hosts() -> frozenset[str]:
    return frozenset({settings.HOST.casefold().removeprefix("www."), "localhost", "contoh.example"} - {""})


def look_at_files() -> int:
    """Each file that is not as in the release, with what was planted in it. Returns how many."""
    found = release.compare()
    if found is None:
        return 0
    listed = [*(["changed", name, planted(name)] for name in found.changed),
              *(["added", name, planted(name)] for name in found.added),
              *(["missing", name, []] for name in found.missing)]
    logbook.note("release", good=found.whole, forged=found.forged, count=len(listed), files=listed[:NAMED],
                 fingerprint=found.release.fingerprint[:16], version=found.release.version)
    return len(listed)


def planted(name: str) -> list[str]:
    """Hosts and words in a file that was changed."""
    if not name.endswith(READABLE) or OUR_LISTS.match(name):
        return []
    text = release.path_of(name).read_text("utf-8", "replace")
    given = injected.given_away(text, words(), own_hosts())
    return sorted({*given, *(injected.hosts(text) - own_hosts() if given else ())})[:5]


def look_at_texts(ask: Ask = served) -> int:
    """Every public text, then the pages as they are served. Returns how many things a person should look at."""
    told, known, count = words(), own_hosts() | released_hosts(release.compare()), 0
    listed: list[list[Any]] = []
    seen: set[str] = set()
    for text in texts():
        count += 1
        seen |= injected.hosts(text.words)
        given = injected.given_away(text.words, told, own_hosts())
        if given:
            listed.append([text.where, text.key, text.code, [hit for hit in given if "." not in hit]])
    pages, silent = [], ""
    try:
        pages = [[path, foreign[:5]] for path, foreign in strangers(known | frozenset(seen), ask)]
    except OSError as error:
        silent = type(error).__name__
    logbook.note("defacement", good=not (listed or pages), texts=count, found=listed[:NAMED], pages=pages[:NAMED],
                 count=len(listed) + len(pages), silent=silent)
    return len(listed) + len(pages)


def released_hosts(found: Compared | None) -> frozenset[str]:
    """Where the program itself leads, as far as its files are those of the release."""
    odd = {*found.changed, *found.added} if found else set()
    ours = [path for name, path in release.files() if name not in odd and name.endswith((".html", ".py", ".csv"))]
    return frozenset(host for path in ours for host in injected.hosts(path.read_text("utf-8", "replace")))
