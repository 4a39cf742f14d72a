"""Choices of the desk's list that somebody keeps, for themselves or for their office."""
from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Filter
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def keep_filter(*, actor: Actor, name: str, query: str, office: Organisation | None = None) -> Filter:
    """Under the same name it is replaced. With `office` everybody there sees it."""
    with whole():
        kept = Filter.objects.filter(person=actor.person, name=name).first() or Filter(person=actor.person, name=name)
        kept.query, kept.office = query, office
        require(rules.keep_filter, actor, kept)
        kept.save()
    return kept


def drop_filter(*, actor: Actor, saved: Filter) -> None:
    with whole():
        require(rules.drop_filter, actor, saved)
        saved.delete()
