"""The ledger: signed, whole, and kept by others too."""
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pendopo.core.ledger import mirrors, queries, tlog
from pendopo.kit.ui.dates import day
from pendopo.kit.ui.figures import number
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line, by_age, when

PROMPT = timedelta(minutes=10)   # within which every line is signed
NIGHTLY, MISSED = timedelta(days=2), timedelta(days=7)
COPIED = timedelta(days=3)


def signed() -> Line:
    lines, head = queries.written(), queries.head()
    place = tlog.folder() / tlog.CHECKPOINT
    at = datetime.fromtimestamp(place.stat().st_mtime, UTC) if place.exists() else None
    behind = lines - head.published
    stuck = behind > 0 and (at is None or timezone.now() - at > PROMPT)
    return Line("ledger", gettext("Ledger: signing"), BAD if stuck else GOOD, gettext(
        "%(lines)s lines, %(behind)s of them not signed yet. The last checkpoint stands beside.") % {
            "lines": number(lines), "behind": number(behind)}, gettext(
        "Is the worker at work? Has home/keys been restored? See “The ledger's key” in docs/operate.md.")
        if stuck else "", at)


def holds() -> Line:
    told, label = logbook.last("verify"), gettext("Ledger: held against itself")
    at = when(told)
    if told is None:
        return Line("verify", label, ATTENTION, gettext("Not yet: the first time is tonight."), gettext(
            "At once: pendopo verify"))
    if "error" in told:
        return Line("verify", label, ATTENTION, gettext("It could not be read from here: %(error)s.") % {
            "error": told["error"]}, gettext("Try from another machine: pendopo verify https://…/ledger"), at)
    if not told["good"]:
        return Line("verify", label, BAD, gettext(
            "Something does not fit what was signed. Nothing is repaired by itself."), gettext(
                "Change nothing. Keep a copy of the whole machine, compare with a mirror (pendopo verify "
                "--compare), and tell CSIRT and the forum."), at,
                    tuple((text, "") for _kind, _index, text in told["wrong"]))
    return Line("verify", label, by_age(at, NIGHTLY, MISSED), gettext("All %(count)s lines fit.") % {
        "count": number(told["size"])}, "" if by_age(at, NIGHTLY, MISSED) == GOOD else gettext(
        "It should run every night: is the worker at work?"), at)


def copies() -> Line:
    label, days = gettext("Copies that others keep"), mirrors.known()
    if not days:
        return Line("mirrors", label, ATTENTION, gettext("No mirror has fetched the ledger yet."), gettext(
            "Ask a CSO, a university or the provincial archive: pendopo mirror, see docs/operate.md. What only you "
            "keep can be rewritten by whoever breaks in."))
    last = date.fromisoformat(max(days.values()))
    age = timezone.localdate() - last
    fresh = age <= COPIED
    says = ngettext("%(count)d mirror is known; last seen %(day)s.", "%(count)d mirrors are known; last seen %(day)s.",
                    len(days)) % {"count": len(days), "day": day(last)}
    items = tuple((f"{name or gettext('without a name')}: {day(date.fromisoformat(at))}", "")
                  for name, at in days.items())
    return Line("mirrors", label, GOOD if fresh else ATTENTION, says, "" if fresh else gettext(
        "Ask its keeper whether it still runs."), None, items)


HEALTHY = [signed, holds, copies]
