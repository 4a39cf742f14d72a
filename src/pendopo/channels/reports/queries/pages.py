"""One report, for whoever may see it. Codes that are unknown, secret or erased cost the same questions and answer
alike: nothing."""
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from pendopo.channels.reports import rules, rules_who
from pendopo.channels.reports.models import (
    Closing,
    Enclosure,
    Escalation,
    Identity,
    Message,
    Opening,
    Outside,
    Reading,
    Report,
)
from pendopo.channels.reports.queries.desk import whose
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records.models import Clock, Hold
from pendopo.kit.codes import in_address
from pendopo.kit.prepared import PreparedFor

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

    def made(code: str) -> QuerySet[Report]:
        return Report.objects.filter(rules.look.q(actor), code=code).select_related(
            *JOINED, "author", "handler", "parent", "group").annotate(
            **{f"has_{name}": Exists(rows) for name, rows in lying_beside().items()})

    found = cases(whose(actor), made, code=str(code)) if isinstance(actor, Person) else list(made(str(code)))
    return found[0] if found else None


cases: PreparedFor[Report] = PreparedFor()


class Beside(NamedTuple):
    """Whether there is something of each sort, so that nothing is asked for that is not there."""
    identity: bool                   # the reporter left a name or a contact
    proof: bool                      # a closing photo waits for a coordinator
    letter: bool                     # the letter to the Ombudsman is ready
    opening: bool                    # somebody asks to see who reported
    part: bool                       # reports were made of it
    outside: bool                    # somebody outside was asked
    hold: bool                       # it is kept for a court or another body
    unsigned: bool                   # something waits for the signature of the head


def lying_beside() -> dict[str, QuerySet[Any]]:
    """The rows of each field of Beside, for the report around them."""
    one = OuterRef("pk")
    return {"identity": Identity.objects.filter(report=one),
            "proof": Closing.objects.filter(report=one).exclude(held=""),
            "letter": Escalation.objects.filter(report=one, step="ombudsman"),
            "opening": Opening.objects.filter(report=one, granted=None), "part": Report.objects.filter(parent=one),
            "outside": Outside.objects.filter(report=one), "hold": Hold.objects.filter(record=one, lifted=None),
            "unsigned": Message.objects.filter(report=one, waits=True)}


def beside(report: Report) -> Beside:
    """Of a report that `at_staff` found."""
    return Beside(*(bool(report.__dict__[f"has_{name}"]) for name in Beside._fields))


def clock(report: Report, key: int) -> Clock | None:
    return Clock.objects.filter(record=report.pk, pk=key).first()


def enclosure(report: Report, key: int) -> Enclosure | None:
    return Enclosure.objects.select_related("file", "message", "report__key").filter(report=report, pk=key).exclude(
        about=b"").first()               # of what was erased only what is public is left


def photos(report: Report) -> list[Enclosure]:
    """The published ones."""
    return list(Enclosure.objects.filter(report=report, shown__visibility="public").select_related("shown")
                .order_by("pk"))


def unsigned(report: Report) -> QuerySet[Message]:
    """What waits for the signature of the head, the oldest first."""
    return Message.objects.filter(report=report.pk, waits=True).order_by("pk")


def proofs(report: Report) -> QuerySet[Message]:
    """The words of the proofs that wait for a coordinator."""
    return Message.objects.filter(pk__in=Closing.objects.filter(report=report.pk).exclude(held="").values("message"))


def unheard(report: Report) -> QuerySet[Message]:
    """What an office wrote and nobody has heard yet: it waits for a signature, or for a coordinator who looks."""
    return unsigned(report) | proofs(report).order_by("pk")


def held(report: Report) -> Closing | None:
    """A proof that waits for a coordinator."""
    return Closing.objects.filter(report=report).exclude(held="").order_by("-pk").first()


@dataclass(frozen=True)
class Looks:
    """What a reporter is told of who read: by how many, and when the identity was opened."""
    officers: int
    identity: list[Any]


def looks(report: Report) -> Looks:
    return looked(report.readings.order_by("pk"))


def looked(rows: Iterable[Reading]) -> Looks:
    rows = list(rows)
    return Looks(len({one.person_id for one in rows}), [one.at for one in rows if one.what == "identity"])


def group_size(report: Report) -> int:
    """How many public reports there are of the same matter, this one among them."""
    if report.group_id is None:
        return 0
    return Report.objects.filter(group=report.group_id, visibility="public").count()


def routes(report: Report) -> QuerySet[Any]:
    return report.routes.select_related("office").order_by("pk")
