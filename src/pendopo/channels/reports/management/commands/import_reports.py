"""pendopo import reports FILE: the national sheet "Laporan Ringkas" (XLSX, CSV) or bulk Open311 (CSV)."""
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from pendopo.analysis.loss import Loss
from pendopo.analysis.xlsx_parts import Unreadable
from pendopo.channels.reports.actions.importing import KEPT, Outcome
from pendopo.channels.reports.imports import UNREADABLE, NothingTaken, sentence, take
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.people.queries import system
from pendopo.kit.country import spoken
from pendopo.kit.rules import Refused
from pendopo.kit.ui.dates import span

SHOWN, STEP = 40, 10_000             # faults printed one by one; rows between two words of progress
NAMES = 10                           # names that are known nowhere here, the most frequent first


class Command(BaseCommand):
    help = N_("Loads reports from Laporan Ringkas or bulk Open311. All or nothing; safe to run twice; can be undone.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would change, write nothing."))
        parser.add_argument("--by", default="", metavar="EMAIL", help=_("The coordinator for whom this is done."))
        parser.add_argument("--publish", action="store_true", help=_(
            "Publish what the other system showed and in which no personal data is found; needs --by."))
        parser.add_argument("--leave-out", action="store_true", help=_("Leave broken rows out and take the others."))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"] and not options["by"]:
            raise CommandError(_("Publishing needs a person who answers for it: --by EMAIL."))
        try:
            outcome, loss = take(options["file"], by=acting(options["by"]), dry_run=options["dry_run"],
                                 publish=options["publish"], leave_out=options["leave_out"], tick=self.tick)
        except OSError:
            raise CommandError(_("The file cannot be opened.")) from None
        except Unreadable as error:
            raise CommandError(str(UNREADABLE[error.code])) from None
        except NothingTaken as wrong:
            raise CommandError("\n".join([_("Nothing was taken over."), *faults(wrong.loss)])) from None
        except (Hindrance, Refused) as error:
            raise CommandError(str(error.rule.why if isinstance(error, Refused) else error)) from None
        for line in faults(loss):
            self.stderr.write(line)
        for line in told(outcome, loss, options["dry_run"]):
            self.stdout.write(line)

    def tick(self, rows: int) -> None:
        if rows % STEP == 0:
            self.stderr.write(_("%(n)s rows ...") % {"n": rows})


def acting(email: str) -> Actor:
    """Whoever sits at the machine of the server has proved enough."""
    if not email:
        return system("import")
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
    person.strong = True
    return person


def faults(loss: Loss) -> list[str]:
    """The first ones row by row, then each sort with its count."""
    lines = [sentence(one) for one in loss.problems[:SHOWN]]
    if sum(loss.counts.values()) > SHOWN:
        lines += ["", *loss.summary(spoken())[1:]]
    return lines


def told(outcome: Outcome, loss: Loss, dry: bool) -> list[str]:
    """What was done, or would be, in lines."""
    counts = outcome.counts
    lines = [_("%(rows)s rows read: %(new)s new reports, %(here)s here already, %(out)s left out.") % {
        "rows": loss.rows, "new": counts["new"], "here": counts["here"], "out": loss.left_out}]
    if counts["new"]:
        lines.append(_("%(secret)s are secret: only the coordinators of the desk can read them. %(public)s are "
                       "published, %(waits)s wait for a person who reads and publishes them.") % {
            name: counts[name] for name in ("secret", "public", "waits")})
    for name, words in ((("found"), ngettext(
            "In %(n)s text that was public there, something tells who somebody is: it waits for a person.",
            "In %(n)s texts that were public there, something tells who somebody is: they wait for a person.",
            counts["found"])),
            ("name_old", ngettext("%(n)s name was not taken: its report was over more than %(span)s ago.",
                                  "%(n)s names were not taken: their reports were over more than %(span)s ago.",
                                  counts["name_old"])),
            ("open", ngettext("%(n)s is not closed. Its limits count from the day of the report, as the law counts.",
                              "%(n)s are not closed. Their limits count from the day of the report, as the law counts.",
                              counts["open"]))):
        if counts[name]:
            lines.append(words % {"n": counts[name], "span": span(KEPT.days)})
    lines += names(_("Offices that are not known here; their reports stay with the desk:"), outcome.agencies)
    lines += names(_("Categories that are not known here; their reports have none:"), outcome.categories)
    if dry:
        return [*lines, _("This was a dry run: nothing was written.")]
    number = outcome.batch.pk if outcome.batch and counts["new"] else None
    return lines if number is None else [*lines, _("To take it back: pendopo undo import %(n)s") % {"n": number}]


def names(head: str, found: Counter[str]) -> list[str]:
    return [head, *(f"  {count} × {name}" for name, count in found.most_common(NAMES))] if found else []
