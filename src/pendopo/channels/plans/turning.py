"""How the rest of a commitment's face reads: objections, the government's own word, promises, handovers, drafts."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.models import Commitment, Dispute, Milestone, Part, Report
from pendopo.channels.plans.paragraphs import parted
from pendopo.channels.plans.showing import Entries
from pendopo.channels.plans.words import HANDED, LEVELS, MOMENTS, OUTCOMES, PROMISES, SIDES, TEXTS
from pendopo.channels.plans.workflow import DISPUTE
from pendopo.core.people.actors import Actor
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.records import kinds
from pendopo.kit.markdown import render
from pendopo.kit.ui.dates import day


def milestone(one: Mapping[str, Any], entries: Entries, found: Commitment, actor: Actor | None) -> dict[str, Any]:
    """With the objections to what was reported, and what this reader may do with them."""
    told = showing.milestone(one, entries)
    rows = [dispute(row, report, entries, found, actor) for report in one["reports"]
            for row in report.get("disputes", [])]
    latest = {row["side"]: row for row in one["reports"]}
    ways = [{"text": gettext("Object to the report of: %(side)s") % {"side": SIDES[side]}, "icon": "flag",
             "address": reverse("plans:dispute", args=[found.code, row["key"]])}
            for side, row in latest.items() if objects(found, side, actor)]
    return told | {"disputes": rows, "object": ways, "from": day(one["start"]) if one.get("start") else ""}


def objects(found: Commitment, side: str, actor: Actor | None) -> bool:
    """Somebody of the other side who takes part may object."""
    if actor is None:
        return False
    return any(rules.dispute.allows(actor, Part(commitment=found, organisation_id=part["key"]))
               for part in found.face.get("parts", []) if (part["side"] in OFFICIAL) is (side == "cso"))


def dispute(row: Mapping[str, Any], report: Mapping[str, Any], entries: Entries, found: Commitment,
            actor: Actor | None) -> dict[str, Any]:
    state = DISPUTE.state(row["state"])
    thing = Dispute(pk=row["key"], side=row["side"], state=row["state"], organisation_id=row["by"]["key"],
                    report=Report(organisation_id=report["by"]["key"]), milestone=Milestone(commitment=found))
    ways = [{"text": text, "icon": icon, "address": reverse(f"plans:{name}", args=[found.code, row["key"]])}
            for rule, text, name, icon in (
                (rules.answer_dispute, gettext("Answer the objection"), "answer_dispute", "comment"),
                (rules.close_dispute, gettext("Close the objection"), "close_dispute", "check"))
            if rule.allows(actor, thing)]
    return {"who": showing.name(row["by"]), "body": SafeString(row["html"]), "at": datetime.fromisoformat(row["at"]),
            "tag": {"text": kinds.spoken(state), "tone": state.tone}, "answer": SafeString(row["answer"]),
            "answer_by": showing.name(row["answer_by"]), "entry": entries.of(row["event"]), "ways": ways,
            "answered": datetime.fromisoformat(row["answered"]) if row["answered"] else None}


def own(row: Mapping[str, Any], entries: Entries) -> dict[str, Any]:
    """The government's own word."""
    words, tone = LEVELS[row["level"]]
    return {"moment": str(MOMENTS[row["moment"]]), "tag": {"text": str(words), "tone": tone},
            "body": SafeString(row["html"]), "next": SafeString(row["next"]), "who": showing.name(row["by"]),
            "at": datetime.fromisoformat(row["at"]), "entry": entries.of(row["event"])}


def promise(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    facts = [(gettext("Whose promise"), showing.linked(row["leader"], reverse("plans:term", args=[row["term"]]))),
             (gettext("Where it was said"), str(PROMISES[row["sort"]])),
             (gettext("When it was promised"), day(row["said"]) if row["said"] else ""),
             (gettext("Place or document"), row["venue"]),
             (gettext("Who asked"), (row["asker"] or gettext("A resident")) if row["asked"] else "")]
    return {"facts": [(name, value) for name, value in facts if value], "question": row["question"],
            "asked": row["asked"]}


def confirmation(row: Mapping[str, Any], entries: Entries) -> dict[str, Any]:
    return {"kept": row["kept"], "body": SafeString(row["html"]), "at": datetime.fromisoformat(row["at"]),
            "entry": entries.of(row["event"])}


def handover(row: Mapping[str, Any]) -> dict[str, Any]:
    words, tone = HANDED[row["answer"]]
    return {"leader": row["leader"], "address": reverse("plans:term", args=[row["term"]]) + "#serah-terima",
            "title": row["title"], "tag": {"text": str(words), "tone": tone}, "reason": SafeString(row["reason"]),
            "answered": datetime.fromisoformat(row["answered"]) if row["answered"] else None}


def answers(row: Mapping[str, Any]) -> dict[str, Any]:
    """A contribution that this commitment answers."""
    words, tone = OUTCOMES[row["outcome"]]
    return {"text": gettext("Contribution %(number)s") % {"number": row["number"]},
            "address": reverse("plans:contribution", args=[row["plan"], row["number"]]),
            "tag": {"text": str(words), "tone": tone}}


def drafted(found: Commitment, write: str, spoken: Mapping[str, int]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each text as its paragraphs, each with the way to speak to it and how many have."""
    told = []
    for name, heading in TEXTS.items():
        rows = []
        for place, words in enumerate(parted(getattr(found, name)), 1):
            key = f"{name}-{place}"
            rows.append({"key": key, "body": SafeString(render(words)), "count": spoken.get(key, 0),
                         "address": f"{write}?bagian={key}" if write else "", "place": place})
        if rows:
            told.append((str(heading), rows))
    return told
