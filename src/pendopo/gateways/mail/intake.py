"""A letter to the city's address becomes a report; a reply goes to the report it answers. What a program cannot decide
is held for a person of the desk."""
import hashlib
import time
from dataclasses import replace
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.policy import compat32

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.hearing import hear, hear_outside
from pendopo.channels.reports.actions.outside import answer_outside
from pendopo.channels.reports.actions.reaching import hear_unproved, without_digits
from pendopo.channels.reports.queries.contact import (
    Question,
    about,
    closing,
    holder,
    left_with,
    page_of,
    question,
)
from pendopo.channels.reports.queries.news import by_key, held
from pendopo.channels.reports.queries.outside import awaited, by_number
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.queries import keyed, system
from pendopo.gateways.mail.models import ArrivedMail
from pendopo.gateways.mail.reading import Read, read
from pendopo.kit.files.checks import Checked, accept
from pendopo.kit.files.kinds import DOCUMENTS, PICTURES, SOUNDS
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.post import actions as outbox
from pendopo.kit.post import replies
from pendopo.kit.post.queries import counts
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock
from pendopo.kit.whole import whole
from pendopo.kit.work.gates import Waiting
from pendopo.kit.work.keeping import rule
from pendopo.kit.work.passages import dropped, failed, passed

BOUND, ENVELOPE, LETTER = "mail", "envelope", "letter"
SENDER = Budget("mail-sender", 20, 3600)         # letters of one address that are looked at by themselves in an hour
HELD = {"spam": gettext_lazy("It looks like advertising"), "many": gettext_lazy("Very many letters of one sender"),
        "unproven": gettext_lazy("A reply from another address than the one that was left"),
        "full": gettext_lazy("It could not be taken as a report")}
BATCH, ENOUGH = 20, 4.0
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
KEPT = rule("mail-in").span                      # marks; letters that were held go by then as well
FEWEST = 10                                      # characters of a report


def ours(address: str) -> bool:
    """lapor@kota.example, or the same with +something."""
    local, _at, host = address.lower().partition("@")
    wanted, _sign, home = settings.INTAKE_ADDRESS.partition("@")
    return bool(wanted) and host == home and local.partition("+")[0] == wanted


def take(sender: str, recipient: str, letter: bytes) -> bool:
    """Kept sealed, once. True also for what came before: the mail server need not try again."""
    name = BytesHeaderParser(policy=compat32).parsebytes(letter).get("Message-ID")
    told = str(name).strip() if name else hashlib.sha256(letter).hexdigest()
    mark = keyed("mail-in", f"{recipient.lower()}:{told}")
    if ArrivedMail.objects.filter(mark=mark).exists():
        dropped("mail.in")
        return True
    box = Box()
    sealed = box.seal_words({"from": sender, "to": recipient}, ENVELOPE), box.seal(letter, LETTER)
    try:
        with whole():
            ArrivedMail.objects.create(mark=mark, key=keep(box, BOUND), to=sealed[0], body=sealed[1])
    except IntegrityError:
        dropped("mail.in")
    return True


def opened(arrived: ArrivedMail) -> Read:
    """In plain, while it is understood or a person of the desk looks at it."""
    if arrived.key is None:
        raise LookupError(arrived.pk)
    box = unlock(arrived.key, BOUND)
    envelope = box.open_words(arrived.to, ENVELOPE)
    return read(box.open(arrived.body, LETTER), envelope["from"], envelope["to"])


def hear_mail() -> int:
    """What came in is understood. Returns how many letters."""
    until, done = time.monotonic() + ENOUGH, 0
    due = ArrivedMail.objects.filter(next_try__lte=timezone.now()).select_related("key").order_by("next_try", "pk")
    for one in due[:BATCH]:
        if time.monotonic() > until:
            break
        try:
            with translation.override(settings.LANGUAGE_CODE):
                why = understand(one, opened(one))
        except Exception as error:                        # one odd letter must not hold up those behind it
            troubled(one, type(error).__name__)
        else:
            settle(one, why)
            done += 1
    return done


def understand(arrived: ArrivedMail, letter: Read) -> str:
    """Why a person has to look; empty when all is done."""
    if letter.robot or not letter.sender:
        dropped("mail.in")
        return ""
    try:
        spend(SENDER, letter.sender)
    except TooOften:
        return "many"
    for token in letter.tokens:
        purpose, _dot, rest = token.partition(".")
        number = replies.read(purpose, rest)
        if number is not None:
            return outside(number, letter) if purpose == replies.OUTSIDE else reply(number, letter)
    if letter.spam:
        return "spam"
    return enter(arrived, letter)


def outside(number: int, letter: Read) -> str:
    """Somebody outside whom an officer asked has replied: whoever has that address may, as whoever has the link. The
    question counts as answered."""
    asked = by_number(number)
    files, _missed = enclosed(letter)
    if asked is None or not (letter.text or files):
        dropped("mail.in")
        return ""
    by, text = system("mail"), f"{letter.name} <{letter.sender}>\n\n{letter.text}"
    if awaited(asked):
        answer_outside(actor=by, asked=asked, text=text, files=files)
    else:                                                 # they have answered already, or the time was over
        hear_outside(by=by, report=asked.report, text=text, files=files)
    passed("mail.in")
    return ""


def reply(number: int, letter: Read) -> str:
    """The reporter replies. The address says to which report; that it is the reporter, the mark of the sender says."""
    found = by_key(number)
    if found is None:
        return "unproven"
    asked = question(found.code, email=letter.sender)
    if asked is not None:
        return unproved(asked, letter)
    proved = holder(found.code, email=letter.sender)
    report = held(proved) if proved is not None else None
    if report is None or proved is None:
        return "unproven"
    files, missed = enclosed(letter)
    text = without_digits(report, letter.text)
    if not text and not files:
        dropped("mail.in")
        return ""
    became = hear(by=proved, report=report, text=text or _("See the file."), files=files)
    passed("mail.in")
    if became == "shut" or missed:
        parts = [_("Your report is closed. Reply with the word OPEN and the reason to open it again."
                   )] if became == "shut" else []
        post(letter.sender, report.pk, " ".join([*parts, *unkept(missed)]))
    return ""


def unproved(asked: Question, letter: Read) -> str:
    """Words from an address of which nobody has shown that it is the reporter's: they are asked. What they say behind
    the right digits counts at once."""
    meant, rest = hear_unproved(by=system("mail"), asked=asked, text=letter.text)
    if meant == "proved":
        if rest or letter.files:
            return reply(asked.report.pk, replace(letter, text=rest))
        passed("mail.in")
        post(letter.sender, asked.report.pk, _("Thank you. From now on you can also answer from here."))
        return ""
    dropped("mail.in")
    if meant == "asked":
        post(letter.sender, asked.report.pk, _(
            "Is the report yours? Please say so here, and then write once more: %(address)s") % {
                "address": page_of(asked.identity)})
    return ""


def enter(arrived: ArrivedMail, letter: Read) -> str:
    """A new report, with code and receipt for whoever wrote it."""
    files, missed = enclosed(letter)
    if len(letter.text) < FEWEST and not files:
        dropped("mail.in")
        return ""
    try:
        done = submit(actor=system("mail"), entry=Entry(
            text=letter.text or _("See the file."), anonymous=letter.anonymous, secret=letter.secret, files=files,
            channel="mail", form_key=f"mail:{arrived.mark}", language=settings.LANGUAGE_CODE,
            reporter=Reporter(name=letter.name, email=letter.sender, way="mail", language=settings.LANGUAGE_CODE)))
    except (Hindrance, NotTaken):
        return "full"
    passed("mail.in")
    if done.new:
        post(letter.sender, done.report.pk, " ".join([_(
            "Your report has come in. Its code is %(code)s. Your receipt is %(receipt)s: with it you reply and object "
            "on %(site)s. We tell it only once, so please keep it. You can also reply to this letter.") % {
                "code": done.report.code, "receipt": done.receipt, "site": settings.SITE}, *unkept(missed)]))
    return ""


def unkept(missed: int) -> list[str]:
    return [_("A file could not be taken.")] if missed else []


def enclosed(letter: Read) -> tuple[list[Checked], int]:
    files, missed = [], 0
    for name, content in letter.files:
        try:
            files.append(accept(ContentFile(content, name=name or "lampiran"), PICTURES | SOUNDS | DOCUMENTS))
        except NotTaken:
            missed += 1
    return files, missed


def post(to: str, number: int, text: str) -> None:
    """A sealed letter to which one can reply, and which says how such letters end."""
    foot, headers = closing(left_with(number))
    outbox.post(to=to, subject=_("News from your city"), text=text + foot,
                language=settings.LANGUAGE_CODE, urgent=True, sealed=True, about=about(number),
                headers=replies.answerable(replies.REPORTER, number) | headers)


def settle(arrived: ArrivedMail, why: str = "") -> None:
    """Understood: its words go. Or held for a person, with all of it."""
    if why:
        ArrivedMail.objects.filter(pk=arrived.pk).update(held=why, next_try=None)
        return
    key = arrived.key_id
    ArrivedMail.objects.filter(pk=arrived.pk).update(held="", next_try=None, key=None, to=b"", body=b"", error="")
    if key is not None:
        shred([key])


def troubled(arrived: ArrivedMail, error: str) -> None:
    over = arrived.tries >= len(WAITS)
    ArrivedMail.objects.filter(pk=arrived.pk).update(tries=arrived.tries + 1, error=error[:80], next_try=None if over
                                                     else timezone.now() + WAITS[arrived.tries])
    failed("mail.in", error)


# A person of the desk

def waiting_for_people() -> QuerySet[ArrivedMail]:
    return ArrivedMail.objects.exclude(held="").filter(next_try=None).select_related("key").order_by("pk")


def release(arrived: ArrivedMail) -> bool:
    """It is a report after all. False when it cannot be one."""
    with translation.override(settings.LANGUAGE_CODE):
        why = enter(arrived, opened(arrived))
    if not why:
        settle(arrived)
    return not why


def discard(arrived: ArrivedMail) -> None:
    """It is none."""
    settle(arrived)
    dropped("mail.in")


def waiting() -> Waiting:
    return Waiting(ArrivedMail.objects.filter(next_try__isnull=False).count() + sum(
        counts("mail").get(state, 0) for state in ("waiting", "failed")),
                   ArrivedMail.objects.filter(next_try=None, key__isnull=False, held="").count())


def again() -> int:
    return ArrivedMail.objects.filter(next_try=None, key__isnull=False, held="").update(
        next_try=timezone.now(), tries=0)


def sweep() -> int:
    old = ArrivedMail.objects.filter(at__lt=timezone.now() - KEPT)
    keys = [key for key in old.values_list("key", flat=True) if key is not None]
    gone: int = old.delete()[0]
    shred(keys)
    return gone
