"""A report belongs to a promise or to another record; whoever reported hears when that one moves."""
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.telling import tell_followers, tell_reporter
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.words import LINKED
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event, Link, Record
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

MOVED = "reports.linked_moved"       # the row that remembers up to where the reporter was told
NOT_OPEN = _("Only what everybody can see can be linked, and not to itself.")


def link(*, actor: Actor, report: Report, target: Record, sort: str = "evidence") -> Link:
    """Both show the other one. Only a published report: the link would betray any other."""
    if sort not in LINKED:
        raise ValueError(sort)
    with whole():
        report = records.lock(report)
        require(rules.link, actor, report)
        if {report.visibility, target.visibility} != {"public"} or target.pk == report.pk:
            raise Hindrance(NOT_OPEN)
        return records.link(report, target, by=actor, sort=sort)


def tell_linked(*, actor: Actor) -> int:
    """What a published report is linked to has come to another state since this was last told: the reporter and those
    who follow hear it once, and it stands on the timeline. Returns how many reports were told.

    Told is the newest state alone, and nothing that happened before the link.
    """
    moves = Event.objects.filter(record=OuterRef("target"), visibility="public", carries__contains="state",
                                 at__gt=OuterRef("at")).order_by("-pk").values("pk")[:1]
    told = Event.objects.filter(record=OuterRef("source"), verb=MOVED).order_by("-pk").values("pk")[:1]
    found = Link.objects.filter(source__kind="reports", source__visibility="public", target__visibility="public")
    fresh = (found.exclude(target__kind="reports")
             .annotate(moved=Subquery(moves), told=Coalesce(Subquery(told), 0)).filter(moved__gt=F("told")))
    moved: dict[int, list[Link]] = {}
    for link in fresh.select_related("target").order_by("pk"):
        moved.setdefault(link.source_id, []).append(link)
    return sum(_tell(actor, report, links) for report, links in moved.items())


def _tell(actor: Actor, key: int, links: list[Link]) -> bool:
    with whole():
        report = Report.objects.select_for_update(of=("self",)).get(pk=key)
        require(rules.tell_linked, actor, report)
        if report.visibility != "public":
            return False                 # taken back meanwhile
        for link in links:
            records.note(report, MOVED, by=actor, facts={
                "linked": link.target.code, "title": link.target.title, "state": link.target.state})
        tell_reporter(report, "news")
        tell_followers(report, "reports.linked")
    return True
