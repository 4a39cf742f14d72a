"""Both sides say yes to the same version of a sheet, and everybody can read it; or one says no, in its own words."""
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import digest, no_few, office_of, others, refresh
from pendopo.channels.initiatives.models import Agreement, Evidence, Initiative, Sheet
from pendopo.channels.initiatives.queries.drawing import drawn
from pendopo.channels.initiatives.queries.gates import texts
from pendopo.channels.initiatives.queries.room import agreed, pieces, seat_of
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.files.actions import show
from pendopo.kit.files.models import Visibility
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

CHANGED = _("Somebody changed this sheet while you were reading. Please read it once more.")
EMPTY = _("Nothing is written on this sheet yet.")
OPEN = ("lessons",)                  # sheets of which a no is public, with its words


def agree(*, actor: Actor, sheet: Sheet, version: int) -> Agreement:
    """A side says yes to the version that it read. With the other side's yes the sheet becomes public as it is."""
    with whole():
        sheet = _read(sheet, version)
        require(rules.agree, actor, sheet)
        no_few(sheet.initiative, *texts(sheet.initiative, sheet.name))
        made = _say(actor, sheet, True, "")
        if agreed(sheet) >= set(rules.PARTIES) and sheet.shown_version != sheet.version:
            _show(actor, sheet)
        tell(others(sheet.initiative, actor), "initiatives.agree", sheet.initiative)
    return made


def refuse(*, actor: Actor, sheet: Sheet, version: int, words: str) -> Agreement:
    """A side says no. To the common lessons this is public, with the reason in its own words; to other sheets the room
    knows it, and that there is no agreement is seen by all from what is missing."""
    with whole():
        sheet = _read(sheet, version)
        require(rules.refuse, actor, sheet)
        no_few(sheet.initiative, words if sheet.name in OPEN else "")
        made = _say(actor, sheet, False, words)
        tell(others(sheet.initiative, actor), "initiatives.refuse", sheet.initiative)
    return made


def _read(sheet: Sheet, version: int) -> Sheet:
    initiative = records.lock(sheet.initiative)
    found = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    found.initiative = initiative
    if found.version == 0:
        raise Hindrance(EMPTY)
    if found.version != version:
        raise Hindrance(CHANGED)
    return found


def _say(actor: Actor, sheet: Sheet, yes: bool, words: str) -> Agreement:
    initiative, found = sheet.initiative, seat_of(actor, sheet.initiative)
    if found is None:
        raise LookupError("no seat")                    # the rule has asked already
    open_ = yes or sheet.name in OPEN
    event = records.note(
        initiative, "initiatives.agree" if yes else "initiatives.refuse", by=actor, office=found.organisation,
        facts={"sheet": sheet.name, "version": sheet.version, "side": found.side, "says": digest(words)},
        words={"reason": words} if words and open_ else None, visibility="public" if open_ else "room")
    return Agreement.objects.create(
        initiative=initiative, sheet=sheet, version=sheet.version, side=found.side, yes=yes, words=words,
        organisation=found.organisation, by=actor.person, at=event.at, event=event)


def _show(actor: Actor, sheet: Sheet) -> None:
    """The picture of the version to which both agreed. Its fingerprint stands in the ledger; files become public."""
    initiative: Initiative = sheet.initiative
    sheet.face = drawn(initiative, sheet.name, public=True)
    sheet.shown_version, sheet.shown = sheet.version, timezone.now()
    if sheet.name == "issue":
        for one in pieces(Evidence, initiative).exclude(file=None).select_related("file"):
            if one.file is not None and (one.checked or not initiative.sensitive):
                show(file=one.file, visibility=Visibility.PUBLIC)
    sheet.event = records.note(initiative, "initiatives.show", by=actor, office=office_of(actor, initiative), facts={
        "sheet": sheet.name, "version": sheet.version, "shows": digest(sheet.face)})
    sheet.save(update_fields=["face", "shown_version", "shown", "event"])
    refresh(initiative)
    tell(followers(initiative).exclude(pk=actor.person.pk), "initiatives.show", initiative)
