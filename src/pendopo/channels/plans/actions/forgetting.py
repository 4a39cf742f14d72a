"""Erasure: the statement of an organisation stays, who typed it is nobody any more."""
from collections.abc import Callable

from pendopo.channels.plans.models import Assessment, Evidence, Report
from pendopo.core.people.models import Person


def release(model: type[Report | Evidence | Assessment]) -> Callable[[Person], int]:
    def erase(person: Person) -> int:
        return model._default_manager.filter(by=person).update(by=None)
    return erase
