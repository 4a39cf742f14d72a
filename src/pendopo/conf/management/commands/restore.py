import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.conf.management.commands.offsite import typed_key
from pendopo.conf.management.commands.prepare import lived_in
from pendopo.conf.offsite.opening import plain, sealed
from pendopo.conf.safekeeping import NotRestored, bring_back, manifest
from pendopo.conf.upgrading.moving import pending, unknown
from pendopo.core.ledger.actions import resume
from pendopo.core.ledger.queries import written
from pendopo.kit import shutters
from pendopo.kit.seal.addressed import NotAKey
from pendopo.kit.seal.age import Damaged
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.ui import figures
from pendopo.kit.work.queries import alive


class Command(BaseCommand):
    help = N_("Puts a backup back. The site must be stopped. A log that lost lines goes on as a new one, and says so.")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help=_("what is here now may be overwritten"))

    def handle(self, *args: Any, **options: Any) -> None:
        began, file = time.monotonic(), options["file"]
        try:
            if sealed(file):
                with plain(file, typed_key()) as backup:
                    about = self.checked(backup, replace=options["replace"])
            else:
                about = self.checked(file, replace=options["replace"])
        except NotRestored as error:
            raise CommandError(str(error)) from error
        except Damaged as error:
            raise CommandError(_("The key fits, but the copy is damaged or cut short. Nothing was changed; fetch it "
                                 "again, or take another one.")) from error
        except (NotAKey, Shut) as error:
            raise CommandError(_("The copy does not open with this key.")) from error
        with shutters.keeper():
            if pending():
                call_command("migrate", verbosity=0)
            broke = resume()
        self.stdout.write(_("Restored the state of %(made)s: %(lines)s lines, in %(seconds).0f s.") % {
            "made": about["made"], "lines": figures.number(written()), "seconds": time.monotonic() - began})
        if broke:
            self.stdout.write(_(
                "The published log was ahead of this backup. A new log, %(log)s, goes on from here; its first line "
                "names the old one, so that everybody can see the break.") % {"log": broke})

    def checked(self, backup: Path, *, replace: bool) -> dict[str, Any]:
        """Nothing is touched before this backup fits this version and this home. Raises NotRestored."""
        about = manifest(backup)
        if later := unknown(about.get("steps", [])):
            raise NotRestored(_(
                "This backup is of a newer Pendopo (%(step)s); install that version first.") % {"step": later[-1]})
        if lived_in() and not replace:
            raise CommandError(_(
                "Here are %(lines)s lines already. To overwrite them, add --replace.") % {
                    "lines": figures.number(written())})
        if lived_in() and alive():
            raise CommandError(_("The site seems to be running. Stop it, wait two minutes, and try again."))
        return bring_back(backup)
