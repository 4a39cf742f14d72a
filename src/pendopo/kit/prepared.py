"""Questions that every page asks: put together and turned into SQL once, afterwards only run.

Building and compiling a query of Django's took a third of a page's processor time, for the same words each time.
What differs from run to run is named with its type, and stands in the SQL as a parameter:

    newest = Prepared(lambda: Record.objects.filter(visibility="public").order_by("-created")[:5])
    one = Prepared(lambda code: Record.objects.filter(code=code), code=str)
    one(code="RA-2026-0001-X")

Models come back, or the tuples of values_list(); nothing is prefetched. The shape must be the same for every run: a
question that depends on who asks, or on the language, is prepared once for each (`PreparedFor`). It uses inner seams of
Django's: the compiler that a query hands out, and the compiler's execute_sql and get_converters.
"""
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

from pendopo.kit.steady import cursor

T = TypeVar("T")
Row = tuple[Any, ...]
MOST = 200                     # of the questions that differ by who asks; each keeps some ten kilobytes
# Values that nobody asks for, to see where each ends up.
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: -777_000_001 - place, str: lambda place: f"\u2983{place}\u2984",
    date: lambda place: date(9998, 1, 1 + place)}


@dataclass(eq=False)
class Plan:
    """SQL with its parameters, some of them by name, and the compiler that knows how rows become models."""
    sql: str
    params: tuple[Any, ...]
    names: dict[int, str]
    compiler: SQLCompiler
    tuples: bool                 # rows of values_list(), not models

    def converters(self, compiler: SQLCompiler) -> Any:
        """How values are read out of rows: worked out once for each connection, and gone with it."""
        known = compiler.connection.__dict__.setdefault("prepared", WeakKeyDictionary())
        if self not in known:
            known[self] = compiler.get_converters([one for one, _sql, _alias in compiler.select[:compiler.col_count]])
        return known[self]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where a row holds the fields of its own model, not those of what stands beside it."""
        own = (self.compiler.klass_info or {}).get("select_fields", ())
        return {self.compiler.select[place][0].target.attname: place for place in own}

    def filled(self, connection: BaseDatabaseWrapper, values: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(adapted(values[self.names[place]], known, connection) if place in self.names else known
                     for place, known in enumerate(self.params))


@dataclass
class Run:
    """Stands where a queryset expects its query, and hands out the compiler that is ready."""
    plan: Plan
    values: dict[str, Any]
    steady: bool = False

    def get_compiler(self, using: str) -> SQLCompiler:
        compiler: SQLCompiler = copy(self.plan.compiler)
        compiler.connection = connections[using]
        self.tell(compiler)
        read = self.plan.converters(compiler)
        compiler.get_converters = lambda expressions: read  # type: ignore[method-assign]  # the seam
        return compiler

    def tell(self, compiler: SQLCompiler) -> None:
        """All rows at once, without what the columns of a sorting add behind them."""
        def asked(*_args: Any, **_more: Any) -> list[list[Row]]:
            wide = compiler.col_count if compiler.has_extra_select else None
            with cursor() if self.steady else compiler.connection.cursor() as door:
                door.execute(self.plan.sql, self.plan.filled(compiler.connection, self.values))
                rows = door.fetchall()
            return [[row[:wide] for row in rows] if wide else rows]
        compiler.execute_sql = asked  # type: ignore[assignment]  # the seam


@dataclass
class Known(Run):
    """The same where the database has answered already."""
    rows: list[Row] = field(default_factory=list)

    def tell(self, compiler: SQLCompiler) -> None:
        compiler.execute_sql = lambda *_args, **_more: [self.rows]  # type: ignore[assignment]  # the seam


class Prepared(Generic[T]):
    steady = False               # PostgreSQL, too, plans it once for all values

    def __init__(self, make: Callable[..., QuerySet[Any, T]], **types: type) -> None:
        self.make, self.types = make, types
        self.plans: dict[str, tuple[type[Model], Plan]] = {}         # one for each kind of database

    def __call__(self, **values: Any) -> list[T]:
        """The rows, in one query."""
        model, plan = self.plan(values)
        run: Any = Run(plan, values, self.steady)
        if plan.tuples:
            return list(run.get_compiler(DEFAULT_DB_ALIAS).results_iter(tuple_expected=True))
        return list(QuerySet(model, query=run, using=DEFAULT_DB_ALIAS))

    def late(self, **values: Any) -> "list[Late[T]]":
        """The same for whoever may have drawn such a row before, and then needs no model of it."""
        chunks = Run(self.plan(values)[1], values, self.steady).get_compiler(DEFAULT_DB_ALIAS).execute_sql()
        return [Late(row, self) for chunk in chunks or () for row in chunk]

    def made(self, rows: list[Row]) -> list[T]:
        """The models of such rows. Asks nothing."""
        model, plan = self.plans[connections[DEFAULT_DB_ALIAS].vendor]
        known: Any = Known(plan, {}, rows=rows)
        return list(QuerySet(model, query=known, using=DEFAULT_DB_ALIAS))

    def told(self, row: Row, name: str) -> Any:
        """One field of such a row, as its model would have it, without making one."""
        connection = connections[DEFAULT_DB_ALIAS]
        _model, plan = self.plans[connection.vendor]
        place = plan.places[name]
        value = row[place]
        converts, read = plan.converters(Run(plan, {}).get_compiler(DEFAULT_DB_ALIAS)).get(place, ((), None))
        for convert in converts:
            value = convert(value, read, connection)
        return value

    def plan(self, values: dict[str, Any]) -> tuple[type[Model], Plan]:
        if values.keys() != self.types.keys():
            raise TypeError(f"asked with {sorted(values)}, prepared for {sorted(self.types)}")
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if vendor not in self.plans:
            self.plans[vendor] = self.planned(connections[DEFAULT_DB_ALIAS])
        return self.plans[vendor]

    def sql(self, **values: Any) -> tuple[str, tuple[Any, ...]]:
        """The question itself with its parameters, for a statement around it."""
        _model, plan = self.plan(values)
        return plan.sql, plan.filled(connections[DEFAULT_DB_ALIAS], values)

    def planned(self, connection: BaseDatabaseWrapper) -> tuple[type[Model], Plan]:
        marks = {name: MARKS[sort](place) for place, (name, sort) in enumerate(self.types.items())}
        made = self.make(**marks)
        tuples = issubclass(made._iterable_class, ValuesListIterable)
        compiler = made.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:                               # nothing can fulfil it, whatever it is asked with
            compiler = made.query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False)
            sql, params = compiler.as_sql()
            return made.model, Plan(sql, tuple(params), {}, compiler, tuples)
        names = {place: name for place, known in enumerate(params) for name, mark in marks.items()
                 if known == adapted(mark, known, connection)}
        if set(names.values()) != set(marks):
            raise TypeError(f"{sorted(set(marks) - set(names.values()))} does not reach the SQL as it is: {sql}")
        return made.model, Plan(sql, tuple(params), names, compiler, tuples)


class Steady(Prepared[T]):
    """A question for a few rows by keys, always found the same way (kit/steady)."""
    steady = True


@dataclass
class Late(Generic[T]):
    """A row as the database handed it over, with nothing in it that cannot be compared; `model` is made when asked."""
    row: Row
    of: Prepared[T]

    @cached_property
    def model(self) -> T:
        return self.of.made([self.row])[0]

    def told(self, name: str) -> Any:
        """A field by its column's name ("office_id"), where that is all one wants to know."""
        return self.of.told(self.row, name)


def models_of(rows: Sequence[Late[T]]) -> list[T]:
    """Those of one question, made at once; each row keeps its own."""
    made = rows[0].of.made([one.row for one in rows]) if rows else []
    for one, model in zip(rows, made, strict=True):
        one.__dict__["model"] = model
    return made


class PreparedFor(Generic[T]):
    """Questions whose shape depends on who asks and for what: made ready once for each `key`, the least used forgotten.

    The key has to hold everything on which the shape depends, above all whatever decides what somebody may see.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most, self.kept, self.lock = most, OrderedDict[Hashable, Prepared[T]](), Lock()

    def __call__(self, key: Hashable, make: Callable[..., QuerySet[Any, T]], **values: Any) -> list[T]:
        """The rows. `make` is only asked the first time; `values` are what differs between runs with one key."""
        return self.one(key, make, values)(**values)

    def one(self, key: Hashable, make: Callable[..., QuerySet[Any, T]], values: dict[str, Any]) -> Prepared[T]:
        known = (key, *values)
        with self.lock:
            found = self.kept.get(known)
            if found is None:
                found = self.kept[known] = Prepared(make, **{name: type(value) for name, value in values.items()})
            self.kept.move_to_end(known)
            if len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return found


def adapted(value: Any, known: Any, connection: BaseDatabaseWrapper) -> Any:
    """As the field handed over the value before it: a day as the database writes days, a number of the same width."""
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return type(known)(value) if isinstance(value, int) and isinstance(known, int) else value
