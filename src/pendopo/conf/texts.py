"""Every text that the city shows: comments, descriptions, timelines, minutes, in whatever room they are."""
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from pendopo.core.ledger.models import PUBLIC, Line
from pendopo.core.people.models import Organisation
from pendopo.core.records.models import Record, SearchText
from pendopo.core.voices.models import Comment

# Rooms whose words are on no public page; a new room is looked through without being asked.
NOT_SHOWN = ("pendopo.kit.", "pendopo.gateways.", "pendopo.core.people.", "pendopo.core.notices.",
             "pendopo.core.ledger.")
SHOWN_ALL_THE_SAME = (Organisation,)
MADE_OF_OTHERS = (SearchText,)   # stems of words that stand elsewhere
SHORT = 60                       # characters; shorter columns hold keys, not words
CHUNK = 2_000


@dataclass(frozen=True)
class Text:
    """`where` is the name of the table, `code` the record it belongs to (or nothing)."""
    where: str
    key: int | str
    code: str
    words: str


def texts() -> Iterator[Text]:
    for model in apps.get_models():
        ours = model.__module__.startswith("pendopo.") and not model.__module__.startswith(NOT_SHOWN)
        if columns(model) and (ours or model in SHOWN_ALL_THE_SAME) and model not in MADE_OF_OTHERS:
            yield from of(model)
    yield from said()


def columns(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.local_concrete_fields if isinstance(
        field, (models.TextField, models.JSONField)) or (
            isinstance(field, models.CharField) and (field.max_length or SHORT) >= SHORT)]


def record_of(model: type[models.Model]) -> str:
    """The way to the record of a row: nothing for a record itself, "-" where there is none."""
    if issubclass(model, Record):
        return ""
    ways = [field for field in model._meta.local_concrete_fields
            if isinstance(field.related_model, type) and issubclass(field.related_model, Record)]
    sure = next((field for field in ways if not field.null), None)
    return f"{sure.name}__" if sure else "-"


def of(model: type[models.Model]) -> Iterator[Text]:
    way, names = record_of(model), columns(model)
    rows: QuerySet[models.Model] = model._base_manager.all()
    if way != "-":
        rows = rows.filter(**{f"{way}visibility": "public"})
    if model is Comment:
        rows = rows.filter(state="shown")
    wanted = ["pk", *([f"{way}code"] if way != "-" else []), *names]
    for row in rows.order_by("pk").values_list(*wanted).iterator(chunk_size=CHUNK):
        key, *rest = row
        code = rest.pop(0) if way != "-" else ""
        yield Text(model._meta.label_lower, key, code, "\n".join(str(words) for words in rest if words))


def said() -> Iterator[Text]:
    """What timelines say; comments are read in their own table."""
    rows = Line.objects.filter(visibility=PUBLIC, words_visibility=PUBLIC, comment=None,
                               event__visibility="public", event__record__visibility="public")
    wanted = rows.order_by("pk").values_list("event__pk", "event__record__code", "facts", "words")
    for key, code, facts, words in wanted.iterator(chunk_size=CHUNK):
        yield Text("records.event", key, code, f"{facts}\n{words}")
