"""pendopo offsite: encrypted copies elsewhere, the drill that restores one, and the key on paper."""
import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.conf.offsite.copies import Busy, NotSet, copies, copy, folder
from pendopo.conf.offsite.drill import NotDrilled, drill
from pendopo.conf.offsite.looking import answer
from pendopo.conf.offsite.opening import try_key
from pendopo.kit.seal import age
from pendopo.kit.seal.addressed import NotAKey
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.ui.figures import number
from pendopo.kit.work import logbook

MB = 10**6


def typed_key() -> str:
    """From somebody's paper: not shown, not kept. From a pipe, its first line."""
    if sys.stdin.isatty():
        return getpass.getpass(_("The secret key from the paper: "))
    return sys.stdin.readline().strip()


class Command(BaseCommand):
    help = N_("key makes a pair; copy writes and sends one; drill restores the newest; try opens it with the paper; "
              "list.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["key", "copy", "drill", "try", "list", "look"])
        parser.add_argument("--file", type=Path, help=_("part of drill; not for people"))

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[], None]] = {"key": self.key, "copy": self.copy, "drill": self.drill,
                                                "try": self.try_paper, "list": self.list}
        if options["what"] == "look":
            answer(options["file"])
            return
        try:
            verbs[options["what"]]()
        except NotSet as wrong:
            raise CommandError(_("No key is set: pendopo offsite key makes one, PENDOPO_OFFSITE_KEY names its public "
                                 "half.")) from wrong
        except NotAKey as wrong:
            raise CommandError(_("That is no such key, or a letter of it is wrong.")) from wrong
        except Busy as wrong:
            raise CommandError(_("A copy or a drill is on its way already.")) from wrong
        except NotDrilled as wrong:
            raise CommandError(str(wrong)) from wrong

    def key(self) -> None:
        secret = age.new_secret()
        self.stdout.write(_("Print this line and keep it in two places outside this building. It is not kept here, "
                            "and nothing opens the copies without it:"))
        self.stdout.write(f"\n  {secret}\n")
        self.stdout.write(_("Put this one into the settings; everybody may know it:"))
        self.stdout.write(f"\n  PENDOPO_OFFSITE_KEY={age.public_of(secret)}\n")

    def copy(self) -> None:
        try:
            made = copy()
        except OSError as wrong:
            raise CommandError(_("No copy was made in %(folder)s: %(why)s. The ones before are as they were.") % {
                "folder": folder(), "why": wrong.strerror or wrong}) from wrong
        self.stdout.write(_("%(file)s: %(size)s MB, sealed. %(kept)d copies lie in %(folder)s.") % {
            "file": made.path.name, "size": number(made.size // MB), "kept": len(copies()),
            "folder": made.path.parent})
        sent = (logbook.last("offsite") or {}).get("sent")
        if sent is None:
            self.stdout.write(_("No command carries them away: is that folder on another machine or disk?"))
        elif not sent:
            raise CommandError(_("The command that carries the copies away did not succeed."))

    def drill(self) -> None:
        told = drill()
        self.stdout.write(_("Restored in %(seconds)s s and compared: %(records)s records, %(lines)s lines of the "
                            "ledger, the signed tree, the files.") % {
            "seconds": told["seconds"], "records": number(told["records"]), "lines": number(told["lines"])})
        self.stdout.write(str(told["missing"]))

    def try_paper(self) -> None:
        newest = next(iter(copies()), None)
        if newest is None:
            raise CommandError(_("There is no encrypted copy yet."))
        secret = typed_key()
        if age.public_of(secret) != settings.OFFSITE_KEY.strip():
            logbook.note("key-trial", good=False, file=newest.path.name, error="OtherKey")
            raise CommandError(_("This is another key than the one in the settings."))
        try:
            size = try_key(newest.path, secret)
        except age.Damaged as wrong:
            logbook.note("key-trial", good=False, file=newest.path.name, error="Damaged")
            raise CommandError(_("The key fits, but the newest copy is damaged or cut short: make a new one with "
                                 "pendopo offsite copy.")) from wrong
        except Shut as wrong:
            logbook.note("key-trial", good=False, file=newest.path.name, error="Shut")
            raise CommandError(_("The newest copy does not open with this key.")) from wrong
        logbook.note("key-trial", good=True, file=newest.path.name, size=size)
        self.stdout.write(_("The paper opens %(file)s: %(size)s MB lie inside.") % {
            "file": newest.path.name, "size": number(size // MB)})

    def list(self) -> None:
        for one in copies():
            self.stdout.write(f"{one.made:%Y-%m-%d %H:%M} UTC  {one.size:>15,}  {one.path}")
