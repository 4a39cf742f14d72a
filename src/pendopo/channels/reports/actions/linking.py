"""A report belongs to a promise or to another record; whoever reported hears when that one moves."""
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.telling import knock
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.words import LINKED
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Link, Record
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

MOVED = "reports.linked_moved"
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


def hear(uppers: Collection[int], moved: Record) -> None:
    """What these published reports belong to has come to another state: it stands on their timelines, and whoever left
    a contact and has no account gets a knock. (Those with an account are told by core/notices, once.)"""
    timer = system("timer")
    for report in Report.objects.filter(pk__in=uppers, visibility="public").order_by("pk"):
        records.note(report, MOVED, by=timer, facts={
            "linked": moved.code, "title": moved.title, "state": moved.state})
        knock(report, "news")
