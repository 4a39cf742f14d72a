"""The contact of somebody without an account: a number or an address, read only while a message is written."""
from pendopo.core.notices.models import Reach
from pendopo.core.people.models import Person
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.seal.queries import unlock
from pendopo.kit.seal.ring import KeyFileMissing

DRAWER = "contact"


def bound(person: Person) -> str:
    return f"notices.reach:{person.pk}"


def contact(person: Person) -> str:
    """"+62812…" or "sari@…"; "" where none was left, or where the seal does not open any more."""
    found = Reach.objects.select_related("key").filter(person=person.pk).first()
    return opened(found, person) if found else ""


def opened(reach: Reach, person: Person) -> str:
    try:
        return str(unlock(reach.key, bound(person)).open_words(reach.body, DRAWER)["contact"])
    except (Shut, KeyFileMissing):
        return ""


def channel(to: str) -> str:
    return "mail" if "@" in to else "sms"


def hinted(to: str) -> str:
    """Enough for its owner to know it again, too little for anybody else."""
    name, at, host = to.partition("@")
    return f"{name[:1]}…@{host}" if at else f"…{to[-3:]}"
