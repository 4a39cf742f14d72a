"""Erasure: the statement of an organisation stays, who typed it is nobody any more. A resident's own words go. What
belongs to a record under a legal hold waits until it is lifted."""
from collections.abc import Callable, Iterable

from django.db.models import Model

from pendopo.channels.plans.actions.cycle_faces import redraw
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.cycles import Contribution, Cycle
from pendopo.channels.plans.models import Commitment, Evidence
from pendopo.channels.plans.promises import Confirmation, Promise
from pendopo.core.people.models import Person
from pendopo.core.records.actions import index
from pendopo.core.records.holds import free
from pendopo.kit.files.actions import unname


def release(model: type[Model], record: str, field: str = "by") -> Callable[[Person], int]:
    """`record`: the path to the record; "" of what belongs to none."""
    def erase(person: Person) -> int:
        theirs = model._default_manager.filter(**{field: person})
        return (free(theirs, record) if record else theirs).update(**{field: None})
    return erase


def release_evidence(person: Person) -> int:
    """What an organisation shows stays; the names that the person gave the files go, from its page as well."""
    theirs = free(Evidence.objects.filter(by=person), "milestone__commitment")
    commitments = set(theirs.values_list("milestone__commitment", flat=True))
    unname(one.file for one in theirs.exclude(file=None).select_related("file") if one.file)
    count = theirs.update(by=None)
    refresh(sorted(commitments))
    return count


def erase_contributions(person: Person) -> int:
    """Number, day and answer stay; words and name go. What nobody has answered is taken back with them."""
    theirs = free(Contribution.objects.filter(author=person), "cycle")
    cycles = list(Cycle.objects.filter(pk__in=theirs.values("cycle")))
    theirs.filter(state__in=("received", "held")).update(state="withdrawn")
    count = theirs.update(author=None, text="", html="", name="")
    for cycle in cycles:
        redraw(cycle)
    return count


def erase_questions(person: Person) -> int:
    """What a leader was asked: the promise stays, the question's words and its asker's name go."""
    theirs = free(Promise.objects.filter(commitment__author=person), "commitment")
    keys = list(theirs.values_list("commitment", flat=True))
    theirs.update(question="", asker="")
    unpromised = Commitment.objects.filter(pk__in=keys, state__in=("asked", "declined"))
    Commitment.objects.filter(pk__in=unpromised.values("pk")).update(summary="")
    return _drawn_again(keys)


def erase_confirmations(person: Person) -> int:
    """Yes or no stays counted; the words go."""
    theirs = free(Confirmation.objects.filter(by=person), "commitment")
    keys = list(theirs.values_list("commitment", flat=True))
    theirs.update(by=None, text="", html="")
    return _drawn_again(keys)


def _drawn_again(keys: Iterable[int]) -> int:
    found = sorted(set(keys))
    refresh(found)
    index(list(Commitment.objects.filter(pk__in=found).select_related("plan")))
    return len(found)
