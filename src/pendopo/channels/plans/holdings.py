from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans.actions.forgetting import release, release_evidence
from pendopo.channels.plans.actions.snapshots import release_snapshots
from pendopo.channels.plans.models import Assessment, Evidence, Report, Snapshot
from pendopo.channels.plans.queries.steps import evidence_of
from pendopo.core.people.personal import Holding
from pendopo.kit.files.queries import opened

# What was said was said for an organisation and stays its statement; who typed it is released.
HOLDINGS = [
    Holding(Report, "by", ("milestone__commitment__code", "level", "text", "at"), release(Report),
            title=_("Reports on milestones that you wrote for an organisation")),
    Holding(Evidence, "by", ("milestone__commitment__code", "title", "url", "at"), release_evidence,
            title=_("Evidence that you added for an organisation"), files=lambda person: opened(evidence_of(person))),
    Holding(Assessment, "by", ("commitment__code", "indicator", "value", "text", "at"), release(Assessment),
            title=_("Assessments that you wrote for a monitoring body")),
    Holding(Snapshot, "by", ("plan__code", "slug", "at"), release_snapshots,
            title=_("Pictures of plans that you asked for")),
]
