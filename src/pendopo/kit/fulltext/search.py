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
from pendopo.kit.fulltext.terms import DIALECTS, TAG, TITLE, Groups, all_of, any_of, but

CAP = 20_000


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
    """The pieces of SQL that differ: where the rows are, their key, how one is asked."""
    source: str
    row: str
    holds: str


def search(model: type[Model], words: Groups, *, among: QuerySet[Any], limit: int = 20, before: Key | None = None,
           prefix: bool = False, tags: Iterable[str] = ()) -> Result:
    """The rows of `among` (a queryset of the model that `model` describes, unsliced) that hold all words.

    words: stem.asked(text). tags: given to index.page; they narrow before the newest 20,000 are taken, `among` after.
    prefix: the last word may be a beginning. Two to four small queries.
    """
    if not words:
        return NOTHING
    ask, dialect = _ask(model), DIALECTS[connection.vendor]
    narrow = [(TAG + tag,) for tag in tags]
    plain = all_of(dialect, words, prefix=prefix)
    wanted = dialect.both.join([all_of(dialect, narrow), f"({plain})"]) if narrow else plain
    try:
        hits, floor, total = _count(ask, wanted, among)
        titled = all_of(dialect, words, TITLE, prefix)
        some = any_of(dialect, [TITLE + one for group in words for one in group])
        tiers = {2: _both(dialect.both, wanted, titled), 1: but(dialect, _both(dialect.both, wanted, some), titled),
                 0: but(dialect, but(dialect, wanted, some), titled)}
        if len(words) == 1:
            del tiers[1]
        found = _page(ask, tiers, among, limit + 1, before, floor) if total else []
    except EmptyResultSet:
        return NOTHING
    more = found[limit - 1] if len(found) > limit else None
    return Result([pk for _, pk in found[:limit]], total, hits >= CAP, more)


def _both(operator: str, one: str, two: str) -> str:
    return f"({one}){operator}({two})"


def _ask(model: type[Model]) -> _Ask:
    at = index_of(model)
    if connection.vendor == "postgresql":
        return _Ask(f'"{at.table}"', f'"{at.table}"."{at.key}"', f'"{at.table}"."{at.column}" @@ %s::tsquery')
    return _Ask(f'"{at.fts}"', f'"{at.fts}".rowid', f'"{at.fts}" MATCH %s')


def _among(among: QuerySet[Any], row: str) -> tuple[str, Sequence[Any]]:
    """"The reader may see that row", as a subquery about the row named in the outer one."""
    same = RawSQL(row, [], output_field=BigIntegerField())  # noqa: S611  a column of our own
    sql, params = among.order_by().filter(pk=same).query.exists().get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return f"EXISTS ({sql})", params


def _count(ask: _Ask, wanted: str, among: QuerySet[Any]) -> tuple[int, int, int]:
    """How many rows hold the words (20,000 at most), the oldest of these, and how many of them are in `among`."""
    seen, params = _among(among, "hit.pk")
    sql = (f"SELECT count(*), min(hit.pk), count(*) FILTER (WHERE {seen}) FROM (SELECT {ask.row} AS pk "  # noqa: S608  names of our own tables
           f"FROM {ask.source} WHERE {ask.holds} ORDER BY {ask.row} DESC LIMIT {CAP}) hit")
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, wanted])
        hits, floor, total = cursor.fetchone()
    return hits, floor or 0, total


def _page(ask: _Ask, tiers: dict[int, str], among: QuerySet[Any], limit: int, before: Key | None,
          floor: int) -> list[Key]:
    """The next `limit` rows behind `before`, tier by tier."""
    seen, params = _among(among, ask.row)
    found: list[Key] = []
    for tier, wanted in tiers.items():
        if (before and tier > before.tier) or len(found) >= limit:
            continue
        below = f" AND {ask.row} < {int(before.pk)}" if before and before.tier == tier else ""
        sql = (f"SELECT {ask.row} FROM {ask.source} WHERE {ask.holds} AND {ask.row} >= {int(floor)}{below} "  # noqa: S608  our names
               f"AND {seen} ORDER BY {ask.row} DESC LIMIT {limit - len(found)}")
        with connection.cursor() as cursor:
            cursor.execute(sql, [wanted, *params])
            found += [Key(tier, pk) for (pk,) in cursor.fetchall()]
    return found
