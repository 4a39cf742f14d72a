from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.records.kinds import Kind


def words(report: Report) -> str:
    """What search knows beyond title and summary: the published text, and the category."""
    return " ".join([report.text, report.category.name if report.category else ""])


def sort(report: Report) -> str:
    """Which answer limit counts."""
    return report.classification


KIND = Kind(
    name="reports", label=_("Reports"), one=_("Citizen's report"), path="laporan", prefix="LAP", model=Report,
    workflow=WORKFLOW, urls="pendopo.channels.reports.urls", see=rules.see, words=words, sort=sort,
    about=_("What citizens report to their city, who answers, by when, and whether it is solved."),
    door=(_("Report something"), "reports:enter", "plus"))
