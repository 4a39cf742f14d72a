"""The second process: timers, jobs, and whether it is at work at all."""
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pendopo.kit import shutters
from pendopo.kit.country import in_words
from pendopo.kit.ui.dates import day, moment
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line, by_age, when
from pendopo.kit.work.keeping import BOOK, NIGHTS, rules
from pendopo.kit.work.queries import SILENT, failed, runs, waiting
from pendopo.kit.work.timers import timers

LATE = timedelta(hours=26)      # a daily timer that has not run for so long


def at_work() -> Line:
    label, now = gettext("Work in the background"), shutters.now()
    known = {run.name: run for run in runs()}
    last = max((run.started for run in known.values() if run.started <= timezone.now() + SILENT), default=None)
    if now is not None:
        return Line("worker", label, ATTENTION, gettext("Everything waits: only reading is open."), gettext(
            "It goes on by itself at the named time.") if now.until else gettext(
            "It does not open by itself. When all is well again: pendopo readonly --end"), last)
    if last is None or last < timezone.now() - SILENT:
        return Line("worker", label, BAD, gettext("The worker is silent: no mail, no reminder, no signed ledger."),
                    gettext("Restart the service (systemctl restart pendopo). If that does not help, look into its "
                            "log."), last)
    broken = [run for run in known.values() if run.failed]
    daily = {timer.name for timer in timers() if timer.at}
    late = [run for run in known.values() if run.name in daily and run.started < timezone.now() - LATE]
    lost, queue = failed(), waiting()
    items = [*((gettext("%(timer)s failed: %(error)s, %(when)s") % {
        "timer": run.name, "error": run.failed, "when": moment(run.started)}, "") for run in broken),
        *((gettext("%(timer)s has not run since %(when)s") % {
            "timer": run.name, "when": moment(run.started)}, "") for run in late)]
    if lost:
        items.append((ngettext("%(count)d job failed", "%(count)d jobs failed", lost) % {"count": lost}, ""))
    says = ngettext("At work; %(count)d job waits.", "At work; %(count)d jobs wait.", queue) % {"count": queue}
    return Line("worker", label, ATTENTION if items else GOOD, says, gettext(
        "A timer is tried again at its next time. If it fails again, look into the log of the service.")
        if items else "", last, tuple(items))


def kept() -> Line:
    """Of each rule of keeping the oldest thing that was found last night, and whether it should be gone."""
    label, told = gettext("How long things are kept"), logbook.last(BOOK)
    if told is None:
        return Line("keeping", label, ATTENTION, gettext("Not looked at yet: the first time is tonight."), gettext(
            "At once: pendopo check"))
    late, items = [], []
    for name, keep in rules().items():
        at = datetime.fromisoformat(told["oldest"][name]) if name in told["oldest"] else None
        over = at is not None and timezone.now() - at > keep.span + NIGHTS
        words = {"what": in_words(keep.what), "days": keep.days, "day": day(at) if at else ""}
        if over:
            late.append((gettext(
                "%(what)s: after %(days)d days it should be gone, the oldest is of %(day)s.") % words, ""))
        elif not keep.outside:
            items.append(((gettext("%(what)s: %(days)d days, the oldest is of %(day)s.") if at else gettext(
                "%(what)s: %(days)d days, nothing is there.")) % words, ""))
    state = BAD if late else by_age(when(told), timedelta(days=2), timedelta(days=7))
    return Line("keeping", label, state, gettext("Too much is still there.") if late else gettext(
        "Nothing is older than its rule allows."), gettext(
        "What removes it runs by night: see above whether that work is done, then look again: pendopo check")
        if late else "", when(told), (*late, *items))


HEALTHY = [at_work, kept]
