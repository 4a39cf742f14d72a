"""Erasure: the statement of an organisation stays, who typed it is nobody any more."""
from collections.abc import Callable

from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.models import Assessment, Evidence, Report
from pendopo.core.people.models import Person
from pendopo.kit.files.actions import unname


def release(model: type[Report | Assessment]) -> Callable[[Person], int]:
    def erase(person: Person) -> int:
        return model._default_manager.filter(by=person).update(by=None)
    return erase


def release_evidence(person: Person) -> int:
    """What an organisation shows stays; the names that the person gave the files go, from its page as well."""
    theirs = Evidence.objects.filter(by=person)
    commitments = set(theirs.values_list("milestone__commitment", flat=True))
    unname(one.file for one in theirs.exclude(file=None).select_related("file") if one.file)
    count = theirs.update(by=None)
    refresh(sorted(commitments))
    return count
