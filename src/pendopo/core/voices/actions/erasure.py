"""A person goes: their words go with them; that something was said, and what an office answered, stays."""
from django.db.models import F
from django.utils import timezone

from pendopo.core.ledger import actions as ledger
from pendopo.core.people.models import Person
from pendopo.core.records.actions import held
from pendopo.core.voices.models import Case, Comment, Flag, Follow, Support

GROUND = "UU 27/2022 art. 8"            # the right to have one's personal data erased


def unsay(person: Person) -> int:
    """Their own words leave the table and the ledger. What they answered for an office is the office's and stays. On a
    record under a legal hold the words are seen by nobody any more, and go when it is lifted."""
    everything = Comment.objects.filter(author=person, rank="ordinary")
    kept, theirs = everything.filter(record__in=held()), everything.exclude(record__in=held())
    ledger.withhold(list(kept.values_list("line", flat=True)))
    kept.exclude(state__in=("hidden", "withdrawn")).update(state="withdrawn", edited=timezone.now())
    ledger.erase(list(theirs.values_list("line", flat=True)), ground=GROUND)
    Case.objects.filter(comment__in=theirs, state="open").delete()
    empty = {"text": "", "html": "", "author": None}
    gone = theirs.exclude(state="hidden").update(state="withdrawn", edited=timezone.now(), **empty)
    gone += theirs.update(**empty)
    return gone + Comment.objects.filter(author=person).exclude(record__in=held()).update(author=None)


def unplead(person: Person) -> int:
    """What they wrote to object; on a record under a legal hold it waits like the comment itself."""
    free = Case.objects.filter(comment__author=person).exclude(comment__record__in=held())
    return free.exclude(appeal="").update(appeal="")


def unsupport_all(person: Person) -> int:
    comments = Support.objects.filter(person=person, comment__isnull=False).values("comment")
    Comment.objects.filter(pk__in=comments).update(supports=F("supports") - 1)
    return Support.objects.filter(person=person).delete()[0]


def unfollow_all(person: Person) -> int:
    return Follow.objects.filter(person=person).delete()[0]


def unflag(person: Person) -> int:
    """The report stays with the decision that it led to, without its words and without who made it."""
    return Flag.objects.filter(person=person).update(person=None, words="")
