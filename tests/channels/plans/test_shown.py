"""A stored report, assessment or total that somebody changes behind the actions no longer fits its line."""
import json

import pytest

from pendopo.channels.plans import imports, packs
from pendopo.channels.plans.actions.assessing import Finding, assess
from pendopo.channels.plans.models import Assessment, PlanStatement, Report
from pendopo.channels.plans.shown import plans
from pendopo.core.ledger.models import Line
from tests.channels.plans.test_reporting import differ

pytestmark = pytest.mark.django_db


def wrong():
    """What the tables show otherwise than the lines say."""
    shown, found = plans(list(Line.objects.values_list("pk", flat=True))), set()
    for line in Line.objects.filter(pk__in=shown):
        said = {**json.loads(line.facts), **json.loads(line.words or "{}")}
        found |= {name for name, value in shown[line.pk].items() if said.get(name) != value}
    return found


@pytest.mark.database
def test_what_pages_show_is_what_was_committed(contoh):
    imports.take(imports.read([packs.COMMITMENTS, packs.UNITED_STATES], [packs.TOTALS]))
    differ(contoh)
    assess(actor=contoh.monitor(), commitment=contoh.commitment(), finding=Finding(
        "completion", "completion", "limited", "midterm", "Uji 1", "2026-08", "Kurang."))
    assert wrong() == set()
    Report.objects.filter(organisation=contoh.forum).update(text="Semuanya baik.")
    assert wrong() == {"text"}
    Assessment.objects.filter(commitment__ogp_id="ID0083", value="substantial").update(value="complete")
    assert wrong() == {"text", "assessments"}
    Report.objects.filter(milestone__number="US0113.1").update(level="complete")
    PlanStatement.objects.filter(moment="end").update(counts={"complete": 45})
    assert wrong() == {"text", "assessments", "reports", "counts"}
