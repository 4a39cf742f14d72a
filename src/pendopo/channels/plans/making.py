"""How the making of a plan reads on its page."""
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from markupsafe import Markup, escape

from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.cycles import Cycle
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.words import CONTRIBUTED, OUTCOMES, PAPERS, STAGES
from pendopo.channels.plans.workflow import CYCLE, DRAFTS, MAKING
from pendopo.core.people.actors import Actor
from pendopo.kit.ui.dates import dated

MOVES = ("open_proposals", "start_drafting", "publish_responses", "implement", "assess_self", "review", "finish",
         "stop")


def face(plan: Plan, cycle: Cycle) -> dict[str, Any]:
    """Stage, timetable, contributions, papers, decree."""
    told = cycle.face
    return {
        "steps": list(STAGES.values()), "step": place_of(cycle.state), "in_making": cycle.state in MAKING,
        "stages": [stage(row, cycle) for row in told.get("stages", [])],
        "former": [stage(row, cycle) | {"replaced": row["replaced"]} for row in told.get("former", [])],
        "sums": sums(told), "waiting": [{"number": number, "address": reverse(
            "plans:contribution", args=[plan.code, number])} for number in told.get("waiting", [])]
        if cycle.state in MAKING else [],
        "papers": [paper(row) for row in told.get("papers", [])], "decree": decree(cycle),
        "former_names": [former_name(row) for row in plan.former],
        "drafting": cycle.state in DRAFTS, "began": bool(told.get("stages") or told.get("tally"))}


def former_name(row: Mapping[str, str]) -> str:
    """With the reason why it is called otherwise now."""
    name = row["title_en"] if showing.english() and row["title_en"] else row["title"]
    return f"{name} ({row['why']})" if row.get("why") else name


def place_of(state: str) -> int:
    """Which of the eight steps, from 1; past the last one when it is over, 0 when it was given up."""
    names = list(STAGES)
    return names.index(state) + 1 if state in names else len(names) + 1 if state == "finished" else 0


def stage(row: Mapping[str, str], cycle: Cycle) -> dict[str, Any]:
    start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    late = row["name"] == cycle.state and end < timezone.localdate() and row["name"] != "implementation"
    when = escape(gettext("{start} to {end}")).format(start=dated(start), end=dated(end))
    return {"name": str(STAGES[row["name"]]), "when": dated(start) if start == end else when,
            "now": row["name"] == cycle.state, "late": late}


def sums(told: Mapping[str, Any]) -> list[tuple[str, int]]:
    tally, outcomes = told.get("tally", {}), told.get("outcomes", {})
    if not tally:
        return []
    return [(gettext("Came in"), sum(tally.values())),
            *((str(CONTRIBUTED[name][0]), tally[name]) for name in CONTRIBUTED if tally.get(name)
              and name != "answered"),
            *((str(OUTCOMES[name][0]), outcomes[name]) for name in OUTCOMES if outcomes.get(name))]


def paper(row: Mapping[str, Any]) -> dict[str, Any]:
    files = []
    if row["file"]:
        stored = row["file"]
        files.append({"name": row["title"], "kind": showing.KINDS.get(stored["mime"], ""), "size": stored["size"],
                      "address": reverse("files:file", args=[stored["sha256"], stored["name"]]),
                      "digest": stored["sha256"]})
    if row["url"]:
        files.append({"name": row["title"], "address": row["url"], "kind": "link", "note": row["url"]})
    return {"key": row["key"], "sort": str(PAPERS[row["sort"]]), "title": row["title"], "theme": row["theme"],
            "day": date.fromisoformat(row["day"]), "body": SafeString(row["html"]), "files": files}


def decree(cycle: Cycle) -> list[tuple[str, Any]]:
    """The facts of its adoption."""
    read: Markup | str = ""
    if cycle.decree_file is not None:
        read = showing.linked(gettext("the decree as a file"), cycle.decree_file.get_absolute_url())
    elif cycle.decree_url:
        read = showing.linked(cycle.decree_url, cycle.decree_url)
    told = [(gettext("Decree"), cycle.decree), (gettext("Day of the decree"), dated(cycle.decree_on)
                                                if cycle.decree_on else ""),
            (gettext("Where it can be read"), read),
            (gettext("Submitted"), dated(cycle.submitted) if cycle.submitted else "")]
    return [(name, value) for name, value in told if value]


def themes(plan: Plan, cycle: Cycle, write: str, spoken: Mapping[str, int]) -> list[dict[str, Any]]:
    """Each theme with its contributions and its discussion."""
    return [{
        "title": row["title"], "contributions": ngettext("%(n)s contribution", "%(n)s contributions", row["count"]) % {
            "n": row["count"]}, "list": reverse("plans:contributions", args=[plan.code]) + f"?tema={row['position']}",
        "send": reverse("plans:contribute", args=[plan.code]) + f"?tema={row['position']}",
        "write": f"{write}?bagian=tema-{row['position']}" if write else "",
        "comments": ngettext("%(n)s comment", "%(n)s comments", spoken.get(f"tema-{row['position']}", 0)) % {
            "n": spoken.get(f"tema-{row['position']}", 0)}} for row in cycle.face.get("themes", [])]


def ways(plan: Plan, actor: Actor | None) -> list[dict[str, str]]:
    """What this reader may do with the plan, each by the rule of its action."""
    if actor is None or plan.cycle is None:
        return []
    told = [(rule, text, reverse(f"plans:{name}", args=[plan.code]), icon) for rule, text, name, icon in (
        (rules.set_timeline, gettext("Timetable"), "timeline", "calendar"),
        (rules.add_theme, gettext("Add a theme"), "theme", "plus"),
        (rules.draft_commitment, gettext("Write a commitment"), "draft", "edit"),
        (rules.publish_paper, gettext("Publish a paper"), "paper", "file"),
        (rules.adopt, gettext("Adopt the plan"), "adopt", "check"),
        (rules.note_submission, gettext("Note the submission"), "submission", "out"),
        (rules.rename_plan, gettext("Name the plan anew"), "rename", "edit"))
        if plan.sort == "action" or name == "rename"]
    for move in CYCLE.moves:
        if move.name in MOVES and plan.cycle.state in move.sources and plan.sort == "action":
            told.append((rules.advance, gettext(move.label), reverse("plans:stage", args=[plan.code, move.name]),
                         "right"))
    return [{"text": text, "address": address, "icon": icon} for rule, text, address, icon in told
            if rule.allows(actor, plan)]
