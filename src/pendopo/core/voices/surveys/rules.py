"""Who may ask, who may answer, who may read what was written."""
from django.db.models import Q

from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Person
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.records.rules import see as see_record
from pendopo.core.voices.rules import ASKERS
from pendopo.kit.rules import EVERYTHING, NOTHING, rule

MAKERS = ASKERS
VOICES = ("secretariat", "coordinator", "head", "administrator")         # who speaks for a side
SIDES = ("government", "society")
see = see_record


def party_of(side: str) -> str:
    """government or society (civil society organisations); "" of a university, a company or a funder, who are
    neither."""
    return "government" if side in OFFICIAL else "society" if side == "cso" else ""


def half_of(actor: Actor | None) -> frozenset[str]:
    """On which sides of the table this person sits, by all their organisations; answering needs no second factor."""
    if not isinstance(actor, Person):
        return frozenset()
    return frozenset(party_of(side) for _, _, side in actor.held) - {""}


def keeps(actor: Actor | None) -> Q:
    """An ordinary survey: those who work for its office. A climate survey: its facilitator, and nobody else."""
    if not isinstance(actor, Person) or actor.at("auditor"):
        return NOTHING
    return Q(sort="open", office__in=actor.at(*MAKERS)) | Q(sort="climate", facilitator__in=actor.own_ids)


@rule
def draft(actor: Actor | None) -> Q:
    """Surveys are made by those who work for an office or an organisation. Asked of the organisation."""
    if not isinstance(actor, Person) or actor.at("auditor"):
        return NOTHING
    return Q(pk__in=actor.at(*MAKERS), state="confirmed")


@rule
def ask(actor: Actor | None) -> Q:
    """Questions are changed by those who make the survey, before it opens. Those of a climate survey never change."""
    return keeps(actor) & Q(state="draft", sort="open")


reword = mend = drop = shift = ask


@rule
def open_survey(actor: Actor | None) -> Q:
    """A survey is opened by those who make it; a climate survey by the facilitator whom both sides named."""
    return keeps(actor) & Q(state="draft")


@rule
def give_up(actor: Actor | None) -> Q:
    """A survey that was never opened can be given up by those who make it."""
    return keeps(actor) & Q(state="draft")


@rule
def close_survey(actor: Actor | None) -> Q:
    """A survey is closed by those who make it, or by its last day."""
    if isinstance(actor, System):
        return Q(state="open")
    return keeps(actor) & Q(state="open")


@rule
def answer(actor: Actor | None) -> Q:
    """This survey is not open to you: it is closed, or for members of one side, or for those who were invited."""
    return Q(state="open") & (Q(who="anyone") | Q(who__in=half_of(actor)))


@rule
def answer_invited(actor: Actor | None) -> Q:
    """With an invitation one answers while the survey is open; never whoever leads it, who belongs to neither side."""
    leads = Q(sort="climate", facilitator__in=actor.own_ids) if isinstance(actor, Person) else NOTHING
    return Q(state="open", who="invited") & ~leads


@rule
def invite(actor: Actor | None) -> Q:
    """Invitations are given out by those who make the survey."""
    return keeps(actor) & Q(who="invited", state__in=("draft", "open"))


@rule
def key_in(actor: Actor | None) -> Q:
    """Forms on paper are keyed in by those who make the survey; those of a climate survey by the facilitator alone."""
    return keeps(actor) & Q(state="open")


settle_paper = key_in


@rule
def export(actor: Actor | None) -> Q:
    """Single answers are read by the office that asked, and by nobody where they could betray somebody."""
    return keeps(actor) & Q(state="closed", sort="open")


@rule
def read_writings(actor: Actor | None) -> Q:
    """What was written in free words is read by the one to whose key it was sealed."""
    return keeps(actor) & Q(state="closed")


paraphrase = read_writings


@rule
def begin_climate(actor: Actor | None) -> Q:
    """A climate survey is begun by those who speak for a side, or by a facilitator. Asked of the organisation."""
    if not isinstance(actor, Person) or actor.at("auditor"):
        return NOTHING
    return Q(pk__in=actor.at(*VOICES, "facilitator"), state="confirmed")


@rule
def name_facilitator(actor: Actor | None) -> Q:
    """The facilitator is named by those who speak for a side: secretariat, coordinator, head or administrator."""
    if not isinstance(actor, Person) or not any(map(party_of, actor.sides(*VOICES))):
        return NOTHING
    return Q(sort="climate", state="draft", public_key__isnull=True)


@rule
def make_key(actor: Actor | None) -> Q:
    """The key is made by the facilitator whom both sides named, before the survey opens."""
    return keeps(actor) & Q(sort="climate", state="draft")


@rule
def close_due(actor: Actor | None) -> Q:
    """The timer alone."""
    return EVERYTHING if isinstance(actor, System) else NOTHING
