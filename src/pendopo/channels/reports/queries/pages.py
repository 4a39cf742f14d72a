"""One report, for whoever may see it. Codes that are unknown, secret or erased cost the same questions and answer
alike: nothing."""
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pendopo.channels.reports import rules, rules_who
from pendopo.channels.reports.models import Closing, Enclosure, Report
from pendopo.core.people.actors import Actor
from pendopo.core.records.models import Clock
from pendopo.kit.codes import in_address

JOINED = ("office", "place__region", "category", "desk", "key")


def report(address: str, actor: Actor | None) -> Report | None:
    """By its code in the address. One query."""
    code = in_address(address)
    if code is None:
        return None
    return Report.objects.filter(rules.see.q(actor), code=str(code)).select_related(*JOINED).first()


def waiting(address: str) -> Report | None:
    """A report that is not published yet, and not secret: that it waits, and where, may be known to whoever has its
    code; not a word of it."""
    code = in_address(address)
    if code is None:
        return None
    return Report.objects.filter(code=str(code), visibility="sealed", secret=False).select_related(
        "office", "place__region", "desk").first()


def own(address: str, actor: Actor | None) -> Report | None:
    """The report of this reporter: by receipt, or by the account that claimed it."""
    code = in_address(address)
    if code is None or actor is None:
        return None
    return Report.objects.filter(rules_who.reporters(actor), code=str(code)).select_related(*JOINED, "author").first()


def at_staff(address: str, actor: Actor) -> Report | None:
    """The report for somebody who works on it."""
    code = in_address(address)
    if code is None:
        return None
    return Report.objects.filter(rules.look.q(actor), code=str(code)).select_related(
        *JOINED, "author", "handler", "parent", "group").first()


def clock(report: Report, key: int) -> Clock | None:
    return Clock.objects.filter(record=report.pk, pk=key).first()


def enclosure(report: Report, key: int) -> Enclosure | None:
    return Enclosure.objects.select_related("file", "message", "report__key").filter(report=report, pk=key).first()


def photos(report: Report) -> list[Enclosure]:
    """The published ones."""
    return list(Enclosure.objects.filter(report=report, shown__visibility="public").select_related("shown")
                .order_by("pk"))


def held(report: Report) -> Closing | None:
    """A proof that waits for a coordinator."""
    return Closing.objects.filter(report=report).exclude(held="").order_by("-pk").first()


@dataclass(frozen=True)
class Looks:
    """What a reporter is told of who read: by how many, and when the identity was opened."""
    officers: int
    identity: list[Any]


def looks(report: Report) -> Looks:
    rows = list(report.readings.order_by("pk").values_list("person", "what", "at"))
    return Looks(len({person for person, _what, _at in rows}), [at for _person, what, at in rows if what == "identity"])


def group_size(report: Report) -> int:
    """How many public reports there are of the same matter, this one among them."""
    if report.group_id is None:
        return 0
    return Report.objects.filter(group=report.group_id, visibility="public").count()


def routes(report: Report) -> QuerySet[Any]:
    return report.routes.select_related("office").order_by("pk")
