"""How the figures of an office, a place or a category read: which of them may be told, and in which words. The pages
and the numbers that are kept day by day come from here, so both hide the same."""
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.queries.figures import FEWEST, Figures, middle, share
from pendopo.core.records.figures import Numbers
from pendopo.kit.ui.figures import number, percent

COUNTS: dict[str, Any] = {           # in the order of a report's life
    "reports": _("Published reports"), "open": _("Still open"), "late": _("Past their day"),
    "unconfirmed": _("Reported done, not confirmed yet"), "solved": _("Solved, says the reporter"),
    "timer": _("Closed by the timer, unconfirmed"), "otherwise": _("Closed in another way")}
SHARES: dict[str, tuple[Any, Any]] = {                   # (what it is, of what)
    "in_time": (_("followed up in time"), _("of the first follow-ups owed")),
    "solved_share": (_("solved, says the reporter"), _("of what was closed")),
    "timer_share": (_("closed by the timer"), _("of what was closed")),
    "first_days": (_("to the first follow-up"), _("median")),
    "solved_days": (_("until the reporter confirmed"), _("median"))}
IN_A_ROW = ("reports", "in_time", "solved_share", "timer_share")         # of the table of everybody


def published(told: Figures) -> Numbers:
    """What may be told of these reports. Shares are per mille, days are tenths."""
    counts = {"reports": told.count, "open": told.open, "late": told.late, "unconfirmed": told.unconfirmed,
              "solved": told.solved, "timer": told.timer, "otherwise": max(0, told.ended - told.solved - told.timer)}
    shares = {"in_time": share(told.kept, told.owed), "solved_share": share(told.solved, told.ended),
              "timer_share": share(told.timer, told.ended)}
    medians = {"first_days": middle(told.first), "solved_days": middle(told.to_solved)}
    return ({name: value for name, value in counts.items() if value == 0 or value >= FEWEST}
            | {name: parts(value, 1000) for name, value in shares.items() if value is not None}
            | {name: parts(value, 10) for name, value in medians.items() if value is not None})


def parts(value: float, of: int) -> int:
    """So many thousandths or tenths, rounded as the page rounds."""
    return int((Decimal(str(value)) * of).quantize(Decimal(1), ROUND_HALF_UP))


def say(key: str, value: int) -> str:
    if key in ("in_time", "solved_share", "timer_share"):
        return percent(value, 1000)
    if key not in ("first_days", "solved_days"):
        return number(value)
    said = {"days": number(Decimal(value) / 10)}
    return gettext("%(days)s working days") % said if key == "first_days" else gettext("%(days)s days") % said


def label(key: str) -> str:
    """Of one number that stands alone: "Solved, says the reporter (of what was closed)"."""
    if key in COUNTS:
        return str(COUNTS[key])
    what, of = SHARES[key]
    return f"{str(what).capitalize()} ({of})"


def fewer() -> str:
    """Instead of a number so small that it could point at somebody."""
    return gettext("fewer than %(count)s") % {"count": FEWEST}


def few(count: int) -> str:
    return fewer() if 0 < count < FEWEST else number(count)


def counts(told: Numbers) -> list[tuple[str, str]]:
    return [(str(words), say(key, told[key]) if key in told else fewer()) for key, words in COUNTS.items()]


def shares(told: Numbers) -> list[tuple[str, str, str]]:
    """(number, what it is, of what); what too few reports say is left out."""
    return [(say(key, told[key]), str(what), str(of)) for key, (what, of) in SHARES.items() if key in told]


def cells(told: Numbers) -> list[str]:
    """A row of the table of everybody."""
    return [say(key, told[key]) if key in told else fewer() if key in COUNTS else gettext("too few to say")
            for key in IN_A_ROW]
