"""One question to the index: which rows, in which order, how many.

Order: rows with all the words in the title, then those with some of them there, then the rest; within each the newest
(the largest key) first. It is the same on both databases, can be said in one sentence on the page, and pages by key.
A question that more than 20,000 rows answer is looked at among the newest 20,000 of them: `capped`; the page says so.
Not so when the filters leave few rows: then all of these are read, however common the word is.
"""
from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigIntegerField, Case, Max, Model, Q, QuerySet, When
from django.db.models.expressions import RawSQL

from pendopo.kit.fulltext.index import index_of
from pendopo.kit.fulltext.terms import DIALECTS, TITLE, Groups, all_of, any_of, but
from pendopo.kit.fulltext.vocabulary import frequencies

CAP = 20_000
COUNTED = 500        # hits of a capped question are counted so far
NARROW = 4_000       # so few rows are read one by one when every word asked for is a common one
FEW = 300            # so few hits are ranked by reading them; of more, a page is asked for


class Key(NamedTuple):
    """The last row of a page: the next page begins behind it. As text "2.4711", safe in an address."""
    tier: int
    pk: int

    def __str__(self) -> str:
        return f"{self.tier}.{self.pk}"


class Result(NamedTuple):
    pks: list[int]               # in rank order
    total: int                   # of all pages; a capped question is counted to 500, which then means "or more"
    capped: bool                 # more than 20,000 rows hold these words: the newest 20,000 were looked at
    more: Key | None             # `before` of the next page


NOTHING = Result([], 0, False, None)


def key(text: str) -> Key | None:
    """The address's way to write a Key, or None when it is no such thing."""
    tier, _, pk = text.partition(".")
    return Key(int(tier), int(pk)) if tier in ("0", "1", "2") and pk.isascii() and pk.isdigit() else None


class Question(NamedTuple):
    """What is asked of which index, in the pieces of SQL that differ between the databases."""
    model: type[Model]
    words: Groups
    prefix: bool
    among: QuerySet[Any]
    source: str                  # the table that is asked
    row: str                     # its key
    holds: str                   # that a row holds some words
    keys: str                    # keys of many rows as one text
    wanted: str                  # the words


class Found(NamedTuple):
    hits: int                    # rows that hold the words, 20,000 at most
    floor: int                   # the oldest of these
    total: int                   # how many of these are in `among`
    pks: list[int]               # which, if they are few


def search(model: type[Model], words: Groups, *, among: QuerySet[Any], limit: int = 20, before: Key | None = None,
           prefix: bool = False) -> Result:
    """The rows of `among` (a queryset of the model that `model` describes, unsliced) that hold all words.

    words: stem.asked(text). prefix: the last word may be a beginning. `among` decides who sees what: nothing outside
    it is returned, ranked or counted. Three to six small queries.
    """
    if not words:
        return NOTHING
    asked = _question(model, words, prefix, among)
    try:
        common = not prefix and _common(asked)
        if common:
            everything = among.order_by().values("pk")
            if everything[:NARROW + 1].count() <= NARROW:
                ranked = _read(asked, everything)
                return _turn([key for key in ranked if not before or key < before], limit, len(ranked), capped=False)
        found = (_newest(asked) if common == "surely" else None) or _count(asked)
        if found.total <= FEW and found.pks:
            rows = [key for key in _read(asked, found.pks) if not before or key < before]
        else:
            rows = _page(asked, limit + 1, before, found.floor) if found.total else []
    except EmptyResultSet:
        return NOTHING
    capped = found.hits >= CAP
    return _turn(rows, limit, min(found.total, COUNTED) if capped else found.total, capped)


def _turn(rows: list[Key], limit: int, total: int, capped: bool) -> Result:
    return Result([row.pk for row in rows[:limit]], total, capped, rows[limit - 1] if len(rows) > limit else None)


def _question(model: type[Model], words: Groups, prefix: bool, among: QuerySet[Any]) -> Question:
    at, wanted = index_of(model), all_of(DIALECTS[connection.vendor], words, prefix)
    if connection.vendor == "postgresql":
        return Question(model, words, prefix, among, f'"{at.table}"', f'"{at.table}"."{at.key}"',
                        f'"{at.table}"."{at.column}" @@ %s::tsquery', "string_agg(hit.pk::text, ',')", wanted)
    return Question(model, words, prefix, among, f'"{at.fts}"', f'"{at.fts}".rowid', f'"{at.fts}" MATCH %s',
                    "group_concat(hit.pk)", wanted)


def _common(asked: Question) -> str:
    """Whether each word alone is in more rows than are looked at ("each"), and surely all of them together ("surely").

    Read from the vocabulary, which may be a minute old, as if words came together by chance: a hint about the cheaper
    way, never an answer.
    """
    df = frequencies({word for group in asked.words for word in group})
    each = [sum(df.get(word, 0) for word in group) for group in asked.words]
    if min(each) <= CAP:
        return ""
    rows = asked.model._default_manager.aggregate(last=Max("pk"))["last"] or 1
    together = rows * prod(min(one / rows, 1) for one in each)
    return "surely" if together > 2 * CAP or len(each) == 1 else "each"


def _seen(asked: Question, one_by_one: bool = False) -> tuple[str, Sequence[Any]]:
    """"That row is in `among`", as a subquery about the row of the outer one.

    Asked of 20,000 rows one by one, PostgreSQL would rather read the whole table first; a range it cannot hash.
    """
    same = RawSQL(asked.row, [], output_field=BigIntegerField())  # noqa: S611  a column of our own
    apart = one_by_one and connection.vendor == "postgresql"
    rows = asked.among.order_by().filter(**{"pk__gte": same, "pk__lte": same} if apart else {"pk": same})
    sql, params = rows.query.exists().get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return f"EXISTS ({sql})", params


def _ask(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _count(asked: Question) -> Found:
    """The hits, and how many of the newest 20,000 are in `among`; which ones, if they are few."""
    seen, params = _seen(asked, one_by_one=True)
    newest = (f"SELECT {asked.row} AS pk, {seen} AS seen FROM {asked.source} WHERE {asked.holds} "  # noqa: S608  our names
              f"ORDER BY {asked.row} DESC LIMIT {CAP}")
    [(hits, floor, total, pks)] = _ask(
        f"SELECT count(*), min(hit.pk), count(*) FILTER (WHERE hit.seen), "  # noqa: S608  our names
        f"CASE WHEN count(*) FILTER (WHERE hit.seen) <= {FEW} THEN {asked.keys} FILTER (WHERE hit.seen) END "
        f"FROM ({newest}) hit", [*params, asked.wanted])
    return Found(hits, floor or 0, total, [int(pk) for pk in pks.split(",")] if pks else [])


def _newest(asked: Question) -> Found | None:
    """The same for a common word without looking at each of 20,000 rows; None if it is not that common after all."""
    rows = f"FROM {asked.source} WHERE {asked.holds}"
    [(hits, floor)] = _ask(
        f"SELECT count(*), min(hit.pk) FROM (SELECT {asked.row} AS pk {rows} "  # noqa: S608  our names
        f"ORDER BY {asked.row} DESC LIMIT {CAP}) hit", [asked.wanted])
    if hits < CAP:
        return None
    seen, params = _seen(asked)
    [(total,)] = _ask(
        f"SELECT count(*) FROM (SELECT 1 {rows} AND {asked.row} >= {int(floor)} AND {seen} "  # noqa: S608  our names
        f"ORDER BY {asked.row} DESC LIMIT {COUNTED}) hit", [asked.wanted, *params])
    return Found(hits, floor, total, [])


def _read(asked: Question, pks: list[int] | QuerySet[Any]) -> list[Key]:
    """Few rows are ranked by reading what the index knows of them; those that lack a word fall out."""
    field = index_of(asked.model).field
    holds = f"{field}__holds_prefix" if asked.prefix else f"{field}__holds"
    titled = [[TITLE + word for word in group] for group in asked.words]
    some = Q(*(Q(**{f"{field}__holds": [group]}) for group in titled[:-1]), Q(**{holds: titled[-1:]}), _connector=Q.OR)
    tier = Case(When(Q(**{holds: titled}), then=2), When(some, then=1), default=0)
    rows = asked.model._default_manager.filter(pk__in=pks, **{holds: asked.words})
    return sorted((Key(*row) for row in rows.values_list(tier, "pk")), reverse=True)


def _tiers(asked: Question) -> dict[int, str]:
    """The same order as questions to the index."""
    dialect, wanted = DIALECTS[connection.vendor], asked.wanted
    marked = [[TITLE + one for one in group] for group in asked.words]
    every = all_of(dialect, marked, asked.prefix)
    some = dialect.either.join([*(any_of(dialect, group) for group in marked[:-1]),
                                any_of(dialect, marked[-1], asked.prefix)])
    tiers = {2: f"({wanted}){dialect.both}({every})", 0: but(dialect, wanted, some)}
    if len(marked) > 1:
        tiers[1] = but(dialect, f"({wanted}){dialect.both}({some})", every)
    return tiers


def _page(asked: Question, limit: int, before: Key | None, floor: int) -> list[Key]:
    """The next `limit` rows behind `before`, tier by tier."""
    seen, params = _seen(asked)
    tiers, found = _tiers(asked), list[Key]()
    for tier in sorted(tiers, reverse=True):
        if (before and tier > before.tier) or len(found) >= limit:
            continue
        below = f" AND {asked.row} < {int(before.pk)}" if before and before.tier == tier else ""
        found += [Key(tier, pk) for (pk,) in _ask(
            f"SELECT {asked.row} FROM {asked.source} WHERE {asked.holds} AND {asked.row} >= {int(floor)}{below} "  # noqa: S608  our names
            f"AND {seen} ORDER BY {asked.row} DESC LIMIT {limit - len(found)}", [tiers[tier], *params])]
    return found
