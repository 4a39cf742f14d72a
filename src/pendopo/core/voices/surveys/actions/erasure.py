"""A person goes. Their answers are nobody's already; what they did for a survey stays, without them, and while a legal
hold stands on it, with them."""
from pendopo.core.people.models import Person
from pendopo.core.records.holds import free
from pendopo.core.voices.surveys.models import Naming, Paper, Survey, Taken


def untake(person: Person) -> int:
    return Taken.objects.filter(person=person).delete()[0]


def release_papers(person: Person) -> int:
    return (free(Paper.objects.filter(first_by=person), "survey").update(first_by=None)
            + free(Paper.objects.filter(second_by=person), "survey").update(second_by=None))


def release_surveys(person: Person) -> int:
    """A facilitator who goes leaves words that nobody can open any more."""
    return free(Survey.objects.filter(facilitator=person), "pk").update(facilitator=None)


def release_namings(person: Person) -> int:
    return (free(Naming.objects.filter(facilitator=person), "survey").update(facilitator=None)
            + free(Naming.objects.filter(by=person), "survey").update(by=None))
