"""One side says that the other's report is wrong: the objection stands, is answered, and is closed by its author."""
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.reporting import side_of
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Dispute, Part, Report
from pendopo.channels.plans.workflow import DISPUTE
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import staff
from pendopo.core.records import actions as records
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def dispute(*, actor: Actor, report: Report, part: Part, text: str) -> Dispute:
    """A partner in the commitment objects to what the other side reported. That side's people hear of it at once."""
    with whole():
        commitment = records.lock(part.commitment)
        part.commitment = commitment
        require(rules.dispute, actor, part)
        side, milestone = side_of(part.organisation), report.milestone
        if side == report.side or milestone.commitment_id != commitment.pk:
            raise Hindrance(_("Only the other side can object to this report."))
        if milestone.disputes.filter(report=report, organisation=part.organisation,
                                     state__in=DISPUTE.open_states()).exists():
            raise Hindrance(_("Your organisation has objected to this report already; it is not closed yet."))
        event = records.note(commitment, "plans.dispute", by=actor, office=part.organisation, facts={
            "milestone": milestone.position, "title": milestone.title, "side": side}, words={"text": text})
        made = Dispute.objects.create(milestone=milestone, report=report, organisation=part.organisation, side=side,
                                      text=text, html=render(text), at=event.at, by=actor.person, event=event)
        refresh([commitment.pk])
        if report.organisation is not None:
            tell(people_of(report.organisation), "plans.disputed", commitment, way="now")
        tell_of(commitment, "plans.dispute", by=actor)
    return made


def people_of(office: Organisation) -> list[Person]:
    return list(Person.objects.filter(memberships__in=staff(office)).distinct())


def answer_dispute(*, actor: Actor, dispute: Dispute, text: str) -> Dispute:
    """The side that is objected to answers. The objection stays until its author closes it."""
    with whole():
        dispute = _locked(dispute)
        require(rules.answer_dispute, actor, dispute)
        commitment = dispute.milestone.commitment
        speaks = dispute.report.organisation
        office = speaks if speaks is not None and speaks.pk in actor.office_ids else commitment.plan.owner
        records.note(commitment, "plans.answer_dispute", by=actor, office=office, facts={
            "milestone": dispute.milestone.position, "title": dispute.milestone.title}, words={"text": text})
        dispute.state = DISPUTE.move("answer", dispute.state).target
        dispute.answer, dispute.answer_html, dispute.answered = text, render(text), timezone.now()
        dispute.answered_by, dispute.answer_organisation = actor.person, office
        dispute.save(update_fields=["state", "answer", "answer_html", "answered", "answered_by",
                                    "answer_organisation"])
        refresh([commitment.pk])
        if dispute.organisation is not None:
            tell(people_of(dispute.organisation), "plans.dispute_answered", commitment, way="now")
    return dispute


def close_dispute(*, actor: Actor, dispute: Dispute, settled: bool) -> Dispute:
    """Its author accepts the answer, or closes it without agreement: then both statements stand."""
    with whole():
        dispute = _locked(dispute)
        require(rules.close_dispute, actor, dispute)
        commitment = dispute.milestone.commitment
        dispute.state = DISPUTE.move("settle" if settled else "leave", dispute.state).target
        dispute.closed = timezone.now()
        dispute.save(update_fields=["state", "closed"])
        records.note(commitment, "plans.close_dispute", by=actor, office=dispute.organisation, facts={
            "milestone": dispute.milestone.position, "title": dispute.milestone.title, "outcome": dispute.state})
        refresh([commitment.pk])
    return dispute


def _locked(dispute: Dispute) -> Dispute:
    """The commitment is held until the end; the objection is as it is now."""
    found = Dispute.objects.select_related("milestone__commitment__plan__owner", "report__organisation",
                                           "organisation").get(pk=dispute.pk)
    plan = found.milestone.commitment.plan
    commitment = records.lock(found.milestone.commitment)
    commitment.plan = plan
    found.milestone.commitment = commitment
    return found
