"""One question to the index: which rows, in which order, how many.

Order: rows with all the words in the title, then those with some of them there, then the rest; within each the newest
(the largest key) first. It is the same on both databases, can be said in one sentence on the page, and pages by key.
A question that more than 20,000 rows answer is looked at among the newest 20,000 of them: `capped`; the page says so.
"""
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigIntegerField, Model, QuerySet
from django.db.models.expressions import RawSQL

from pendopo.kit.fulltext.index import index_of
from pendopo.kit.fulltext.terms import DIALECTS, SHORTEST, TAG, TITLE, Groups, all_of, any_of, but

CAP = 20_000
FEW = 300            # so many rows are ranked by reading them; of more, a page is asked for


class Key(NamedTuple):
    """The last row of a page: the next page begins behind it. As text "2.4711", safe in an address."""
    tier: int
    pk: int

    def __str__(self) -> str:
        return f"{self.tier}.{self.pk}"


class Result(NamedTuple):
    pks: list[int]               # in rank order
    total: int                   # of all pages; with `capped` of the newest 20,000
    capped: bool                 # more than 20,000 rows hold these words
    more: Key | None             # `before` of the next page


NOTHING = Result([], 0, False, None)


def key(text: str) -> Key | None:
    """The address's way to write a Key, or None when it is no such thing."""
    tier, _, pk = text.partition(".")
    return Key(int(tier), int(pk)) if tier in ("0", "1", "2") and pk.isascii() and pk.isdigit() else None


class _Ask(NamedTuple):
    """The pieces of SQL that differ: where the rows are, their key, how one is asked, how keys are listed."""
    source: str
    row: str
    holds: str
    keys: str


class _Count(NamedTuple):
    hits: int                    # rows that hold the words, 20,000 at most
    floor: int                   # the oldest of these
    total: int                   # how many of these are in `among`
    pks: list[int]               # which, if they are few


def search(model: type[Model], words: Groups, *, among: QuerySet[Any], limit: int = 20, before: Key | None = None,
           prefix: bool = False, tags: Iterable[str] = ()) -> Result:
    """The rows of `among` (a queryset of the model that `model` describes, unsliced) that hold all words.

    words: stem.asked(text). tags: given to index.page; they narrow before the newest 20,000 are taken, `among` after.
    prefix: the last word may be a beginning. Two to four small queries.
    """
    if not words:
        return NOTHING
    ask, dialect = _ask(model), DIALECTS[connection.vendor]
    wanted = all_of(dialect, words, prefix=prefix)
    if narrow := [(TAG + tag,) for tag in tags]:
        wanted = f"({all_of(dialect, narrow)}){dialect.both}({wanted})"
    try:
        count = _count(ask, wanted, among)
        if count.total <= FEW:
            ranked = _read(model, count.pks, words, prefix)
            found = [key for key in ranked if before is None or key < before][:limit + 1]
        else:
            found = _page(ask, _tiers(wanted, words, prefix), among, limit + 1, before, count.floor)
    except EmptyResultSet:
        return NOTHING
    more = found[limit - 1] if len(found) > limit else None
    return Result([key.pk for key in found[:limit]], count.total, count.hits >= CAP, more)


def _ask(model: type[Model]) -> _Ask:
    at = index_of(model)
    if connection.vendor == "postgresql":
        return _Ask(f'"{at.table}"', f'"{at.table}"."{at.key}"', f'"{at.table}"."{at.column}" @@ %s::tsquery',
                    "string_agg(hit.pk::text, ',')")
    return _Ask(f'"{at.fts}"', f'"{at.fts}".rowid', f'"{at.fts}" MATCH %s', "group_concat(hit.pk)")


def _among(among: QuerySet[Any], row: str) -> tuple[str, Sequence[Any]]:
    """"The reader may see that row", as a subquery about the row named in the outer one."""
    same = RawSQL(row, [], output_field=BigIntegerField())  # noqa: S611  a column of our own
    sql, params = among.order_by().filter(pk=same).query.exists().get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return f"EXISTS ({sql})", params


def _count(ask: _Ask, wanted: str, among: QuerySet[Any]) -> _Count:
    seen, params = _among(among, ask.row)
    newest = (f"SELECT {ask.row} AS pk, {seen} AS seen FROM {ask.source} WHERE {ask.holds} "  # noqa: S608  our names
              f"ORDER BY {ask.row} DESC LIMIT {CAP}")
    sql = (f"SELECT count(*), min(hit.pk), count(*) FILTER (WHERE hit.seen), "  # noqa: S608  our names
           f"CASE WHEN count(*) FILTER (WHERE hit.seen) <= {FEW} THEN {ask.keys} FILTER (WHERE hit.seen) END "
           f"FROM ({newest}) hit")
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, wanted])
        hits, floor, total, pks = cursor.fetchone()
    return _Count(hits, floor or 0, total, [int(pk) for pk in pks.split(",")] if pks else [])


def _read(model: type[Model], pks: list[int], words: Groups, prefix: bool) -> list[Key]:
    """Few rows are ranked by reading what the index knows of them."""
    rows = model._default_manager.filter(pk__in=pks).values_list("pk", index_of(model).field)
    return sorted((Key(_tier(held, words, prefix), pk) for pk, held in rows), reverse=True)


def _tier(held: str, words: Groups, prefix: bool) -> int:
    title = {word[1:] for word in held.split() if word[0] == TITLE}
    met = [not title.isdisjoint(group) for group in words]
    if prefix and not met[-1]:
        met[-1] = any(word.startswith(one) for one in words[-1] if len(one) >= SHORTEST for word in title)
    return 2 if all(met) else int(any(met))


def _tiers(wanted: str, words: Groups, prefix: bool) -> dict[int, str]:
    """The same ranks as questions to the index."""
    dialect = DIALECTS[connection.vendor]
    marked = [[TITLE + one for one in group] for group in words]
    every = all_of(dialect, marked, prefix)
    some = dialect.either.join([*(any_of(dialect, group) for group in marked[:-1]),
                                any_of(dialect, marked[-1], prefix)])
    tiers = {2: f"({wanted}){dialect.both}({every})", 0: but(dialect, wanted, some)}
    if len(words) > 1:
        tiers[1] = but(dialect, f"({wanted}){dialect.both}({some})", every)
    return tiers


def _page(ask: _Ask, tiers: dict[int, str], among: QuerySet[Any], limit: int, before: Key | None,
          floor: int) -> list[Key]:
    """The next `limit` rows behind `before`, tier by tier."""
    seen, params = _among(among, ask.row)
    found: list[Key] = []
    for tier in sorted(tiers, reverse=True):
        if (before and tier > before.tier) or len(found) >= limit:
            continue
        below = f" AND {ask.row} < {int(before.pk)}" if before and before.tier == tier else ""
        sql = (f"SELECT {ask.row} FROM {ask.source} WHERE {ask.holds} AND {ask.row} >= {int(floor)}{below} "  # noqa: S608  our names
               f"AND {seen} ORDER BY {ask.row} DESC LIMIT {limit - len(found)}")
        with connection.cursor() as cursor:
            cursor.execute(sql, [tiers[tier], *params])
            found += [Key(tier, pk) for (pk,) in cursor.fetchall()]
    return found
