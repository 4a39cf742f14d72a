"""Erasure. What a reporter told goes, with the keys, so that no copy opens again; what an official did stays, and who
it was becomes nobody."""
from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

from pendopo.channels.reports.models import (
    Closing,
    Enclosure,
    Identity,
    Likeness,
    Message,
    Opening,
    Reader,
    Report,
    Sketch,
)
from pendopo.core.people.models import Person
from pendopo.core.records.actions import empty
from pendopo.kit.files.actions import forget
from pendopo.kit.files.models import StoredFile
from pendopo.kit.seal.actions import shred
from pendopo.kit.whole import whole

GROUND = "UU 27/2022 art. 8"


def forget_reports(person: Person) -> int:
    """Who reported goes from every report of theirs. One that was never published is emptied altogether; of a
    published one the public words stay as the city's memory, without author."""
    found = Report.objects.filter(author=person)
    never = list(found.exclude(visibility="public").values_list("pk", flat=True))
    with whole():
        forget_identity(found)
        empty_reports(never)
        left = found.filter(visibility="public")
        for report in left:
            empty_sealed(report)
        return len(never) + left.count()


def forget_identity(found: QuerySet[Report]) -> int:
    """The rows and their keys. A legal hold keeps them."""
    rows = Identity.objects.filter(report__in=found, report__hold="")
    keys = list(rows.values_list("key", flat=True))
    rows.delete()
    return shred(keys)


def empty_reports(keys: list[int]) -> int:
    """Words, files, readers and keys go; code and dates stay, and answer like a code that never was."""
    for report in Report.objects.filter(pk__in=keys):
        empty_sealed(report)
    Reader.objects.filter(report__in=keys).delete()
    return empty(keys, ground=GROUND)


def empty_sealed(report: Report) -> None:
    """Everything sealed of one report, with its key; what was published of it stays."""
    Likeness.objects.filter(report=report).delete()
    Sketch.objects.filter(report=report).delete()
    Closing.objects.filter(report=report).update(photo=None)
    files = list(StoredFile.objects.filter(pk__in=Enclosure.objects.filter(report=report).values("file")))
    Enclosure.objects.filter(report=report).delete()
    for file in files:
        forget(file=file)
    Message.objects.filter(report=report).update(body=b"")
    Opening.objects.filter(report=report).update(reason=b"")
    key = report.key_id
    Report.objects.filter(pk=report.pk).update(original=b"", key=None, form_key=None)
    if key is not None:
        shred([key])


def release(model: type[Model], column: str) -> Callable[[Person], int]:
    """The deed stays, who did it is nobody."""
    def erase(person: Person) -> int:
        rows: QuerySet[Any] = model._default_manager.filter(**{column: person})
        return rows.update(**{column: None})
    return erase


def drop(model: type[Model], column: str) -> Callable[[Person], int]:
    """The rows are the person's own and go."""
    def erase(person: Person) -> int:
        return model._default_manager.filter(**{column: person}).delete()[0]
    return erase
