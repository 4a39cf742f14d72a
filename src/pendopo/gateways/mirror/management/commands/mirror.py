"""pendopo mirror URL FOLDER: a verified copy of a city's public side, for anybody; needs no database."""
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from pendopo.gateways.mirror.asking import Asker, Silent, over_the_net
from pendopo.gateways.mirror.log import Refused
from pendopo.gateways.mirror.refusing import explained
from pendopo.gateways.mirror.run import Busy, Wish, clean, mirror

EVERY = 5.0                      # seconds between two lines of progress


class Progress:
    """A line now and then: how many pages are done, how many are left, how long that takes."""

    def __init__(self, say: Any) -> None:
        self.say, self.began, self.last = say, time.monotonic(), time.monotonic()

    def __call__(self, done: int, left: int) -> None:
        now = time.monotonic()
        if left and now - self.last < EVERY:
            return
        self.last = now
        rate = done / max(now - self.began, 0.001)
        self.say(_("  %(done)s addresses done, %(left)s left, %(rate).0f a second, about %(minutes).0f minutes") % {
            "done": f"{done:,}", "left": f"{left:,}", "rate": rate, "minutes": left / rate / 60 if rate else 0})


class Command(BaseCommand):
    help = N_("Keeps a verified copy of a city's public side in a folder that any web server can serve.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("city", help="https://…")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--by", default="", help=_("whose copy it is, said on every page"))
        parser.add_argument("--key", help=_("the key of the log, if you have it from somebody else"))
        parser.add_argument("--rate", type=float, default=10.0,
                            help=_("questions a second at most (%(default)s; 0: any)"))
        parser.add_argument("--whole", action="store_true", help=_("ask for every page and every row again"))
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            self.run_once(options)

    def run_once(self, options: dict[str, Any]) -> None:
        try:
            wish = Wish(clean(options["city"]), options["folder"].expanduser().resolve(),
                        options["by"] or _("somebody outside the city"), options["key"], options["whole"])
            asker = Asker(over_the_net(wish.city), options["rate"], options["by"])
            done = mirror(wish, asker, Progress(self.stdout.write))
        except Refused as refusal:
            for line in explained(refusal, options["folder"]):
                self.stderr.write(line)
            raise SystemExit(1) from refusal
        except Silent as silence:
            raise CommandError(_("The city does not answer (%(why)s). What was fetched is kept: run it again.") % {
                "why": silence}, returncode=2) from silence
        except Busy as busy:
            raise CommandError(_("Another run is at work in %(folder)s.") % {"folder": busy}, returncode=2) from busy
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        for line in done.lines:
            self.stdout.write(line)
        for code in done.warnings:
            self.stdout.write(_("! %(code)s: its page carries another title than its record in the ledger.") % {
                "code": code})
        self.stdout.write(_("Copied: %(pages)s files, %(fresh)s of them new; %(records)s records can be found.") % {
            "pages": f"{done.pages:,}", "fresh": f"{done.fresh:,}", "records": f"{done.records:,}"})
        self.stdout.write(_("Serve it with any web server, e.g.: python3 -m http.server -d %(site)s") % {
            "site": wish.folder / "www"})
