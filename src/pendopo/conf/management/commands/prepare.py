"""Whatever is missing in PENDOPO_HOME and in the database is made: tables, regions, static files, the demo city."""
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from pendopo.conf.management.commands.demo import written_for_here
from pendopo.conf.release import first_release
from pendopo.conf.upgrading import marker
from pendopo.conf.upgrading.course import Refused, go_on_after_a_cut
from pendopo.conf.upgrading.moving import pending
from pendopo.core.ledger.queries import written
from pendopo.core.people.models import Membership
from pendopo.core.places.queries import city
from pendopo.kit import shutters
from pendopo.kit.country import country
from pendopo.kit.regions.actions import load
from pendopo.kit.regions.models import Region
from pendopo.kit.shapes import shapes
from pendopo.kit.shutters import keeper


class Command(BaseCommand):
    help = N_("Prepares an empty home: database, regions, static files; with PENDOPO_DEMO=1 the demo city.")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--serve", action="store_true", help=_("also what serving needs, and say where it will be"))
        parser.add_argument("--quiet", action="store_true")
        parser.add_argument("--bare", action="store_true", help=_("without the demo city"))

    def handle(self, *args: Any, **options: Any) -> None:
        with keeper():
            self.prepare(**options)

    def prepare(self, **options: Any) -> None:
        say = (lambda text: None) if options["quiet"] else self.stdout.write
        shapes()                # Malformed before anything is written: nobody publishes without what hides people
        try:
            go_on_after_a_cut(self.stdout.write)
        except Refused as why:
            raise CommandError(str(why)) from why
        with shutters.keeper():
            self.tables(say)
            if not Region.objects.exists():
                self.step(say, _("regions of %(country)s") % {"country": country().name}, load)
            begun = Path(settings.HOME) / "demo-begun"          # it stays where a start was cut off
            if settings.DEMO and (city() is None or begun.exists()) and not options["bare"]:
                begun.touch()
                for room in written_for_here():
                    self.step(say, _("invented city"), room)
                begun.unlink()
        if options["serve"]:
            self.statics(say)
            if not marker.busy():               # an upgrade counts every line, and lists its files itself at its end
                self.step(say, _("list of the release"), first_release)
            welcome(self.stdout.write)

    def tables(self, say: Callable[[str], Any]) -> None:
        """An empty database gets its tables. One with the records of a city is moved by `pendopo upgrade` alone, which
        keeps everything first and knows the way back; the invented city is moved at once."""
        waiting = len(pending())
        if waiting and marker.busy():
            raise CommandError(_("An upgrade is on its way here."))
        if waiting and not settings.DEMO and lived_in():
            raise CommandError(ngettext(
                "%(count)d step of a new version waits. Run pendopo upgrade: it keeps everything first and goes back "
                "by itself if something fails.",
                "%(count)d steps of a new version wait. Run pendopo upgrade: it keeps everything first and goes back "
                "by itself if something fails.", waiting) % {"count": waiting})
        if waiting:
            self.step(say, _("tables"), lambda: call_command("migrate", verbosity=0))

    def step(self, say: Callable[[str], Any], name: str, do: Callable[[], Any]) -> None:
        began = time.monotonic()
        told, done = do(), _("done")
        say(f"  {name}: {told if isinstance(told, str) else done} ({time.monotonic() - began:.1f} s)")

    def statics(self, say: Callable[[str], Any]) -> None:
        """Collected and compressed once for each state of the files."""
        stamp, now = Path(settings.STATIC_ROOT) / "stamp", fingerprint()
        if not stamp.exists() or stamp.read_text() != now:
            self.step(say, _("style and scripts"),
                      lambda: call_command("collectstatic", interactive=False, verbosity=0))
            stamp.write_text(now)


def lived_in() -> bool:
    return "ledger_line" in connection.introspection.table_names() and written() > 0


def fingerprint() -> str:
    """Names, sizes and times of our static files."""
    seen = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns)
                  for folder in settings.PACKAGE.glob("**/static") for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def welcome(write: Callable[[str], Any]) -> None:
    """Where it is, and in demo mode how to get in."""
    write(f"\n  Pendopo: {settings.SITE}/    (English: {settings.SITE}/en/)\n")
    if not settings.DEMO or not settings.DEMO_SIGN_INS.exists():
        return
    roles = {row.person.email: f"{row.role}, {row.organisation.name}"
             for row in Membership.objects.select_related("person", "organisation")}
    write(_("  Invented people to sign in as; those with a role also need `.venv/bin/pendopo demo code NAME`:"))
    citizen = _("citizen")
    for email, password in json.loads(settings.DEMO_SIGN_INS.read_text()).items():
        write(f"    {email:<26} {password:<14} {roles.get(email, citizen)}")
    write("")
