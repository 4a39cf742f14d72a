"""A person goes. Their answers are nobody's already; what they did for a survey stays, without them."""
from pendopo.core.people.models import Person
from pendopo.core.voices.surveys.models import Naming, Paper, Survey, Taken


def untake(person: Person) -> int:
    return Taken.objects.filter(person=person).delete()[0]


def release_papers(person: Person) -> int:
    return (Paper.objects.filter(first_by=person).update(first_by=None)
            + Paper.objects.filter(second_by=person).update(second_by=None))


def release_surveys(person: Person) -> int:
    """A facilitator who goes leaves words that nobody can open any more."""
    return Survey.objects.filter(facilitator=person).update(facilitator=None)


def release_namings(person: Person) -> int:
    return (Naming.objects.filter(facilitator=person).update(facilitator=None)
            + Naming.objects.filter(by=person).update(by=None))
