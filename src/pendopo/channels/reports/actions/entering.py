"""A report comes in: sealed before it is written, with a code for looking and a receipt for acting."""
import secrets
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import Sealed, enclose, fingerprint, office_for, sealed
from pendopo.channels.reports.actions.telling import tell_arrival, tell_desk
from pendopo.channels.reports.models import Foreign, Identity, Reader, Report
from pendopo.channels.reports.packs import supervisor
from pendopo.channels.reports.queries.contact import countersign, mark, open_question
from pendopo.channels.reports.queries.officers import desk_without, staffed
from pendopo.channels.reports.queries.opening import IDENTITY, ORIGINAL, below, bound, bound_identity
from pendopo.channels.reports.words import STORED_TITLE, Entry, Told
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actions.persons import guest
from pendopo.core.people.actions.receipts import claim_receipt, give_receipt
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import keyed, receipt_from
from pendopo.core.people.rules import account
from pendopo.core.places.actions import place, somewhere
from pendopo.core.places.queries import city
from pendopo.core.records import actions as records
from pendopo.kit.codes import record_code
from pendopo.kit.country import in_words
from pendopo.kit.prepared import Steady
from pendopo.kit.rows import insert, insert_all
from pendopo.kit.rules import require
from pendopo.kit.seal.actions import keep_all
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.models import DataKey
from pendopo.kit.whole import whole

PREFIX = "LAP"
FEWEST, MANY = 1_000_000, 9_000_000      # seven digits, drawn at random: codes tell no order and no gap
ADDRESS = "/laporan/{code}/saya/"           # where a receipt leads
WRITTEN = ("sms", "whatsapp", "mail")       # who reports so writes from their contact, and is answered there at once
NOBODY = _("Everybody here who could read it works for an office that you named. Please send it to those who are "
           "independent of all offices: %(name)s, %(reach)s.")


known = Steady(lambda key, code: Report.objects.filter(form_key=key).values_list("pk", "form_key").union(
    Report.objects.filter(code=code).values_list("pk", "code"), all=True), key=str, code=str)


@dataclass(frozen=True)
class Submitted:
    """What the person is told, once. `new` is False when the same form came before; `digits` are there where the
    contact that was left has to show that it is the reporter's (queries.contact.countersign)."""
    report: Report
    receipt: str
    new: bool
    digits: str = ""


def again(report: Report) -> Submitted:
    """The same form came before: one more receipt."""
    return Submitted(report, receipt_for(report), new=False, digits=open_question(report))


def submit(*, actor: Actor | None, entry: Entry) -> Submitted:
    """Whoever reports gets a code and a receipt. The same form twice is one report, with one more receipt.

    Raises Hindrance when a secret report complains about everybody who could read it; NotTaken when there is no room.
    """
    box = Box()
    files = sealed(entry.files, box, likened=not entry.secret)      # outside the transaction
    try:
        with whole():
            require(rules.submit, actor, Report(secret=entry.secret))
            before = None if entry.code else repeated(entry)
            if before is not None:
                return again(before)
            me = account(actor)
            asked = unproved(me, entry)
            report = _write(actor, entry, box, files, asked)
            code = "" if entry.channel == "import" else receipt_for(report)
            if me is not None and not entry.anonymous and not entry.secret and is_own(me, entry):
                claim_receipt(actor=me, receipt=receipt_from(code))
    except IntegrityError:
        before = repeated(entry)                     # the other click was faster (PostgreSQL)
        if before is None:
            raise
        return again(before)
    return Submitted(report, code, new=True, digits=countersign(report.code) if asked else "")


def is_own(me: Person, entry: Entry) -> bool:
    """Somebody reports for themselves, and does not type in the letter of another."""
    return entry.channel == "web" and entry.reporter.account == me.pk


def unproved(me: Person | None, entry: Entry) -> str:
    """The contact that news go to, where nobody has shown that it is the reporter's: typed on a page, and not what this
    account has proved."""
    to = entry.reporter.reached
    if entry.channel in WRITTEN or (me is not None and is_own(me, entry) and to.lower() in (me.phone, me.email)):
        return ""
    return to


def repeated(entry: Entry) -> Report | None:
    """The report that this form became before. Where it is new it gets its code, which costs no question of its own."""
    form, entry.code = keyed("report-form", entry.form_key) if entry.form_key else "", ""
    while not entry.code:
        code = drawn_code()
        found = known(key=form, code=code)
        for key, what in found:
            if what == form:
                return Report.objects.select_related("author").get(pk=key)
        entry.code = "" if found else code
    return None


def receipt_for(report: Report) -> str:
    """A receipt for the guest of this report."""
    if report.author is None:
        raise LookupError(report.code)
    return give_receipt(actor=ReceiptHolder(report.author, report.pk), record_id=report.pk,
                        address=ADDRESS.format(code=report.code))


def _write(actor: Actor | None, entry: Entry, box: Box, files: Sealed, asked: str) -> Report:
    """Every row of a new report, and its first message to the contact that was left."""
    assisted = isinstance(actor, Person) and actor.helper is not None
    author = actor.person if actor is not None and assisted else guest(language=entry.language)
    excluded = below(entry.about) if entry.secret else set()
    desk, people = staffed(excluded) or (None if entry.secret else first_desk(), [])
    if desk is None and entry.secret:
        whom = supervisor()
        raise Hindrance(NOBODY % {"name": in_words(whom.name), "reach": in_words(whom.reach)})
    named, own = people if entry.secret else [], Box()
    report = made(entry, box, author, desk)
    report.key, *keys = keep_all((box, bound(report, [person.pk for person in named])), *(
        [(own, bound_identity(report))] if entry.reporter else []))
    by = actor if actor is not None and (assisted or entry.channel != "web") else author
    records.add(report, by=by, office=office_for(by, report), facts={
        "classification": entry.classification, "channel": entry.channel, "sealed": fingerprint(report.original)})
    insert_all(Reader(report=report, person=person, office=desk, why="desk", since=report.created)
               for person in named if desk)
    enclose(report, files)
    for key in keys:
        identify(report, entry, own, key, asked)
    if entry.system and entry.number:
        Foreign.objects.create(report=report, system=entry.system, number=entry.number, at=report.created)
    if entry.channel != "import" and not entry.wave:
        tell_desk(report, "reports.arrived", people)
    if entry.reporter.reached and entry.channel not in WRITTEN:
        tell_arrival(report, entry.reporter.reached, entry.origin)
    return report


def first_desk() -> Organisation | None:
    """Where nobody is appointed yet, the report waits for them at the city's own office."""
    found = desk_without(())
    if found is None and (whose := city()) is not None:
        found = whose.office
    return found


def made(entry: Entry, box: Box, author: Person, desk: Organisation | None) -> Report:
    """The row, with nothing of the text in plain. Of a secret report even the place is sealed."""
    region = entry.region.code if entry.region else ""
    told = Told(entry.text, entry.place, about=list(entry.about), language=entry.language)
    if entry.secret:
        told.region, told.lat, told.lng = region, entry.lat, entry.lng
    if entry.secret or (entry.region is None and entry.lat is None):
        spot = somewhere()
    else:
        where = entry.region or (whose.region if (whose := city()) is not None else None)
        spot = place(where, lat=entry.lat, lng=entry.lng) if where is not None else None
    code, entry.code = entry.code or fresh_codes(1)[0], ""           # for this report alone
    return Report(
        code=code, title=STORED_TITLE, language=entry.language, classification=entry.classification,
        category_id=entry.category, anonymous=entry.anonymous, secret=entry.secret, channel=entry.channel,
        visibility="secret" if entry.secret else "sealed", office=desk, desk=desk, author=author, place=spot,
        happened=None if entry.secret else entry.happened, created=entry.created or timezone.now(),
        original=box.seal_words({**told.packed(), "happened": str(entry.happened or "")}, ORIGINAL),
        form_key=keyed("report-form", entry.form_key) if entry.form_key else None, wave=entry.wave)


def drawn_code() -> str:
    return record_code(PREFIX, timezone.localdate().year, FEWEST + secrets.randbelow(MANY))


def fresh_codes(many: int) -> list[str]:
    """Not in use. Seven random digits: who knows the codes before and after knows nothing of what lies between."""
    found = set[str]()
    while len(found) < many:
        some = min(500, many - len(found))
        drawn = {drawn_code() for _ in range(some)}
        found |= drawn - set(Report.objects.filter(code__in=drawn).values_list("code", flat=True))
    return list(found)


def identify(report: Report, entry: Entry, box: Box, key: DataKey, asked: str) -> None:
    """Who reported, under a key of its own. Nothing is kept of somebody who left nothing."""
    insert(Identity(
        asked=mark(report.code, asked),
        report=report, key=key, body=box.seal_words(entry.reporter.packed(), IDENTITY),
        phone_mark=mark(report.code, entry.reporter.phone), email_mark=mark(report.code, entry.reporter.email)))
