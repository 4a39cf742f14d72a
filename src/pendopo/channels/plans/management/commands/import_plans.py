"""pendopo import plans FILE...: action plans from tables or from a folder, as the operator types it."""
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from pendopo.channels.plans.actions.importing import Outcome
from pendopo.channels.plans.imports import Unreadable, read, sentence, take

SHOWN = 40                           # changes and notes that are printed one by one


class Command(BaseCommand):
    help = N_("Loads action plans: our facts table, an OGP export, or a folder of open.usa.gov. Safe to run twice.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="*", metavar="FILE_OR_FOLDER")
        parser.add_argument("--totals", type=Path, action="append", default=[],
                            help=_("What an assessor counted for whole plans."))
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would change, write nothing."))

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["files"] and not options["totals"]:
            raise CommandError(_("Name at least one file."))
        reading = read(options["files"], options["totals"])
        notes = [sentence(problem) for problem in reading.problems if not problem.grave]
        for line in shortened(notes):
            self.stderr.write(line)
        try:
            done = take(reading, options["dry_run"])
        except Unreadable as wrong:
            raise CommandError("\n".join([_("Nothing was taken over."), *map(sentence, wrong.problems)])) from None
        for line in told(done, options["dry_run"]):
            self.stdout.write(line)


def told(done: Outcome, dry: bool) -> list[str]:
    """What was done, or would be, in lines."""
    read_ = ngettext("%(n)s commitment read.", "%(n)s commitments read.", done.seen) % {"n": done.seen}
    if not done.changes:
        return [read_, _("Nothing changed: all of it is here already."), *written_again(done)]
    counts = {name: (done.new(name), done.changed(name)) for name in
              ("plan", "commitment", "statement", "organisation")}
    sums = _("New: %(plans)s plans, %(commitments)s commitments, %(statements)s totals, "
             "%(organisations)s organisations. Changed: %(changed_plans)s plans, %(changed)s commitments.") % {
        "plans": counts["plan"][0], "commitments": counts["commitment"][0], "statements": counts["statement"][0],
        "organisations": counts["organisation"][0], "changed_plans": counts["plan"][1],
        "changed": counts["commitment"][1]}
    rows = [f"  {'+' if change.new else '~'} {change.name}" + (f": {', '.join(change.fields)}" if change.fields else "")
            for change in done.changes if change.what != "organisation"]
    last = _("This was a dry run: nothing was written.") if dry else ""
    return [line for line in (read_, *shortened(rows), sums, *written_again(done), last) if line]


def written_again(done: Outcome) -> list[str]:
    """Of a table of the OGP database: how much is kept as it was spelt, and what an export would lose."""
    if not done.spelt and not done.loss:
        return []
    spelt = _("Kept as the source spells them, beside what was read from them: %(cells)s.") % {
        "cells": ", ".join(f"{column} {number}" for column, number in done.spelt.most_common())}
    lost = [_("%(key)s, column %(column)s: would be written as \"%(after)s\" and not as \"%(before)s\".") % {
        "key": key, "column": column, "before": before[:80], "after": after[:80]}
        for key, column, before, after in done.loss]
    return [spelt, *(shortened(lost) or [_("Loss report: empty. An export writes every cell as it came.")])]


def shortened(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    if more <= 0:
        return lines
    return [*lines[:SHOWN], ngettext("  and %(n)s more", "  and %(n)s more", more) % {"n": more}]
