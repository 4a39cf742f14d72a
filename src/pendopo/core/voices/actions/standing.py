"""How a person stands to a record: they support it, they follow it, more or less loudly."""
from django.db.models import F

from pendopo.core.people.actions.lines import enter
from pendopo.core.people.actors import Actor
from pendopo.core.records.models import Record
from pendopo.core.voices import rules
from pendopo.core.voices.models import VOLUMES, Comment, Follow, Support
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

SUPPORT = Budget("voices.support", 60, 300)
FOLLOW = Budget("voices.follow", 60, 300)


def support(*, actor: Actor, record: Record, comment: Comment | None = None) -> None:
    """One more stands behind the record, or behind a comment on it. That somebody did is public, who is not."""
    with whole():
        spend(SUPPORT, str(actor.person.pk))
        require(rules.support, actor, record)
        if comment is not None and (comment.record_id != record.pk or not rules.flag.allows(actor, comment)):
            return
        _, new = Support.objects.get_or_create(record_id=record.pk, comment=comment, person=actor.person)
        if new:
            enter("voices.support", by=actor, facts=named(record, comment), public=record.visibility == "public")
            count(comment, 1)


def unsupport(*, actor: Actor, record: Record, comment: Comment | None = None) -> None:
    with whole():
        spend(SUPPORT, str(actor.person.pk))
        require(rules.unsupport, actor, record)
        gone, _ = Support.objects.filter(record=record.pk, comment=comment, person=actor.person).delete()
        if gone:
            enter("voices.unsupport", by=actor, facts=named(record, comment), public=record.visibility == "public")
            count(comment, -1)


def count(comment: Comment | None, change: int) -> None:
    if comment is not None:
        Comment.objects.filter(pk=comment.pk).update(supports=F("supports") + change)


def named(record: Record, comment: Comment | None) -> dict[str, str]:
    return {"record": record.code} | ({"comment": comment.mark} if comment else {})


def follow(*, actor: Actor, record: Record, volume: str = "normal") -> Follow:
    """From now on this person is told, as loudly as they chose; a second time changes the volume. Private."""
    if volume not in dict(VOLUMES):
        raise ValueError(f"{volume} is not a volume")
    with whole():
        spend(FOLLOW, str(actor.person.pk))
        require(rules.follow, actor, record)
        made, _ = Follow.objects.update_or_create(record_id=record.pk, person=actor.person, defaults={"volume": volume})
        enter("voices.follow", by=actor, facts={"record": record.code, "volume": volume})
    return made


def unfollow(*, actor: Actor, record: Record) -> None:
    with whole():
        spend(FOLLOW, str(actor.person.pk))
        require(rules.unfollow, actor, record)
        if Follow.objects.filter(record=record.pk, person=actor.person).delete()[0]:
            enter("voices.unfollow", by=actor, facts={"record": record.code})
