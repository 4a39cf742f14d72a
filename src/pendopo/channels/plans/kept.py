"""The numbers of plans and of a leader's promises, kept day by day: "49 of 100 milestones"."""
from collections.abc import Mapping
from dataclasses import asdict

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.channels.plans import showing
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries import cycling, pages
from pendopo.channels.plans.queries import leading as terms
from pendopo.channels.plans.queries.standards import verdicts
from pendopo.channels.plans.words import CONTRIBUTED, COUNTED, LEVELS, MOMENTS, OUTCOMES, SIDES, VERDICTS
from pendopo.core.records.figures import WHOLE, Numbers, Source

OTHER = "other"                      # levels that assessors do not draw
SENT = [name for name in CONTRIBUTED if name != "answered"]


def plans() -> list[str]:
    """Whose milestones anybody has reported on, or can."""
    return list(Plan.objects.filter(size__gt=0).order_by("code").values_list("code", flat=True))


def of_plan(code: str) -> Numbers:
    """What the page of a plan counts. The totals of assessors are not counted: each stands in the ledger itself."""
    found, statements = pages.plan(code)
    if found is None:
        return {}
    rows = pages.of_plan(found, None)
    sums = pages.by_side(rows)
    told = {"commitments": len(rows), "milestones": sums["all"]["milestones"]}
    weighed = sums["all"]["weight"] if sums["all"]["weight"] != sums["all"]["milestones"] else 0
    for side in SIDES:
        levels = sums[side]["levels"]
        told[side] = levels.get("complete", 0)
        if sums[side]["reported"]:
            told |= {f"{side}.reported": sums[side]["reported"], **by_level(side, levels)}
        if sums[side]["reported"] and weighed:
            told |= {"weight": weighed, f"{side}.weight": sums[side]["done"]}
    for own in pages.own_counts(rows, statements):
        name = f"own.{own.moment}"
        told |= {f"{name}.of": own.of, f"{name}.counted": len(own.counted), **by_level(name, own.levels),
                 f"{name}.complete": own.levels.get("complete", 0)}
    return told | (contributed(found.cycle.face) if found.cycle else {})


def by_level(name: str, levels: Mapping[str, int]) -> Numbers:
    """Complete is told by each side under its own name."""
    told = {f"{name}.{level}": levels.get(level, 0) for level in COUNTED if level != "complete"}
    return told | {f"{name}.{OTHER}": sum(levels.values()) - sum(levels.get(level, 0) for level in COUNTED)}


def contributed(face: Mapping[str, Mapping[str, int]]) -> Numbers:
    tally, outcomes = face.get("tally", {}), face.get("outcomes", {})
    if not tally:
        return {}
    return ({"contributions": sum(tally.values())} | {f"contribution.{name}": tally.get(name, 0) for name in SENT}
            | {f"outcome.{name}": outcomes.get(name, 0) for name in OUTCOMES})


def of_standards(code: str) -> Numbers:
    """How many requirements are met, and how many not."""
    plan = cycling.covered(code)
    found = verdicts(plan) if plan else []
    return {"requirements": len(found)} | {name: sum(one.verdict == name for one in found) for name in VERDICTS}


def made_here() -> list[str]:
    """Action plans whose making is on record; of others no standard can be told."""
    return list(Plan.objects.filter(sort="action", cycle__isnull=False).order_by("code").values_list("code", flat=True))


def of_promises(slug: str) -> Numbers:
    """What a leader was asked, promised and kept, in one term of office or in all."""
    term = terms.term(slug) if slug != WHOLE else None
    return asdict(terms.figures(term)) if term or slug == WHOLE else {}


def every_term() -> list[str]:
    return [WHOLE, *terms.terms().order_by("slug").values_list("slug", flat=True)]


def plan_title(code: str) -> str:
    plan = cycling.covered(code)
    return showing.title(plan) if plan else code


def standards_title(code: str) -> str:
    return gettext("Standards of the partnership: %(plan)s") % {"plan": plan_title(code)}


def promises_title(slug: str) -> str:
    term = terms.term(slug) if slug != WHOLE else None
    return f"{gettext('Promises of the leader')}: {term}" if term else gettext("Promises of the leader")


def label(key: str) -> str:
    """"Milestones complete, says the government", "Our own count (Mid-term): Substantial"."""
    whole = {"commitments": gettext("Commitments"), "milestones": gettext("Milestones"),
             "weight": gettext("Weight of all milestones"), "contributions": gettext("Contributions"),
             "government": gettext("Milestones complete, says the government"),
             "cso": gettext("Milestones complete, says civil society")}
    if key in whole:
        return whole[key]
    name, _, rest = key.partition(".")
    if name in ("contribution", "outcome"):
        words = (CONTRIBUTED if name == "contribution" else OUTCOMES)[rest][0]
        return gettext("Contributions: %(what)s") % {"what": words}
    if name in SIDES:
        return gettext("Milestones (%(side)s): %(what)s") % {"side": SIDES[name], "what": of_level(rest)}
    moment, _, rest = rest.partition(".")
    return gettext("Our own count (%(moment)s): %(what)s") % {"moment": MOMENTS[moment], "what": of_level(rest)}


def of_level(key: str) -> str:
    more = {"reported": gettext("Reported on"), "weight": gettext("Complete by weight"),
            OTHER: gettext("Another level"), "counted": gettext("Commitments assessed here"),
            "of": gettext("Commitments")}
    return more[key] if key in more else str(LEVELS[key][0])


def standards_label(key: str) -> str:
    return str(VERDICTS[key][0]) if key in VERDICTS else gettext("Requirements")


def promises_label(key: str) -> str:
    return {"asked": gettext("Asked"), "promised": gettext("Promised"), "kept": gettext("Kept, says the office"),
            "askable": gettext("Promised to somebody who had asked"),
            "confirmed": gettext("Confirmed by the one who asked"), "denied": gettext("Denied by the one who asked"),
            "waiting": gettext("Asked, not answered"), "declined": gettext("Declined")}[key]


def promises_address(slug: str) -> str:
    return reverse("plans:term", args=[slug]) if slug else reverse("plans:promises")


KEPT = [
    Source("rencana", plans, of_plan, plan_title, label, lambda code: reverse("plans:plan", args=[code]), {
        **dict.fromkeys(SIDES, "milestones"), **{f"{side}.reported": "milestones" for side in SIDES},
        **{f"{side}.weight": "weight" for side in SIDES},
        **{f"own.{moment}.counted": f"own.{moment}.of" for moment in MOMENTS}}),
    Source("standar", made_here, of_standards, standards_title, standards_label,
           lambda code: reverse("plans:standards", args=[code]), dict.fromkeys(VERDICTS, "requirements")),
    Source("janji", every_term, of_promises, promises_title, promises_label, promises_address, {
        "waiting": "asked", "declined": "asked", "kept": "promised", "confirmed": "askable", "denied": "askable"}),
]
