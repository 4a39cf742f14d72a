"""May this actor do this to that thing? Written once as Q; the same Q answers a list and a button."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet


class Listed(Exists):
    """The thing's own key stands in `field` of one of these rows. Asked row by row: with somebody who is named in very
    many things, a list of them all would be made for each question."""

    def __init__(self, rows: QuerySet[Any, Any], field: str) -> None:
        super().__init__(rows.filter(**{field: OuterRef("pk")}))
        self.rows, self.named = rows, field

    def holds(self, thing: Any) -> bool:
        """The same, for the thing in hand."""
        return thing.pk is not None and self.rows.filter(**{self.named: thing.pk}).exists()


EVERYTHING, NOTHING = Q(), Q(pk__in=())
TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda a, b: a == b and a is not None,
    "in": lambda a, b: a in b,
    "isnull": lambda a, b: (a is None) is b,
    "lt": lambda a, b: a is not None and a < b,
    "lte": lambda a, b: a is not None and a <= b,
    "gt": lambda a, b: a is not None and a > b,
    "gte": lambda a, b: a is not None and a >= b,
}


class Refused(PermissionDenied):
    """The actor may not do this; the page says so in the user's language, with the rule's own reason."""

    def __init__(self, rule: "Rule") -> None:
        super().__init__(rule.name)
        self.rule = rule


@dataclass(frozen=True)
class Rule:
    """A named question. `where(actor)` is the part of the table on which the actor may act; None is a visitor."""
    name: str
    where: Callable[[Any], Q]
    why: str

    def q(self, actor: Any) -> Q:
        return self.where(actor)

    def allows(self, actor: Any, thing: Any) -> bool:
        """The same Q, answered from the thing in hand without asking the database."""
        return holds(self.where(actor), thing)


def rule(where: Callable[[Any], Q]) -> Rule:
    return Rule(f"{where.__module__}.{where.__name__}", where, (where.__doc__ or "").strip())


def require(asked: Rule, actor: Any, thing: Any) -> None:
    """Raises Refused (403) when the rule does not allow it."""
    if not asked.allows(actor, thing):
        raise Refused(asked)


def holds(q: Q, thing: Any) -> bool:
    answers = (holds(c, thing) if isinstance(c, Q) else c.holds(thing) if isinstance(c, Listed)
               else leaf(*cast(tuple[str, Any], c), thing) for c in q.children)
    answer = any(answers) if q.connector == Q.OR and q.children else all(answers)       # no further than needed
    return answer is not q.negated


def leaf(path: str, wanted: Any, thing: Any) -> bool:
    steps = path.split("__")
    test = steps.pop() if steps[-1] in TESTS else "exact"
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        if thing is not None and last and step != "pk":
            field = thing._meta.get_field(step)
            step = field.attname if field.is_relation else step   # compare keys, ask no database
        thing = None if thing is None else getattr(thing, step)
    if isinstance(wanted, QuerySet):
        return among(wanted, thing)
    if isinstance(wanted, (list, tuple, set, frozenset)):
        wanted = [getattr(w, "pk", w) for w in wanted]
    return TESTS[test](thing, getattr(wanted, "pk", wanted))


def among(rows: QuerySet[Any, Any], key: Any) -> bool:
    """Asked of the database, which need not hand over all the others: somebody may be named in very many reports."""
    if key is None:
        return False
    if rows.query.is_sliced:
        return key in rows
    names = rows.query.values_select
    return rows.filter(**{names[0] if names else "pk": key}).exists()
