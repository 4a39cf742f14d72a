"""`pendopo check`: the lines of the health page, and what is too dear for a page. The exit code is 1 if one is bad."""
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as N_

from pendopo.conf.certificates import look
from pendopo.conf.integrity import look_at_files, look_at_texts
from pendopo.core.ledger.queries import entries, head
from pendopo.kit.ui.dates import moment
from pendopo.kit.work import keeping
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line, asked, lines

FULL_CHECK = 50_000         # lines whose entries are counted
SIGNS = {GOOD: "  ", ATTENTION: "? ", BAD: "! "}


def database_keeps() -> Line:
    """SQLite reads itself through; a server looks after itself."""
    told = "ok"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            told = str(cursor.fetchone()[0])
    return Line("database", gettext("Database"), GOOD if told == "ok" else BAD, gettext(
        "It answers and is whole.") if told == "ok" else told, "" if told == "ok" else gettext(
        "Stop the site, keep a copy of home, then bring the last backup back."))


def ledger_has_no_gap() -> Line:
    now = head()
    first = max(0, now.published - FULL_CHECK)
    whole = len(entries(first, now.published)) == now.published - first
    return Line("places", gettext("Ledger: places"), GOOD if whole else BAD, gettext(
        "Every signed line is in its place.") if whole else gettext("Signed lines are missing in the database."),
        "" if whole else gettext("Bring the last backup back, see docs/operate.md."))


DEAR = (database_keeps, ledger_has_no_gap)


class Command(BaseCommand):
    help = N_("Is this installation safe and well?")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            look()
            look_at_files()
            look_at_texts()
            keeping.look()
            found = [*lines(), *(asked(one) for one in DEAR)]
            for line in found:
                self.say(line)
        if any(line.state == BAD for line in found):
            raise SystemExit(1)

    def say(self, line: Line) -> None:
        since = f" ({moment(line.since)})" if line.since else ""
        self.stdout.write(f"{SIGNS[line.state]}{line.label}: {line.says}{since}")
        for words, address in line.items:
            self.stdout.write(f"      - {words}{' ' + address if address else ''}")
        if line.do:
            self.stdout.write(f"      > {line.do}")
