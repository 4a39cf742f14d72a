"""pendopo seal: the key file of everything that is sealed. Shares for its holders, recovery by two, a new version."""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as N_

from pendopo.kit.seal import actions, ring, shares
from pendopo.kit.seal.models import DataKey
from pendopo.kit.seal.queries import wrapping

WRONG = {"mistyped": lazy("This share is mistyped. Please compare it with the paper once more."),
         "same": lazy("This is the same share twice. Two different ones are needed."),
         "other_set": lazy("These two shares were not printed together.")}


class Command(BaseCommand):
    help = N_("shares --of N prints shares for N holders; recover takes two of them; rotate makes a new key; status.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["shares", "recover", "rotate", "status"])
        parser.add_argument("--of", type=int, default=3, help=_("How many people hold a share (2 to 20)."))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "shares":
            self.print_shares(options["of"])
        elif options["what"] == "recover":
            self.recover()
        elif options["what"] == "rotate":
            self.stdout.write(_("%(count)s keys wrapped anew. Print new shares now: the old ones open nothing new.") % {
                "count": actions.rotate()})
        else:
            self.status()

    def print_shares(self, many: int) -> None:
        """To the screen or a printer, never to a file of ours."""
        try:
            made = shares.cut(wrapping().packed(), many)
        except ValueError:
            raise CommandError(_("Between two and twenty people can hold a share.")) from None
        self.stdout.write(_("Print this page, cut it, and give each part to another person. Any two of them can make "
                            "the key file again; one alone can do nothing. Keep no copy on a computer."))
        for share in made:
            self.stdout.write("\n" + _("Share %(number)s of %(many)s, set %(set)s") % {
                "number": share.point, "many": many, "set": share.batch.hex()})
            self.stdout.write(share.printed())

    def recover(self) -> None:
        """Two people type their shares; what is there is not overwritten by anything else."""
        try:
            one = shares.Share.read(input(_("First person, your share: ")))
            other = shares.Share.read(input(_("Second person, your share: ")))
            found = ring.Ring.unpacked(shares.joined(one, other))
        except shares.NotAShare as wrong:
            raise CommandError(str(WRONG[wrong.code])) from None
        except ValueError:
            raise CommandError(str(WRONG["mistyped"])) from None
        there = ring.read()
        if there is not None and there != found:
            raise CommandError(_("Another key file is here. Move it away first, and keep it: something may be sealed "
                                 "with it."))
        ring.put(found)
        self.stdout.write(_("The key file is here again."))
        self.status()

    def status(self) -> None:
        """What the key file opens."""
        there = ring.read()
        if there is None:
            self.stdout.write(_("There is no key file here."))
            return
        opened = DataKey.objects.filter(version__in=there.keys).count()
        self.stdout.write(_("Version %(version)s of the key; it fits %(opened)s of %(all)s sealed things.") % {
            "version": there.current, "opened": opened, "all": DataKey.objects.count()})
