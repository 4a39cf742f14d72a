"""An initiative begins, the other side comes in, somebody leads; the few words that belong to the whole."""
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.lockers import bounds, rewrap
from pendopo.channels.initiatives.actions.rooms import digest, inside, no_few, office_of, people_of, raised, refresh
from pendopo.channels.initiatives.actions.seating import HOUSE
from pendopo.channels.initiatives.models import Initiative, Seat, Sheet
from pendopo.channels.initiatives.queries.room import leads_from, offices_of, sheets
from pendopo.channels.initiatives.workflow import SHEETS
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import current, staff
from pendopo.core.places.models import Place
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

OWN_HOUSE = _("A facilitator is neutral: this person works for an organisation that takes part.")
STAYS = _("This topic was published as sensitive and stays so: numbers that were left out would come out.")
NO_ROLE = _("This person does not hold the role of a facilitator today.")
# Which sheet the words belong to that stand on the initiative itself; "" is public at once.
SETTLED = {"title": "", "title_en": "", "summary": "", "summary_en": "", "funder": "", "implementer": "",
           "partner": "", "interval": "", "sensitive": "issue", "sensitive_why": "issue",
           "third_parties": "problem", "pledge": "team", "untested": "plan", "scaling": "plan", "scaling_why": "plan"}


@dataclass(frozen=True)
class Opening:
    """What everybody may know from the first day."""
    title: str
    summary: str
    sector: str
    office: Organisation                 # for which somebody opens it
    partner: Organisation | None = None
    facilitator: Membership | None = None
    funder: Organisation | None = None
    implementer: Organisation | None = None
    place: Place | None = None
    title_en: str = ""
    summary_en: str = ""


def begin(*, actor: Person, opening: Opening) -> Initiative:
    """It stands on the record: what it is about, who began it, who was asked to join. Whoever opens it speaks for
    their side; the people of the partner are told."""
    initiative = Initiative(
        title=opening.title, title_en=opening.title_en, summary=opening.summary, summary_en=opening.summary_en,
        topic=opening.sector, office=opening.office, place=opening.place,
        partner=opening.partner, funder=opening.funder, implementer=opening.implementer, author=None)
    with whole():
        require(rules.begin, actor, initiative)
        records.add(initiative, by=actor, office=opening.office, facts={
            "sector": opening.sector, "partner": opening.partner.slug if opening.partner else ""})
        Sheet.objects.bulk_create(Sheet(initiative=initiative, name=name) for name in SHEETS.values())
        Seat.objects.create(initiative=initiative, person=actor, organisation=opening.office, speaks=True,
                            side=rules.side_of(opening.office.side), since=timezone.localdate())
        if opening.facilitator is not None:
            _lead(initiative, opening.facilitator, actor)
        refresh(initiative)
        if opening.partner is not None:
            _ask(initiative, opening.partner)
    return initiative


def join(*, actor: Person, initiative: Initiative) -> Seat:
    """Somebody of the organisation that was asked takes a seat and speaks for it."""
    with whole():
        initiative = records.lock(initiative)
        require(rules.join, actor, initiative)
        before = bounds(initiative)
        if Seat.objects.filter(initiative=initiative, person=actor, until=None).exists():
            raise Hindrance(_("You have a seat in this room already."))
        office = Organisation.objects.get(pk=initiative.partner_id or 0)
        if leads_from(initiative, office):
            raise Hindrance(HOUSE)
        made = Seat.objects.create(initiative=initiative, person=actor, organisation=office, speaks=True,
                                   side=rules.side_of(office.side), since=timezone.localdate())
        rewrap(initiative, before)
        records.note(initiative, "initiatives.join", by=actor, office=office, facts={"side": made.side})
        refresh(initiative)
        tell([one for one in people_of(initiative) if one.pk != actor.pk], "initiatives.join", initiative)
    return made


def name_facilitator(*, actor: Actor, initiative: Initiative, membership: Membership) -> Initiative:
    """Who leads from now on. The other side says yes with the sheet of the present step, or no: it is asked anew."""
    with whole():
        initiative = records.lock(initiative)
        require(rules.name_facilitator, actor, initiative)
        _lead(initiative, membership, actor)
        raised(initiative, SHEETS[initiative.state])
        refresh(initiative)
    return initiative


def _lead(initiative: Initiative, membership: Membership, actor: Actor) -> None:
    person, office = membership.person, membership.organisation
    if office not in offices_of(person, "facilitator"):
        raise Hindrance(NO_ROLE)
    theirs = set(Membership.objects.filter(current(), person=person).values_list("organisation", flat=True))
    part = set(Seat.objects.filter(initiative=initiative, until=None).values_list("organisation", flat=True))
    if theirs & {*part, initiative.office_id, initiative.partner_id}:
        raise Hindrance(OWN_HOUSE)
    before = bounds(initiative)
    initiative.facilitator, initiative.facilitator_for = person, office
    initiative.save(update_fields=["facilitator", "facilitator_for"])
    rewrap(initiative, before)
    records.note(initiative, "initiatives.name_facilitator", by=actor, office=office_of(actor, initiative),
                 facts={"for": office.slug})
    tell([person], "initiatives.name_facilitator", initiative)


def settle(*, actor: Actor, initiative: Initiative, changes: dict[str, Any]) -> Initiative:
    """Words that belong to the whole. What is public from the first day changes in the open, the rest in the room."""
    with whole():
        initiative = records.lock(initiative)
        require(rules.settle, actor, initiative)
        changed = {name: value for name, value in changes.items() if getattr(initiative, name) != value}
        if set(changed) - set(SETTLED):
            raise ValueError(sorted(set(changed) - set(SETTLED)))
        open_ = {name: value for name, value in changed.items() if not SETTLED[name]}
        if open_:
            no_few(initiative, *(value for value in open_.values() if isinstance(value, str)))
            records.edit(initiative, by=actor, changes=open_, office=office_of(actor, initiative),
                         facts={"days": open_["interval"]} if "interval" in open_ else None)
            tell(followers(initiative).exclude(pk=actor.person.pk), "initiatives.edit", initiative)
            if open_.get("partner"):
                _ask(initiative, open_["partner"])
        if changed.get("sensitive") is False and sheets(initiative)["issue"].face.get("sensitive"):
            raise Hindrance(STAYS)
        drafts = {name: value for name, value in changed.items() if SETTLED[name]}
        if drafts:
            for name, value in drafts.items():
                setattr(initiative, name, value)
            initiative.save(update_fields=list(drafts))
            for sheet in sorted({SETTLED[name] for name in drafts}):
                inside(initiative, "settle", by=actor, sheet=sheet, version=raised(initiative, sheet),
                       says=digest({name: str(value) for name, value in drafts.items()}))
        refresh(initiative)
    return initiative


def _ask(initiative: Initiative, partner: Organisation) -> None:
    tell(Person.objects.filter(memberships__in=staff(partner)).distinct(), "initiatives.begin", initiative)
