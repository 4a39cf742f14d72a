"""How one case is drawn for those who work on it. What is sealed comes in already opened, behind the rule."""
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.channels.reports import rules, rules_clusters, showing
from pendopo.channels.reports.actions.clustering import LEAST as FEWEST
from pendopo.channels.reports.actions.reading import Opened
from pendopo.channels.reports.actions.routing import ENOUGH
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.models import Closing, Outside, Report
from pendopo.channels.reports.queries.opening import below
from pendopo.channels.reports.queries.proposals import Guess, propose
from pendopo.channels.reports.queries.similar import Alike, alike_to
from pendopo.channels.reports.words import DOUBTS, INSIDE, REPEATED, Told
from pendopo.channels.reports.workflow import WITH_DESK, WITH_OFFICE
from pendopo.core.people.actors import Actor
from pendopo.core.records.cards import where
from pendopo.core.records.models import Clock


def threads(found: Opened, report: Report, asked: Iterable[Outside]) -> dict[str, Any]:
    """What reporter and office said to each other, and apart from it what only the offices read."""
    drawn = showing.thread(found, "reports:case_file", report.code)
    outside = {one.answer_id: one.name for one in asked if one.answer_id is not None}
    talk, notes = [], []
    for one, item in zip(found.thread, drawn, strict=True):
        if one.message.sort not in INSIDE:
            talk.append(item)
            continue
        by = one.message.by
        name = outside.get(one.message.pk, "")
        take = ""
        if name and report.state in WITH_OFFICE:
            take = f"{reverse('reports:case_act', args=[report.code, 'jawab'])}?dari-luar={one.message.pk}"
        notes.append(item | {"author": name or (by.shown if by else item["author"]), "official": False, "take": take,
                             "office": gettext("answered by the link") if name else item["office"]})
    return {"thread": talk, "notes": notes}


def clocks(report: Report, rows: Iterable[Clock]) -> list[dict[str, Any]]:
    """Each clock with the way to how it was computed; what runs stands first."""
    ordered = sorted(rows, key=lambda one: (one.stopped is not None, one.due))
    return showing.clocks(report, ordered, "reports:case_clock")


def proposal(report: Report, actor: Actor, told: Told) -> dict[str, Any]:
    """Whom the router would send it to, with the words that decided; and the one click for "not ours"."""
    if report.state not in (*WITH_DESK, *WITH_OFFICE):
        return {"proposal": None, "elsewhere": None}
    found = propose(told.words, report.place.region if report.place and not report.secret else None, report.category,
                    below(told.about))
    may_send = rules.route.allows(actor, report)
    others = [one for one in found.offices if one.office.pk not in (report.office_id, report.desk_id)]
    elsewhere = None
    if rules.not_ours.allows(actor, report):
        first = others[0] if others and report.returned < ENOUGH else None
        elsewhere = {"address": reverse("reports:case_act", args=[report.code, "bukan-kami"]),
                     "office": guess(first) if first else None,
                     "reason": gettext("This is not the authority of our office.")}
    drawn = None
    if report.state in WITH_DESK:
        drawn = {"sure": found.sure, "by": found.by, "send": may_send,
                 "address": reverse("reports:case_act", args=[report.code, "kirim"]),
                 "offices": [guess(one, first=place == 0) for place, one in enumerate(found.offices)],
                 "categories": [(shown(category), ", ".join(dict.fromkeys(words)))
                                for category, words in found.categories]}
    return {"proposal": drawn, "elsewhere": elsewhere}


def guess(one: Guess, first: bool = True) -> dict[str, Any]:
    """The words that decided spoke for the first one; the others are only what else it could be."""
    why = ""
    if first and one.words:
        why = gettext("because of: %(words)s") % {"words": ", ".join(dict.fromkeys(one.words))}
    elif first:
        why = gettext("is on duty for this category")
    return {"pk": one.office.pk, "name": one.office.called, "share": min(1.0, one.confidence), "why": why}


def family(report: Report, actor: Actor, text: str, parted: bool) -> dict[str, Any]:
    """What belongs to it: the report it was split from, its parts, its group, and what may be the same matter."""
    parts = [one for one in report.parts.order_by("pk") if rules.look.allows(actor, one)] if parted else []
    group = []
    if report.group_id is not None:
        ours = Report.objects.filter(rules.look.q(actor), group=report.group_id).exclude(pk=report.pk)
        group = list(ours.select_related("office", "place__region", "category").order_by("pk"))
    near = [one for one in alike_to(report, text) if one.report.pk not in {other.pk for other in group}
            and rules.gather.allows(actor, one.report)]
    return {"parent": link(report.parent) if report.parent else None, "parts": [link(one) for one in parts],
            "group": [link(one) for one in group], "cluster_address": cluster_address(report, actor, group),
            "near": [nearby(one) for one in near],
            "near_address": reverse("reports:case_together", args=[report.code])}


def cluster_address(report: Report, actor: Actor, group: list[Report]) -> str:
    """Where a coordinator makes one shared problem of a group, once two of it are published."""
    published = [one for one in (report, *group) if one.visibility == "public"]
    if len(published) < FEWEST or not rules_clusters.coordinates(actor):
        return ""
    return reverse("clusters:of_group", args=[report.group_id])


def link(report: Report) -> dict[str, Any]:
    return {"text": f"{report.code} {showing.title(report)}", "address": reverse("reports:case", args=[report.code]),
            "icon": "link"}


def nearby(one: Alike) -> dict[str, Any]:
    facts = ["" if one.metres is None else gettext("%(metres)s metres away") % {"metres": one.metres},
             gettext("%(days)s days apart") % {"days": one.days}, where(one.report)]
    return {"pk": one.report.pk, "code": one.report.code, "title": showing.title(one.report),
            "address": reverse("reports:case", args=[one.report.code]), "state": showing.standing(one.report),
            "meta": [fact for fact in facts if fact]}


def outside(rows: Iterable[Outside], report: Report) -> list[dict[str, Any]]:
    """Who was asked outside, and whether the link still opens."""
    return [{"name": one.name, "at": one.at, "until": one.until, "answered": one.answer_id is not None,
             "ended": one.ended is not None,
             "end": reverse("reports:outside_end", args=[report.code, one.pk])} for one in rows]


def held(closing: Closing | None, report: Report) -> dict[str, str] | None:
    """The proof that waits for a look: why, its photo, and the report whose photo it repeats."""
    if closing is None:
        return None
    photo = reverse("reports:case_file", args=[report.code, closing.photo_id]) if closing.photo_id else ""
    code = "" if closing.held in DOUBTS else closing.held
    return {"why": str(DOUBTS.get(closing.held, REPEATED)), "photo": photo, "code": code,
            "other": reverse("reports:case", args=[code]) if code else ""}
