"""The column that holds stems: words with spaces between; on PostgreSQL a tsvector without positions."""
import itertools
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, TextField
from django.db.models.sql.compiler import SQLCompiler

from pendopo.kit.fulltext.terms import DIALECTS, SHORTEST, TITLE, Groups, all_of

if TYPE_CHECKING:
    Text: TypeAlias = TextField[str, str]
    Asked: TypeAlias = Lookup[Any]
else:
    Text, Asked = TextField, Lookup      # Django's own take no parameters at run time


class StemmedField(Text):
    """Written by index.put alone, which also tells FTS5. Each word stands once; their order has no meaning."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value: Any, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> str:
        """The words go in as they are: PostgreSQL's own parser would cut codes and numbers its own way."""
        return "array_to_tsvector(string_to_array(%s, ' '))" if connection.vendor == "postgresql" else "%s"

    def select_format(self, compiler: SQLCompiler, sql: str, params: Any) -> tuple[str, Any]:
        if compiler.connection.vendor == "postgresql":
            return f"array_to_string(tsvector_to_array({sql}), ' ')", params
        return sql, params


@StemmedField.register_lookup
class Match(Asked):
    """`words__match=asked(text)`: every group of the query is met. Not ranked and not capped: for lists and feeds."""
    lookup_name = "match"
    prepare_rhs = False
    prefix = False

    def question(self, vendor: str) -> str:
        groups: Groups = [tuple(group) for group in self.rhs]
        if not groups:
            raise EmptyResultSet
        return all_of(DIALECTS[vendor], groups, prefix=self.prefix)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column = self.lhs.target
        table, key = column.model._meta.db_table, column.model._meta.pk.column
        alias = compiler.quote_name_unless_alias(self.lhs.alias)     # within another question it has one: U2, unquoted
        if connection.vendor == "postgresql":
            return f'{alias}."{column.column}" @@ %s::tsquery', (self.question("postgresql"),)
        rows = f'SELECT rowid FROM "{table}_fts" WHERE "{table}_fts" MATCH %s'  # noqa: S608  names of our own tables
        return f'{alias}."{key}" IN ({rows})', (self.question("sqlite"),)


@StemmedField.register_lookup
class Holds(Match):
    """The same question to rows that are at hand already: read from the row itself, not looked up in the index."""
    lookup_name = "holds"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, _ = self.process_lhs(compiler, connection)
        groups = [[f" {word} " for word in group] for group in self.rhs]
        if self.prefix:
            groups[-1] = [f" {word}" if len(word.lstrip(TITLE)) >= SHORTEST else f" {word} " for word in self.rhs[-1]]
        one = f"instr(' ' || {column} || ' ', %s)"
        sql = " AND ".join(f"({' OR '.join([one] * len(group))})" for group in groups)
        return f"({sql})", tuple(itertools.chain(*groups))


@StemmedField.register_lookup
class HoldsPrefix(Holds):
    lookup_name = "holds_prefix"
    prefix = True


@StemmedField.register_lookup
class MatchPrefix(Match):
    """The same, and the last word may be the beginning of one: for a box that answers while somebody types."""
    lookup_name = "match_prefix"
    prefix = True
