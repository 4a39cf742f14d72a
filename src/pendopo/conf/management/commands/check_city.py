"""`pendopo check`: is this installation safe and well? Each answer is a sentence; the exit code is 1 if one is bad."""
import shutil
import stat
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from pendopo.core.ledger.queries import entries, head, written
from pendopo.core.people.models import Person
from pendopo.core.places.queries import city
from pendopo.kit.post.models import Letter
from pendopo.kit.post.queries import waiting as letters_waiting
from pendopo.kit.regions.models import Region
from pendopo.kit.seal import ring as rings
from pendopo.kit.seal.models import DataKey
from pendopo.kit.work.queries import alive, failed

Answer = tuple[bool, str]
LOW_DISK = 2 * 1024**3      # bytes
FULL_CHECK = 50_000         # lines whose entries are compared with the tiles


def loopback() -> bool:
    return not settings.HOST


def demo_stays_home() -> Answer:
    whose = city()
    there = settings.DEMO or bool(whose and whose.demo) or Person.objects.filter(
        email__endswith="@contoh.example").exists()
    return not there or loopback(), ("Demo accounts and the page of outgoing mail are here and a public host is named: "
                                     "use a new PENDOPO_HOME for a real city." if there and not loopback() else
                                     "Demo mode, on this machine only." if there else "No demo accounts.")


def keys_are_private() -> Answer:
    open_to = [path.name for path in settings.KEYS_ROOT.iterdir()
               if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    return not open_to, f"Others may read these keys: {', '.join(open_to)}." if open_to else "Keys: owner only."


def sealed_opens() -> Answer:
    """What is sealed and whether the key file here opens it."""
    ring, all_ = rings.read(), DataKey.objects.count()
    fits = DataKey.objects.filter(version__in=ring.keys if ring else []).count()
    return fits == all_, f"{all_} sealed things, the key file fits {fits}." + (
        "" if fits == all_ else " Two holders of shares: pendopo seal recover.")


def served_safely() -> Answer:
    return loopback() or settings.HTTPS, ("A public host without PENDOPO_HTTPS=1: sign-in would travel in the open."
                                          if not loopback() and not settings.HTTPS else "Addresses are safe.")


def database_keeps() -> Answer:
    if connection.vendor != "sqlite":
        return True, "PostgreSQL answers."
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        told = cursor.fetchone()[0]
    return told == "ok", f"SQLite: {told}."


def regions_are_there() -> Answer:
    count = Region.objects.count()
    return count > 90_000, f"{count:,} regions."


def worker_lives() -> Answer:
    return alive(), "The worker has been at work in the last two minutes." if alive() else (
        "The worker is silent: no mail, no digest, no sealing. Start it with `pendopo run` or `pendopo work`.")


def jobs_succeed() -> Answer:
    return not failed(), f"{failed()} jobs failed."


def mail_goes_out() -> Answer:
    lost = Letter.objects.filter(state="given_up").count()
    way = "by SMTP" if settings.MAIL_URL else "into files (PENDOPO_MAIL is not set)"
    return not lost, f"Mail goes {way}; {letters_waiting()} letters wait, {lost} were given up."


def ledger_stands() -> Answer:
    now = head()
    first = max(0, now.published - FULL_CHECK)
    return len(entries(first, now.published)) == now.published - first, (
        f"{written():,} lines, {now.published:,} published.")


def disk_has_room() -> Answer:
    free = shutil.disk_usage(settings.HOME).free
    return free > LOW_DISK, f"{free / 1024**3:.0f} GiB free."


CHECKS: tuple[Callable[[], Answer], ...] = (
    demo_stays_home, keys_are_private, sealed_opens, served_safely, database_keeps, regions_are_there, worker_lives,
    jobs_succeed, mail_goes_out, ledger_stands, disk_has_room)


def answers() -> Iterator[tuple[str, bool, str]]:
    for check in CHECKS:
        good, sentence = check()
        yield check.__name__.replace("_", " "), good, sentence


class Command(BaseCommand):
    help = "Is this installation safe and well?"

    def handle(self, *args: Any, **options: Any) -> None:
        bad = 0
        for name, good, sentence in answers():
            bad += not good
            self.stdout.write(f"  {'good' if good else 'BAD '}  {name}: {sentence}")
        if bad:
            raise SystemExit(1)
