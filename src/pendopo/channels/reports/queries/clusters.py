"""Shared problems: what the timer reads to find them, what a page shows of them. Published reports alone."""
from datetime import date, timedelta

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from pendopo.analysis.clusters import PAUSE, Item
from pendopo.channels.reports.models import Cluster, Finding, Report
from pendopo.channels.reports.queries.learned import DISTRICT
from pendopo.channels.reports.queries.lists import listed

SPAN = timedelta(days=365)           # reports of so long are compared
MOST = 20_000
PART = "part_of"                     # how a report belongs to its shared problem


def items() -> list[Item]:
    """The newest published reports with a category that is no matter of one person, by district."""
    found = (Report.objects.filter(visibility="public", created__gte=timezone.now() - SPAN,
                                   category__person_bound=False, place__isnull=False)
             .order_by("-created", "-pk").values_list("pk", "title", "text", "created", "category__code",
                                                      "place__region"))
    return [Item(pk, f"{title}. {text}", timezone.localdate(created), category, district(region))
            for pk, title, text, created, category, region in found[:MOST]]


def district(region: str) -> str:
    """The code of the district; "" for what names none."""
    parts = region.split(".")
    return ".".join(parts[:DISTRICT]) if len(parts) >= DISTRICT else ""


def listed_clusters() -> QuerySet[Cluster]:
    return (Cluster.objects.filter(visibility="public").select_related("office", "place__region", "category")
            .order_by("-created", "-pk"))


def cluster(code: str) -> Cluster | None:
    return listed_clusters().filter(code=code).first()


def reports_of(one: Cluster) -> QuerySet[Report]:
    """The published reports of a shared problem, the newest first."""
    return listed().filter(links_out__target=one.pk, links_out__sort=PART, links_out__ended=None)


def same_matter(category: int, region: str, first: date) -> Cluster | None:
    """An open shared problem of the same topic and place that was not long over when these reports began."""
    return (Cluster.objects.filter(closed=None, category=category, place__region=region,
                                   last__gte=first - timedelta(days=PAUSE))
            .order_by("-pk").first())


def waiting() -> QuerySet[Finding]:
    """What nobody has decided yet, the most surprising first."""
    return (Finding.objects.filter(decided=None).annotate(many=Count("reports"))
            .select_related("category", "region", "cluster").order_by("-many", "-last", "pk"))


def waiting_with(most: int, reports: int) -> list[Finding]:
    """The first of them, each with its newest published reports in `newest`. Two queries, however many."""
    some = Prefetch("reports", queryset=listed()[:reports], to_attr="newest")
    return list(waiting().prefetch_related(some)[:most])
