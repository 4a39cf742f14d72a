"""The keys of protected notes follow the people of a side: whoever leaves opens them no more, whoever comes does."""
from pendopo.channels.initiatives.models import Initiative, Locker
from pendopo.channels.initiatives.queries.lockers import bound
from pendopo.kit.seal.actions import keep, rebind
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock


def locker_of(initiative: Initiative, side: str, shared: bool) -> tuple[Locker, Box]:
    """The locker of a side, made on first use, and its open box."""
    found = Locker.objects.select_related("key").filter(initiative=initiative, side=side, shared=shared).first()
    if found is not None:
        return found, unlock(found.key, bound(initiative, side, shared))
    box = Box()
    return Locker.objects.create(initiative=initiative, side=side, shared=shared,
                                 key=keep(box, bound(initiative, side, shared))), box


def bounds(initiative: Initiative) -> dict[int, str]:
    """For whom each locker is, as the tables say at this moment: asked before somebody comes or goes."""
    return {one.pk: bound(initiative, one.side, one.shared) for one in Locker.objects.filter(initiative=initiative)}


def rewrap(initiative: Initiative, before: dict[int, str]) -> None:
    """The people of a side (or the facilitator) have changed: the keys are bound to those of now. Raises Shut where
    somebody had changed the tables by hand: a forged seat is not made a real one by the next who sits down."""
    for one in Locker.objects.select_related("key").filter(pk__in=before):
        after = bound(initiative, one.side, one.shared)
        if before[one.pk] != after:
            rebind(one.key, before[one.pk], after)
