"""How the desk is drawn: rows, clocks, tabs, the choice in words. Asks nothing."""
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import get_language, gettext_noop, ngettext

from pendopo.channels.reports import showing
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.models import Filter, Report
from pendopo.channels.reports.queries.desk import ME, NOBODY, STATES, Wish
from pendopo.channels.reports.words import CHANNELS, CLASSES
from pendopo.channels.reports.workflow import (
    COORDINATORS,
    HANDLERS,
    OFFICE_LIMITS,
    WARNINGS,
    WITH_DESK,
    WITH_OFFICE,
    WORKFLOW,
)
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import today
from pendopo.core.records.cards import office_name, where
from pendopo.core.records.models import Clock
from pendopo.core.records.reckoning import days, limit_of, pauses_of
from pendopo.kit.prepared import Late, models_of
from pendopo.kit.ui import figures
from pendopo.kit.ui.dates import day
from pendopo.kit.ui.words import gettext
from pendopo.kit.workdays.national import national

GROUPS = {"baru": gettext_noop("At the desk"), "masuk": gettext_noop("Not yet followed up"),
          "jalan": gettext_noop("In process"), "tanya": gettext_noop("Waiting for the reporter"),
          "beres": gettext_noop("Reported done, unconfirmed"), "kembali": gettext_noop("Opened again by the reporter"),
          "tutup": gettext_noop("Closed or archived")}
TIMES = {"lewat": gettext_noop("Late"), "segera": gettext_noop("Due within three days"),
         "berhenti": gettext_noop("Clock stands still")}
TABS = {"": (gettext_noop("Everything open"), Wish()), "saya": (gettext_noop("Mine"), Wish(petugas=ME)),
        "lewat": (gettext_noop("Late"), Wish(waktu="lewat")), "segera": (gettext_noop("Soon"), Wish(waktu="segera")),
        "baru": (gettext_noop("New"), Wish(status="baru")), "masuk": (gettext_noop("To begin"), Wish(status="masuk")),
        "tanya": (gettext_noop("With the reporter"), Wish(status="tanya"))}
EXTRA = {"bukti": (gettext_noop("Closing photos to look at"), Wish(periksa="bukti")),
         "identitas": (gettext_noop("An identity is asked for"), Wish(periksa="identitas"))}
NEXT = {"unverified": ("verifikasi", gettext_noop("Verify")), "verified": ("kirim", gettext_noop("Send to an office"))}


def clock(row: Report) -> dict[str, str] | None:
    """The clock that ends first, as it stands: late, nearly over (90 %), soon over (75 %), running, or still.

    Counted by the national calendar; the page of the case knows the city's own days off too.
    """
    if row.closed is not None:
        return None
    if row.state in STATES["tanya"]:
        words = gettext("stands still; the reporter has until %(day)s") % {"day": day(row.due)} if row.due else gettext(
            "stands still")
        return {"tone": "neutral", "icon": "waiting", "words": words, "mark": "", "day": "named"}
    name, started = getattr(row, "clock_name", None), getattr(row, "clock_started", None)
    if row.due is None or started is None:
        return None
    limit = limit_of(WORKFLOW, name or "")
    if limit is None:
        return None
    if name not in OFFICE_LIMITS:
        return {"tone": "neutral", "icon": "user", "mark": "", "day": "named",
                "words": gettext("the reporter can object until %(day)s") % {"day": day(row.due)}}
    now, calendar = today(), national()
    if now > row.due:
        over = max(1, calendar.count(row.due, now))
        return {"tone": "bad", "icon": "late", "words": gettext("%(days)s late") % {"days": days(limit, over)},
                "mark": gettext("late")}
    kept = Clock(paused=getattr(row, "clock_paused", None), pauses=getattr(row, "clock_pauses", None) or [])
    share = calendar.used(started, now, pauses_of(kept)) / limit.days
    left = gettext("today is the last day") if now == row.due else gettext("%(days)s left") % {
        "days": days(limit, calendar.count(now, row.due))}
    tones = [(name, at) for name, at in reversed(WARNINGS) if share >= at]
    if not tones:
        return {"tone": "going", "icon": "clock", "words": left, "mark": ""}
    return {"tone": "late" if tones[0][0] == "warn90" else "waiting", "icon": "clock", "words": left,
            "mark": gettext("%(share)s of the limit is over") % {"share": f"{tones[0][1]:.0%}"}}


class Drawer(NamedTuple):
    """Draws lines of the queue for somebody; what is the same for all of them is worked out once. Two that are equal
    draw the same row alike."""
    desks: frozenset[int]            # which this person coordinates
    offices: frozenset[int]          # in which they work
    door: str                        # what stands before a code in the address
    tail: str                        # and behind it: the choice to which a case leads back
    language: str | None
    day: date

    @classmethod
    def of(cls, actor: Actor, back: str = "") -> "Drawer":
        door = reverse("reports:case", args=["0"]).removesuffix("0/")
        return cls(actor.at(*COORDINATORS), actor.at(*HANDLERS, "secretariat"), door,
                   f"?dari={quote(back, safe='')}" if back else "", get_language(), today())

    def row(self, report: Report) -> dict[str, Any]:
        """A secret one shows that it is there and when it is due, nothing else."""
        secret, public, runs = report.secret, report.visibility == "public", clock(report)
        meta = ["" if secret or report.category is None else shown(report.category),
                "" if secret else where(report), office_name(report.office),
                report.handler.shown if report.handler else "", str(CHANNELS[report.channel]),
                gettext("in a wave") if report.wave else ""]
        word, label = self.act(report)
        address = f"{self.door}{report.code}/"                     # a code needs no quoting
        return {"pk": report.pk, "code": report.code, "title": showing.title(report), "secret": secret,
                "public": public, "address": address + self.tail, "state": showing.standing(report), "clock": runs,
                "due": None if runs and runs.get("day") else report.due, "meta": [fact for fact in meta if fact],
                "kind": CLASSES[report.classification], "returned": report.returned, "act": label,
                "act_address": f"{address}{word}/{self.tail}" if word else "",
                "lang": report.language if public and report.language != self.language else ""}

    def act(self, report: Report) -> tuple[str, str]:
        """What comes next, told from the row alone; the page behind it asks the rule."""
        if report.state in WITH_DESK and report.desk_id in self.desks:
            word, label = NEXT[report.state]
            return word, gettext(label)
        if report.state in WITH_OFFICE and report.office_id in self.offices:
            return "jawab", gettext("Answer it")
        return "", ""


def rows(reports: Iterable[Report], actor: Actor) -> list[dict[str, Any]]:
    drawer = Drawer.of(actor)
    return [drawer.row(report) for report in reports]


def tabs(wish: Wish, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    base = reverse("reports:desk")
    return [{"name": gettext(label), "address": one.address(base, baris=wish.baris), "current": wish.choice == one,
             "count": counts.get(f"tab-{key}")} for key, (label, one) in TABS.items()]


def special(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """What only appears when there is something in it."""
    base = reverse("reports:desk")
    return [{"text": gettext(label), "address": one.address(base), "count": counts[key], "icon": "warning"}
            for key, (label, one) in EXTRA.items() if counts.get(key)]


def kept(saved: list[Filter], counts: Mapping[str, int], wish: Wish, actor: Actor) -> list[dict[str, Any]]:
    base = reverse("reports:desk")
    return [{"name": one.name, "address": read(one).address(base), "count": counts.get(f"saved-{one.pk}"),
             "current": read(one).choice == wish.choice, "shared": one.office_id is not None,
             "drop": reverse("reports:filter_drop", args=[one.pk]) if one.person_id == actor.person.pk else ""}
            for one in saved]


def read(saved: Filter) -> Wish:
    return Wish.read(dict(pair.split("=", 1) for pair in saved.query.split("\n") if "=" in pair))


def written(wish: Wish) -> str:
    return "\n".join(f"{name}={value}" for name, value in wish.pairs())


def said(wish: Wish, found: Sequence[Late[Report]] = ()) -> list[str]:
    """The choice in words; names are read off the rows where they can be."""
    rows = models_of(found) if wish.pairs() else []
    words: list[str] = [f"“{wish.q}”"] if wish.q else []
    if wish.status:
        label = GROUPS.get(wish.status) or WORKFLOW.state(wish.status).label
        words.append(gettext(label))
    names = {"kategori": next((shown(one.category) for one in rows if one.category and not one.secret), ""),
             "lembaga": next((office_name(one.office) for one in rows), ""),
             "wilayah": next((where(one) for one in rows if wish.wilayah and not one.secret), "")}
    if wish.kategori and "/" not in wish.kategori:
        names["kategori"] = wish.kategori
    words += [names[name] or getattr(wish, name) for name in names if getattr(wish, name)]
    handler = {ME: gettext("Mine"), NOBODY: gettext("Nobody's")}.get(wish.petugas, "")
    if wish.petugas:
        words.append(handler or next((one.handler.shown for one in rows if one.handler), wish.petugas))
    words += [str(CLASSES[wish.klasifikasi])] if wish.klasifikasi else []
    words += [str(CHANNELS[wish.kanal])] if wish.kanal else []
    words += [{"1": gettext("Secret ones only"), "0": gettext("Without secret ones")}[wish.rahasia]] if wish.rahasia \
        else []
    words += [{"1": gettext("In a wave from one connection only"), "0": gettext("Without waves from one connection")}[
        wish.gelombang]] if wish.gelombang else []
    words += [gettext(TIMES[wish.waktu])] if wish.waktu else []
    words += [gettext(EXTRA[wish.periksa][0])] if wish.periksa else []
    return words


def total(number: int) -> str:
    return ngettext("%(num)s report", "%(num)s reports", number) % {"num": figures.number(number)}
