"""Opening what is sealed. Whoever calls this has asked a rule first; staff come through actions/reading.py, which lists
each look. Plain text lives in the variables of one request and nowhere else."""
from collections.abc import Iterable

from django.db.models import Q

from pendopo.channels.reports.models import Enclosure, Identity, Message, Reader, Report
from pendopo.channels.reports.words import INSIDE, Reporter, Told
from pendopo.core.people.models import Organisation
from pendopo.kit.seal.boxes import Box, Shut
from pendopo.kit.seal.files import content
from pendopo.kit.seal.queries import unlock

ORIGINAL, MESSAGE, FILE, IDENTITY, REASON = "original", "message", "about-file", "identity", "reason"
# Of the messages: what a reporter may read. No internal note, nothing that waits for a signature, and no proof at which
# a coordinator has to look first.
HEARD = ~Q(sort__in=INSIDE) & Q(waits=False) & (Q(closing=None) | Q(closing__held=""))


def readers(report: Report) -> list[int]:
    """The keys of the named officers."""
    return sorted(Reader.objects.filter(report=report.pk, until=None).values_list("person", flat=True))


def bound(report: Report, named: Iterable[int] | None = None) -> str:
    """For whom the report's key is: of a secret report, exactly its named officers."""
    if not report.secret:
        return f"reports.report:{report.code}"
    keys = readers(report) if named is None else sorted(named)
    return f"reports.report:{report.code}:{','.join(map(str, keys))}"


def bound_identity(report: Report) -> str:
    return f"reports.identity:{report.code}"


def unlocked(report: Report) -> Box:
    """Raises Shut: erased, or somebody changed who may read it."""
    if report.key is None:
        raise Shut
    return unlock(report.key, bound(report))


def told(report: Report, box: Box) -> Told:
    """What the person told, word for word; nothing any more where they had it erased."""
    if not report.original:
        return Told("", language=report.language)
    return Told.unpacked(box.open_words(report.original, ORIGINAL))


def reporter(report: Report) -> Reporter | None:
    """Who reported; None when nobody left anything. Only behind rules.look_identity, or to carry them news."""
    found = Identity.objects.select_related("key").filter(report=report.pk).first()
    return left(found, report) if found is not None else None


def left(identity: Identity, report: Report) -> Reporter:
    """What lies sealed in this row."""
    return Reporter.unpacked(unlock(identity.key, bound_identity(report)).open_words(identity.body, IDENTITY))


def words(message: Message, box: Box) -> str:
    """What it says; of one whose words were erased, what was public of it."""
    return str(box.open_words(message.body, MESSAGE)["text"]) if message.body else message.text


def file_of(enclosure: Enclosure, box: Box) -> tuple[str, str, bytes]:
    """(name, MIME type, bytes) of a sealed file."""
    about = box.open_words(enclosure.about, FILE)
    return str(about["name"]), str(about["mime"]), content(enclosure.file, box)


def below(offices: Iterable[int]) -> set[int]:
    """These offices and all units below them: whoever works there reports to the one complained about."""
    found = set(offices)
    rest = list(Organisation.objects.exclude(parent=None).values_list("pk", "parent")) if found else []
    while more := {key for key, parent in rest if parent in found and key not in found}:
        found |= more
    return found


def excluded(report: Report, box: Box) -> set[int]:
    """The offices whose people cannot be named: those complained about, and what lies below them."""
    return below(told(report, box).about)
