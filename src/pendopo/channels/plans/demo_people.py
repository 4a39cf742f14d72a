from pendopo.core.people.models import Person
from pendopo.core.people.queries import by_email

DOMAIN = "contoh.example"


def member(name: str) -> Person:
    """An invented person of the demo, as if the second factor had been proved."""
    person = by_email(f"{name}@{DOMAIN}")
    if person is None:
        raise LookupError(f"the demo has no {name}: load the room of people first")
    person.strong = True
    return person
