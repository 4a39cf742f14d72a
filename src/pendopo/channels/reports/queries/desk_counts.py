"""How many reports stand behind each tab and each filter of the desk: one walk along what is open answers for all."""
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.desk import ME, SOON, STATES, Wish, away, whose
from pendopo.core.people.models import Person, today
from pendopo.kit.prepared import PreparedFor

LATE, NEAR = 1, 2                    # where a day stands
TIMES = {"lewat": LATE, "segera": NEAR}
walked: PreparedFor[Any] = PreparedFor()


class Part(NamedTuple):
    """Open reports that are alike in what the tabs ask."""
    state: str
    time: int
    own: int                         # 1: among the cases of this person
    many: int

    def within(self, wish: Wish) -> bool:
        """As Wish.wants says it to the database."""
        states = STATES.get(wish.status, (wish.status,)) if wish.status else (self.state,)
        if wish.waktu == "berhenti" and self.state not in STATES["tanya"]:
            return False
        return self.state in states and (wish.petugas != ME or self.own == 1) and (
            TIMES.get(wish.waktu, self.time) == self.time)


def simple(wish: Wish) -> bool:
    """It asks for nothing but a state, a clock and whose cases, of what is open."""
    return not wish.ended and wish.petugas in ("", ME) and wish == Wish(
        status=wish.status, waktu=wish.waktu, petugas=wish.petugas)


def counts(me: Person, wishes: Mapping[str, Wish]) -> dict[str, int]:
    """How many reports each wish finds. One question; one more where somebody looks at what is closed."""
    told = {name: wish.choice for name, wish in wishes.items()}
    odd = list(dict.fromkeys(wish for wish in told.values() if not wish.ended and not simple(wish)))
    rows = walked((whose(me), *odd), lambda: walk(me, odd))
    parts = [Part(*row[:len(Part._fields)]) for row in rows]
    numbers = {wish: sum(row[place] for row in (rows[:1] if wish.periksa else rows))
               for place, wish in enumerate(odd, len(Part._fields))}
    for wish in told.values():
        if wish.ended:
            numbers[wish] = Report.objects.filter(rules.look.q(me)).filter(wish.wants(me)).count()
        elif wish not in numbers:
            numbers[wish] = sum(part.many for part in parts if part.within(wish))
    return {name: numbers[wish] for name, wish in told.items()}


def walk(me: Person, odd: list[Wish]) -> QuerySet[Any, Any]:
    """What is open, by what the tabs ask; beside it how many of each part fulfil the other wishes, and how many of all
    ask for somebody's decision: those few are found from what waits, not along the walk."""
    day = today()
    time = when(Q(due__lt=day), LATE, Q(due__gte=day, due__lte=day + SOON), NEAR)
    own = when(Q(handler=me.pk) | Q(handler__in=away(me)), 1)
    found = Report.objects.filter(rules.look.q(me), closed=None).order_by().annotate(time=time, own=own)
    rows: QuerySet[Any, Any] = found.values_list("state", "time", "own").annotate(many=Count("pk"), **{
        f"odd{place}": few(me, wish) if wish.periksa else Count("pk", filter=wish.wants(me))
        for place, wish in enumerate(odd)})
    return rows


def few(me: Person, wish: Wish) -> Max:
    """Counted once, the same in every part (Max: what is no sum would be one more thing to group by)."""
    found = Report.objects.filter(rules.look.q(me)).filter(wish.wants(me)).order_by().values("kind")
    return Max(Coalesce(Subquery(found.annotate(many=Count("pk")).values("many")), 0))


def when(*pairs: Any) -> Case:
    """when(condition, number, ...): the number of the first condition that holds, 0 where none does."""
    cases = zip(pairs[::2], pairs[1::2], strict=True)
    return Case(*(When(condition, then=Value(number)) for condition, number in cases), default=Value(0),
                output_field=IntegerField())
