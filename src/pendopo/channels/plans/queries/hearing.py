"""Who hears of a commitment without having asked to: it came from what they said."""
from django.db.models import OuterRef, Q, QuerySet, Subquery

from pendopo.channels.plans.cycles import Answer, Contribution
from pendopo.channels.plans.promises import Promise
from pendopo.core.people.models import Person
from pendopo.core.voices.models import Follow

TAKEN = ("taken", "partly")


def taken_up() -> QuerySet[Contribution]:
    """Contributions that stand and that their latest answer took up, joined to the commitments they went into."""
    last = Answer.objects.filter(contribution=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return Contribution.objects.filter(state="answered", answers=Subquery(last), answers__outcome__in=TAKEN,
                                       author__isnull=False)


def concerned(commitment: int) -> QuerySet[Person]:
    """Whose contribution it took up, and who asked for the promise: they, or the account that took over their receipt.
    Whoever follows or muted the commitment has said themselves how much they want to hear."""
    said = taken_up().filter(answers__commitments=commitment)
    asked = Promise.objects.filter(commitment=commitment, asked=True)
    wanted = [said.values("author"), said.values("author__claimed_by"), asked.values("commitment__author"),
              asked.values("commitment__author__claimed_by")]
    chosen = Follow.objects.filter(record=commitment).values("person")
    return Person.objects.filter(Q(*((("pk__in", rows)) for rows in wanted), _connector=Q.OR)).exclude(pk__in=chosen)


def itself(person: Person) -> QuerySet[Person]:
    """The person, and the account that took over their receipt."""
    return Person.objects.filter(pk__in=[key for key in (person.pk, person.claimed_by_id) if key])
