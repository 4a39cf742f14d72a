"""Erasure. What a reporter told goes, with the keys, so that no copy opens again; what an official did stays, and who
it was becomes nobody."""
from collections.abc import Callable
from typing import Any

from django.db.models import F, Model, QuerySet

from pendopo.channels.reports.actions.signing import keep_inside
from pendopo.channels.reports.models import (
    Closing,
    Enclosure,
    Identity,
    Knock,
    Likeness,
    Message,
    Opening,
    Outside,
    Reader,
    Recovery,
    Report,
    Sketch,
)
from pendopo.channels.reports.queries.contact import about
from pendopo.channels.reports.queries.opening import bound
from pendopo.channels.reports.queries.pages import unheard
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.core.records.actions import empty
from pendopo.kit.files.actions import forget
from pendopo.kit.files.models import StoredFile, Visibility
from pendopo.kit.post import actions as post
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box
from pendopo.kit.whole import whole

GROUND = "UU 27/2022 art. 8"


def forget_reports(person: Person) -> int:
    """Who reported goes from every report of theirs. One that was never published is emptied altogether; of a
    published one the public words stay as the city's memory, without author."""
    found = Report.objects.filter(author=person).exclude(pk__in=records.held())
    never = list(found.exclude(visibility="public").values_list("pk", flat=True))
    with whole():
        forget_identity(found)
        empty_reports(never)
        left = list(found.filter(visibility="public"))
        for report in left:
            go_on_without(report)
        return len(never) + len(left)


def forget_identity(found: QuerySet[Report]) -> int:
    """The rows and their keys, and the letters about these reports. Others to the same address stay: nobody proved
    whose it is. A legal hold keeps all of it."""
    rows = Identity.objects.filter(report__in=found).exclude(report__in=records.held())
    for row in rows:
        post.forget_about(about(row.report_id))
    keys = [row.key_id for row in rows]
    Knock.objects.filter(report__in=[row.pk for row in rows]).delete()
    Recovery.objects.filter(report__in=[row.pk for row in rows]).delete()
    Identity.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return shred(keys)


def empty_reports(keys: list[int]) -> int:
    """Words, files, readers and keys go; code and dates stay, and answer like a code that never was."""
    keys = list(Report.objects.filter(pk__in=keys).exclude(pk__in=records.held()).values_list("pk", flat=True))
    for report in Report.objects.filter(pk__in=keys):
        empty_sealed(report)
    Reader.objects.filter(report__in=keys).delete()
    return empty(keys, ground=GROUND)


def go_on_without(report: Report) -> None:
    """A published report goes on without whoever told it: its clocks run, others have read it. What its office writes
    from now on lies under another key; what waited for somebody is gone, and stays inside as an empty note."""
    keep_inside(unheard(report))
    empty_sealed(report)
    Report.objects.filter(pk=report.pk).update(key=keep(Box(), bound(report)))


def empty_sealed(report: Report) -> None:
    """Everything sealed of one report, with its key, and the letters about it. What offices published stays; a photo of
    the reporter goes, the published copy too."""
    Likeness.objects.filter(report=report).delete()
    Sketch.objects.filter(report=report).delete()
    Closing.objects.filter(report=report).update(photo=None)
    gone = Enclosure.objects.filter(report=report)
    shown = gone.filter(message__sort="proof", shown__visibility=Visibility.PUBLIC)
    proofs = dict(shown.values_list("pk", "file"))
    shown.update(file=F("shown"), about=b"")
    gone = gone.exclude(pk__in=proofs)
    keys = {key for pair in gone.values_list("file", "shown") for key in pair if key} | set(proofs.values())
    gone.delete()
    for file in StoredFile.objects.filter(pk__in=keys):
        forget(file=file)
    Outside.objects.filter(report=report).update(body=b"")
    Message.objects.filter(report=report).update(body=b"")
    Opening.objects.filter(report=report).update(reason=b"")
    post.forget_about(about(report.pk))
    key = report.key_id
    Report.objects.filter(pk=report.pk).update(original=b"", key=None, form_key=None)
    if key is not None:
        shred([key])


def release(model: type[Model], column: str, report: str = "") -> Callable[[Person], int]:
    """The deed stays, who did it is nobody. `report`: the way to a report, which a legal hold may keep as it is."""
    def erase(person: Person) -> int:
        rows: QuerySet[Any] = model._default_manager.filter(**{column: person})
        if report:
            rows = rows.exclude(**{f"{report}__in": list(records.held())})
        return rows.update(**{column: None})
    return erase


def drop(model: type[Model], column: str) -> Callable[[Person], int]:
    """The rows are the person's own and go."""
    def erase(person: Person) -> int:
        return model._default_manager.filter(**{column: person}).delete()[0]
    return erase
