"""How many reports stand behind each tab and each filter of the desk: one walk along what is open answers for all.

Counted anew for every page, and nothing of it is kept: a number on the desk is never an old one. The walk reads two
indexes that hold all it asks for (record_counted, report_queue), and of what is secret who is named (reader_person).
"""
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Subquery

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.desk import ME, SOON, STATES, Wish, away, whose
from pendopo.core.people.models import Person, today
from pendopo.kit.prepared import PreparedFor

LATER, LATE, NEAR = 0, 1, 2          # where a day stands
TIMES = {"lewat": LATE, "segera": NEAR}
FIRST = 4                            # columns of a row of the walk before those of the other wishes
walked: PreparedFor[Any] = PreparedFor()


class Part(NamedTuple):
    """Open reports that are alike in what the tabs ask."""
    state: str
    time: int
    many: int
    own: int                         # of them: the cases of this person

    def fits(self, wish: Wish) -> bool:
        """As Wish.wants says it to the database."""
        states = STATES.get(wish.status, (wish.status,)) if wish.status else (self.state,)
        if wish.waktu == "berhenti" and self.state not in STATES["tanya"]:
            return False
        return self.state in states and TIMES.get(wish.waktu, self.time) == self.time

    def number(self, wish: Wish) -> int:
        return (self.own if wish.petugas == ME else self.many) if self.fits(wish) else 0


def simple(wish: Wish) -> bool:
    """It asks for nothing but a state, a clock and whose cases, of what is open."""
    return not wish.ended and wish.petugas in ("", ME) and wish == Wish(
        status=wish.status, waktu=wish.waktu, petugas=wish.petugas)


def counts(me: Person, wishes: Mapping[str, Wish]) -> dict[str, int]:
    """How many reports each wish finds. One question; one more where somebody looks at what is closed."""
    told = {name: wish.choice for name, wish in wishes.items()}
    odd = list(dict.fromkeys(wish for wish in told.values() if not wish.ended and not simple(wish)))
    rows = walked((whose(me), *odd), lambda: walk(me, odd))
    parts = parted(rows, today())
    numbers = {wish: sum(row[place] or 0 for row in (rows[:1] if wish.periksa else rows))
               for place, wish in enumerate(odd, FIRST)}
    for wish in told.values():
        if wish.ended:
            numbers[wish] = Report.objects.filter(rules.look.q(me)).filter(wish.wants(me)).count()
        elif wish not in numbers:
            numbers[wish] = sum(part.number(wish) for part in parts)
    return {name: numbers[wish] for name, wish in told.items()}


def parted(rows: Iterable[tuple[Any, ...]], day: date) -> list[Part]:
    """A queue has many days; the tabs know three sorts of them."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for state, due, many, own, *_odd in rows:
        key = state, LATER if due is None or due > day + SOON else LATE if due < day else NEAR
        before = found.get(key, (0, 0))
        found[key] = before[0] + many, before[1] + own
    return [Part(*key, *sums) for key, sums in found.items()]


def walk(me: Person, odd: list[Wish]) -> QuerySet[Any, Any]:
    """What is open, by state and day; beside it how many of each part are the own ones and how many fulfil the other
    wishes, and how many of all ask for somebody's decision: those few are found from what waits, not along the walk."""
    found = Report.objects.filter(rules.look.q(me), closed=None).order_by()
    rows: QuerySet[Any, Any] = found.values_list("state", "due").annotate(
        many=Count("pk"), own=Count("pk", filter=Q(handler=me.pk) | Q(handler__in=away(me))), **{
            f"odd{place}": few(me, wish) if wish.periksa else Count("pk", filter=wish.wants(me))
            for place, wish in enumerate(odd)})
    return rows


def few(me: Person, wish: Wish) -> Subquery:
    """Counted once, the same in every part; nothing where there are none."""
    found = Report.objects.filter(rules.look.q(me)).filter(wish.wants(me)).order_by().values("kind")
    return Subquery(found.annotate(many=Count("pk")).values("many"))
