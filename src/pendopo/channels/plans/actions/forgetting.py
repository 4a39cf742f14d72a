"""Erasure: the statement of an organisation stays, who typed it is nobody any more. A resident's own words go."""
from collections.abc import Callable, Iterable

from django.db.models import Model, Q

from pendopo.channels.plans.actions.cycle_faces import redraw
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.cycles import Contribution, Cycle
from pendopo.channels.plans.models import Commitment, Evidence
from pendopo.channels.plans.promises import Confirmation, Promise
from pendopo.core.people.models import Person
from pendopo.core.records.actions import index
from pendopo.kit.files.actions import unname


def release(model: type[Model], field: str = "by") -> Callable[[Person], int]:
    def erase(person: Person) -> int:
        return model._default_manager.filter(**{field: person}).update(**{field: None})
    return erase


def release_evidence(person: Person) -> int:
    """What an organisation shows stays; the names that the person gave the files go, from its page as well."""
    theirs = Evidence.objects.filter(by=person)
    commitments = set(theirs.values_list("milestone__commitment", flat=True))
    unname(one.file for one in theirs.exclude(file=None).select_related("file") if one.file)
    count = theirs.update(by=None)
    refresh(sorted(commitments))
    return count


def erase_contributions(person: Person) -> int:
    """Number, day and answer stay; words and name go. What nobody has answered is taken back with them."""
    theirs = Contribution.objects.filter(author=person)
    cycles = list(Cycle.objects.filter(contributions__author=person).distinct())
    theirs.filter(state__in=("received", "held")).update(state="withdrawn")
    count = theirs.update(author=None, text="", html="", name="")
    for cycle in cycles:
        redraw(cycle)
    return count


def erase_questions(person: Person) -> int:
    """What a leader was asked: the promise stays, the question's words and its asker's name go."""
    theirs = Promise.objects.filter(commitment__author=person)
    keys = list(theirs.values_list("commitment", flat=True))
    theirs.update(question="", asker="")
    unpromised = Commitment.objects.filter(pk__in=keys, state__in=("asked", "declined"))
    Commitment.objects.filter(pk__in=unpromised.values("pk")).update(summary="")
    return _drawn_again(keys)


def erase_confirmations(person: Person) -> int:
    """Yes or no stays counted; the words go."""
    theirs = Confirmation.objects.filter(Q(by=person))
    keys = list(theirs.values_list("commitment", flat=True))
    theirs.update(by=None, text="", html="")
    return _drawn_again(keys)


def _drawn_again(keys: Iterable[int]) -> int:
    found = sorted(set(keys))
    refresh(found)
    index(list(Commitment.objects.filter(pk__in=found).select_related("plan")))
    return len(found)
