"""Sentences that an office says again and again, kept with gaps that the case fills."""
from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Phrase
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def keep_phrase(*, actor: Actor, office: Organisation, name: str, text: str, phrase: Phrase | None = None) -> Phrase:
    """A new one, or other words for one that is there."""
    with whole():
        require(rules.keep_phrase, actor, phrase or Phrase(office=office))
        require(rules.keep_phrase, actor, Phrase(office=office))
        kept = phrase or Phrase()
        kept.office, kept.name, kept.text = office, name, text
        kept.save()
    return kept


def drop_phrase(*, actor: Actor, phrase: Phrase) -> None:
    with whole():
        require(rules.drop_phrase, actor, phrase)
        phrase.delete()
