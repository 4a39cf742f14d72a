from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules, rules_clusters, showing, workflow_clusters
from pendopo.channels.reports.models import Cluster, Report
from pendopo.channels.reports.queries.lists import categories
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS, WORKFLOW
from pendopo.core.records.kinds import Kind


def words(report: Report) -> str:
    """What search knows beyond title and summary: the published text, and the category."""
    return " ".join([report.text, report.category.name if report.category else ""])


def sort(report: Report) -> str:
    """Which answer limit counts."""
    return report.classification


def topics() -> list[tuple[str, str]]:
    """The categories, as a filter shows them."""
    return showing.tree(categories())


def cluster_words(cluster: Cluster) -> str:
    """What search knows of a shared problem beyond title and summary: its category, and what its reports say."""
    return " ".join([cluster.words, cluster.category.name if cluster.category else ""])


REPORTS = Kind(
    name="reports", rank=1, label=_("Reports"), one=_("Citizen's report"), path="laporan", prefix="LAP", model=Report,
    workflow=WORKFLOW, urls="pendopo.channels.reports.urls", see=rules.see, words=words, sort=sort, topics=topics,
    own_holds=True,
    about=_("What citizens report to their city, who answers, by when, and whether it is solved."),
    door=(_("Report something"), "reports:enter", "plus"), entries=("reports:enter", "reports:type_in"),
    desk=(_("Reports to work on"), "reports:desk", (*COORDINATORS, *HANDLERS)),
    data=((_("Published reports, written anew every morning"), "CSV", "reports:data", ("laporan.csv",)),
          (_("Published reports, written anew every morning"), "JSON", "reports:data", ("laporan.json",))))
CLUSTERS = Kind(
    name="clusters", label=_("Shared problems"), one=_("Shared problem"), path="masalah-bersama", prefix="MB",
    model=Cluster, workflow=workflow_clusters.WORKFLOW, urls="pendopo.channels.reports.urls_clusters",
    see=rules_clusters.see, words=cluster_words, problem=True, within="reports",
    about=_("What many report one by one, seen as one problem, and what becomes of it."))
KIND = (REPORTS, CLUSTERS)
