"""The index of words: made by a migration, filled by actions, the same hits on SQLite (FTS5) and PostgreSQL (GIN).

The rows of the search model hold the stems of one thing each, every stem once, those of the title a second time with
a mark. SQLite is told by `put`, never by a trigger: Django remakes tables on SQLite and triggers vanish then. Neither
positions nor counts of words within a text are kept: the index of 200,000 records stays near 25 MB on SQLite.
"""
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model

from pendopo.analysis.stem import forms, stems
from pendopo.kit.fulltext.field import StemmedField
from pendopo.kit.fulltext.models import Change
from pendopo.kit.fulltext.terms import TITLE
from pendopo.kit.fulltext.vocabulary import counted, fold

CHUNK = 500                          # rows written at a time
WORDS = 5_000                        # different stems of one row; a book of law has fewer


@dataclass(frozen=True)
class Index:
    """Where the words of a search model lie."""
    table: str
    key: str
    column: str
    field: str

    @property
    def fts(self) -> str:
        return f"{self.table}_fts"


def index_of(model: type[Model]) -> Index:
    field = next(field for field in model._meta.concrete_fields if isinstance(field, StemmedField))
    key = model._meta.pk
    return Index(model._meta.db_table, str(key.column), str(field.column), field.attname)


class Page(NamedTuple):
    """One row as the index wants it. `words`: stems, once each, with marks; `forms`: words as written, their stems."""
    words: str = ""
    forms: Mapping[str, str] = MappingProxyType({})


def page(*, title: str, body: str = "", language: str = settings.LANGUAGE_CODE) -> Page:
    """What a reader may search for in a text: its words cut to stems, those of the title weigh more."""
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE      # as queries are cut
    top, rest = stems(title, language), stems(body, language)
    found = dict.fromkeys([*top, *rest][:WORDS])
    marked = [*found, *(TITLE + stem for stem in dict.fromkeys(top))]
    return Page(" ".join(sorted(marked)), forms(f"{title}\n{body}", language))


def create_index(editor: BaseDatabaseSchemaEditor, table: str, column: str) -> None:
    """Called from a migration, after the table of the search model is there.

    PostgreSQL keeps at most 256 kB of new words in a list beside the index: a row is filed in 1.2 ms instead of 3.8,
    one in 150 waits 70 ms for the list to be sorted in, and searches do not feel it (measured at 200,000 rows).
    """
    if editor.connection.vendor == "postgresql":
        editor.execute(f'CREATE INDEX "{table}_fts" ON "{table}" USING gin ("{column}") '
                       "WITH (fastupdate = on, gin_pending_list_limit = 256)")
        return
    with editor.connection.cursor() as cursor:
        key = editor.connection.introspection.get_primary_key_column(cursor, table)
    editor.execute(
        f'CREATE VIRTUAL TABLE "{table}_fts" USING fts5("{column}", content="{table}", content_rowid="{key}", '
        f"""detail=none, columnsize=0, tokenize="ascii tokenchars '{TITLE}'")""")


def drop_index(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    kind = "INDEX" if editor.connection.vendor == "postgresql" else "TABLE"
    editor.execute(f'DROP {kind} IF EXISTS "{table}_fts"')


def put(model: type[Model], pages: Mapping[int, Page]) -> None:
    """The words of these rows are now these, inside the caller's transaction; searches find them from its end on."""
    keys = sorted(pages)
    terms: Counter[str] = Counter()
    forms: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(keys), CHUNK):
        for old, new in _put(model, {key: pages[key] for key in keys[start:start + CHUNK]}):
            before, after = set(old.split()), set(new.words.split())
            terms.update(filter(counted, after - before))
            terms.subtract(filter(counted, before - after))
            if before != after:
                forms.update(new.forms.items())
    note(terms, forms)


def note(terms: Counter[str], forms: Counter[tuple[str, str]]) -> None:
    """What a change adds to and takes from the vocabulary, left for `fold`."""
    steps = {term: step for term, step in terms.items() if step}
    if steps or forms:
        Change.objects.create(terms=steps, forms={form: [stem, count] for (form, stem), count in forms.items()})


def _put(model: type[Model], pages: Mapping[int, Page]) -> list[tuple[str, Page]]:
    """The words that each row had, and its new page."""
    at = index_of(model)
    old = dict(model._default_manager.filter(pk__in=list(pages)).values_list("pk", at.field))
    model._default_manager.bulk_create([model(**{"pk": key, at.field: new.words}) for key, new in pages.items()],
                                       update_conflicts=True, unique_fields=["pk"], update_fields=[at.field])
    if connection.vendor == "sqlite":
        _tell(at, old, {key: new.words for key, new in pages.items()})
    return [(old.get(key, ""), new) for key, new in pages.items()]


def _tell(at: Index, old: Mapping[int, str], new: Mapping[int, str]) -> None:
    """FTS5 forgets a row only when it is told the very words that it was given."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{at.fts}"("{at.fts}", rowid, "{at.column}") VALUES (\'delete\', %s, %s)',  # noqa: S608  names of our own tables
            [[key, words] for key, words in old.items()])
        cursor.executemany(f'INSERT INTO "{at.fts}"(rowid, "{at.column}") VALUES (%s, %s)',  # noqa: S608  names of our own tables
                           [[key, words] for key, words in new.items()])


def drop(model: type[Model], keys: Iterable[int]) -> None:
    """Erasure: nothing finds these rows any more, and their words leave the vocabulary in the same transaction.

    On SQLite the old words stay inside the file of the index, unreachable, until `tidy` rewrites it the same night.
    """
    put(model, {key: Page() for key in keys})
    fold()


def tidy(model: type[Model]) -> None:
    """Once a night: the index is written anew without what was forgotten, and every search is a little faster."""
    at = index_of(model)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'INSERT INTO "{at.fts}"("{at.fts}") VALUES (\'optimize\')')  # noqa: S608  names of our own tables
        else:
            cursor.execute(f'ANALYZE "{at.table}"')


def rebuild(model: type[Model]) -> None:
    """Repair: FTS5 reads all rows again. PostgreSQL's index cannot part from its rows."""
    at = index_of(model)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{at.fts}"("{at.fts}") VALUES (\'rebuild\')')  # noqa: S608  names of our own tables


def searchable() -> list[type[Model]]:
    """Every model that holds stems."""
    return [model for model in apps.get_models() if any(isinstance(field, StemmedField)
                                                        for field in model._meta.concrete_fields)]


def tidy_all() -> int:
    for model in searchable():
        tidy(model)
    return len(searchable())


