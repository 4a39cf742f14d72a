from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.conf.upgrading.course import Refused, go_on_after_a_cut, upgrade
from pendopo.conf.upgrading.marker import Busy
from pendopo.conf.upgrading.versions import Version, here


class Command(BaseCommand):
    help = N_("Moves everything to a new version. If anything goes wrong, everything is put back and the old one "
              "runs on.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path,
                            help=_("where the new version lies; without it: the code here is new already"))

    def handle(self, *args: Any, **options: Any) -> None:
        new = Version(options["folder"].resolve()) if options["folder"] else here()
        try:
            go_on_after_a_cut(self.say)
            done = upgrade(new, self.say)
        except Refused as why:
            raise CommandError(str(why)) from why
        except Busy as busy:
            raise CommandError(_("Another upgrade is on its way here.")) from busy
        if not done:
            raise SystemExit(1)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
