"""pendopo score: how good the router's proposals are on this city's own decisions. Thin."""
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.channels.reports.actions.learning import measure
from pendopo.core.people.queries import system


class Command(BaseCommand):
    help = N_("Replays this city's own routing decisions in the order of time and prints what the proposals were "
              "worth.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = measure(actor=system("score"))
        if not found["whole"]["n"]:
            self.stdout.write(_("No report has been sent to an office and taken up yet: there is nothing to measure."))
            return
        head = (_("n"), _("first right"), _("among three"), _("no proposal"), _("called sure"), _("sure and right"))
        self.stdout.write(f"{'':24}" + "".join(f"{one:>16}" for one in head))
        for part in ("whole", "months", "categories"):
            rows = {_("all"): found[part]} if part == "whole" else found[part]
            for name, one in rows.items():
                self.stdout.write(f"{name or '-':24}" + "".join(f"{cell:>16}" for cell in cells(one)))
        for share, right in found["curve"]:
            self.stdout.write(_("the surest %(share)s: %(right)s right") % {
                "share": f"{share:.0%}", "right": f"{right:.1%}"})


def cells(one: dict[str, int]) -> tuple[str, ...]:
    def of(part: int, total: int) -> str:
        return f"{part / total:.1%}" if total else "-"
    return (str(one["n"]), of(one["right"], one["n"]), of(one["third"], one["n"]), of(one["silent"], one["n"]),
            of(one["sure"], one["n"]), of(one["sure_right"], one["sure"]))
