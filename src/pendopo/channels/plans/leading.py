"""How promises, figures and handovers of leaders read."""
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import escape

from pendopo.channels.plans import showing
from pendopo.channels.plans.models import Commitment
from pendopo.channels.plans.promises import Handover, Term
from pendopo.channels.plans.queries.leading import PROMISED, Figures
from pendopo.channels.plans.words import HANDED, PROMISES
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.records import cards, kinds
from pendopo.kit.ui.dates import dated, day

STATES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "tanya": (_("Asked, not answered"), ("asked",)), "janji": (_("Promised"), PROMISED),
    "tepat": (_("Kept, says the office"), ("claimed",)), "tolak": (_("Declined"), ("declined",)),
}
CONFIRMED = {True: (_("Confirmed by the one who asked"), "good"), False: (_("Denied by the one who asked"), "bad")}


def card(one: Any) -> dict[str, Any]:
    """A promise in the list: where it was said and what the one who asked says."""
    told = one.promise
    found = cards.card(one, title=escape(showing.title(one)), meta=[
        one.code, str(PROMISES[told.sort]), day(told.said) if told.said else "",
        gettext("asked by %(name)s") % {"name": told.asker or gettext("a resident")} if told.asked else "",
        confirmed(one.confirmed)])
    return found | {"over": f"{told.term}", "lang": showing.title_language(one)}


def confirmed(said: bool | None) -> str:
    return "" if said is None else str(CONFIRMED[said][0])


def figures(found: Figures) -> list[dict[str, Any]]:
    """Four numbers, in the order in which a promise lives."""
    return [
        {"value": found.asked, "label": gettext("asked"), "note": gettext("%(n)s wait for an answer") % {
            "n": found.waiting} if found.waiting else ""},
        {"value": found.promised, "label": gettext("promised"), "note": gettext("%(n)s were declined") % {
            "n": found.declined} if found.declined else ""},
        {"value": found.kept, "label": gettext("kept, says the office"), "note": ""},
        {"value": found.confirmed, "label": gettext("confirmed by the one who asked"), "note": gettext(
            "of %(n)s that somebody had asked for") % {"n": found.askable} + (
                "; " + gettext("%(n)s denied") % {"n": found.denied} if found.denied else "")},
    ]


def how() -> list[str]:
    """How the figures are computed."""
    return [gettext("Asked: questions to the leader that are on record here, answered or not."),
            gettext("Promised: promises on record, from a vision, a mission, a programme, a speech or an answer."),
            gettext("Kept: the leader's office reports the promise as complete. It is the office's own word."),
            gettext("Confirmed: whoever asked says, by account or receipt, that it was kept. Only they can."),
            gettext("No leader and no city is ranked: promises are not alike, and a number of them says nothing about "
                    "their weight.")]


def term_link(term: Term) -> dict[str, Any]:
    return {"text": str(term), "address": term.get_absolute_url(), "note": years(term)}


def years(term: Term) -> str:
    return f"{term.since.year}–{term.until.year if term.until else ''}"


def term_facts(term: Term) -> list[tuple[str, Any]]:
    told = [(gettext("Post"), term.post), (gettext("In office since"), dated(term.since)),
            (gettext("Last day"), dated(term.until) if term.until else gettext("not known yet")),
            (gettext("Appointed for a time"), gettext("yes") if term.acting else ""),
            (gettext("Whose staff answer"), term.office.called),
            (gettext("Comes after"), showing.linked(str(term.predecessor), term.predecessor.get_absolute_url())
             if term.predecessor else ""),
            (gettext("How it ended"), term.ending)]
    return [(name, value) for name, value in told if value]


def handed(row: Handover) -> dict[str, Any]:
    """One line of the handover: as it was then, and what the successor said."""
    words, tone = HANDED[row.answer]
    now: Commitment = row.commitment
    then = WORKFLOW.state(row.state_then)
    return {"position": row.position, "number": f"{row.plan_code} {row.number}", "title": row.title,
            "address": now.get_absolute_url(), "then": {"text": kinds.spoken(then), "tone": then.tone},
            "now": cards.state(now), "renamed": now.title if now.title != row.title else "",
            "tag": {"text": str(words), "tone": tone}, "reason": SafeString(row.reason_html), "answered": row.answered,
            "open": not row.answer, "lang": "" if now.language == get_language() else now.language}
