from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans.actions.forgetting import (
    erase_confirmations,
    erase_contributions,
    erase_questions,
    release,
    release_evidence,
)
from pendopo.channels.plans.actions.snapshots import release_snapshots
from pendopo.channels.plans.bodies import Seat
from pendopo.channels.plans.cycles import Answer, Contribution, Paper
from pendopo.channels.plans.models import Assessment, Dispute, Evidence, Report, SelfAssessment, Snapshot
from pendopo.channels.plans.promises import Confirmation, Handover, Promise
from pendopo.channels.plans.queries.steps import evidence_of
from pendopo.channels.plans.words import (
    CONTRIBUTED,
    FUNCTIONS,
    HANDED,
    INDICATORS,
    LEVELS,
    MOMENTS,
    OUTCOMES,
    PAPERS,
    value,
)
from pendopo.channels.plans.workflow import DISPUTE
from pendopo.core.people.personal import Holding, one_of
from pendopo.core.records.kinds import spoken
from pendopo.kit.files.queries import opened

# What was said was said for an organisation and stays its statement; who typed it is released. What a resident said
# for themselves goes.
OF_IT = "milestone__commitment"
HOLDINGS = [
    Holding(Report, "by", ("milestone__commitment__code", "level", "text", "at"), release(Report, OF_IT),
            title=_("Reports on milestones that you wrote for an organisation"),
            words={"level": one_of(LEVELS)}),
    Holding(Evidence, "by", ("milestone__commitment__code", "title", "url", "at"), release_evidence,
            title=_("Evidence that you added for an organisation"), files=lambda person: opened(evidence_of(person))),
    Holding(Assessment, "by", ("commitment__code", "indicator", "value", "text", "at"),
            release(Assessment, "commitment"), title=_("Assessments that you wrote for a monitoring body"),
            words={"indicator": one_of(INDICATORS), "value": lambda said, row: value(said)}),
    Holding(Snapshot, "by", ("plan__code", "slug", "at"), release_snapshots,
            title=_("Pictures of plans that you asked for")),
    Holding(Contribution, "author", ("cycle__plan__code", "number", "name", "text", "state", "at"),
            erase_contributions, title=_("Your contributions to plans"),
            words={"state": one_of(CONTRIBUTED)}),
    Holding(Promise, "commitment__author", ("commitment__code", "asker", "question", "asked_at"), erase_questions,
            title=_("What you asked your leader")),
    Holding(Confirmation, "by", ("commitment__code", "kept", "text", "at"), erase_confirmations,
            title=_("Whether a promise was kept, as you said")),
    Holding(Answer, "by", ("contribution__cycle__plan__code", "contribution__number", "outcome", "text", "at"),
            release(Answer, "contribution__cycle"),
            title=_("Answers to contributions that you wrote for an organisation"),
            words={"outcome": one_of(OUTCOMES)}),
    Holding(Paper, "by", ("cycle__plan__code", "sort", "title", "at"), release(Paper, "cycle"),
            title=_("Papers of plans that you published for an organisation"),
            words={"sort": one_of(PAPERS)}),
    Holding(Seat, "person", ("forum__name", "organisation__name", "function", "since", "until"),
            release(Seat, "", "person"), title=_("Forums in which you sit for an organisation"),
            words={"function": one_of(FUNCTIONS)}),
    Holding(SelfAssessment, "by", ("commitment__code", "moment", "level", "text", "at"),
            release(SelfAssessment, "commitment"), title=_("Self-assessments that you wrote for an organisation"),
            words={"moment": one_of(MOMENTS), "level": one_of(LEVELS)}),
    Holding(Dispute, "by", ("milestone__commitment__code", "text", "state", "at"), release(Dispute, OF_IT),
            title=_("Objections that you wrote for an organisation"),
            words={"state": lambda name, row: spoken(DISPUTE.state(name))}),
    Holding(Dispute, "answered_by", ("milestone__commitment__code", "answer", "answered"),
            release(Dispute, OF_IT, "answered_by"),
            title=_("Answers to objections that you wrote for an organisation")),
    Holding(Handover, "by", ("commitment__code", "answer", "reason", "answered"), release(Handover, "commitment"),
            title=_("Answers to handed-over promises that you wrote for an organisation"),
            words={"answer": one_of(HANDED)}),
]
