"""What the room drafts. One verb for all kinds of pieces: the form says what may come in, the sheet gets a new version,
the other side's yes to the version before is void."""
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import digest, inside, raised
from pendopo.channels.initiatives.models import Ballot, Decision, Evidence, Initiative, Issue, Lesson, Piece
from pendopo.channels.initiatives.queries.room import side_in
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.files.actions import Kept, store
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

P = TypeVar("P", bound=Piece)
KEPT = ("id", "initiative", "at", "by", "aside")
VOTED = _("Somebody has voted on this already. Set it aside and ask the question anew.")
CHOSEN = _("This issue was chosen by a decision; it cannot be set aside.")


def draft(*, actor: Actor, row: P, kept: Kept | None = None) -> P:
    """A piece is added or changed (`row` as it shall be). `kept`: a file that lies ready, for evidence."""
    with whole():
        initiative = records.lock(row.initiative)
        row.initiative = initiative
        require(rules.draft, actor, row)
        new = row.pk is None
        if isinstance(row, Decision) and not new and Ballot.objects.filter(decision=row).exists():
            raise Hindrance(VOTED)
        if isinstance(row, Lesson) and new:
            side = side_in(actor, initiative)
            row.side = side if side in rules.PARTIES else ""
        if isinstance(row, Lesson):
            row.struck_government = row.struck_cso = None          # another text: nobody has struck it yet
        if kept is not None and isinstance(row, Evidence):
            row.file = store(kept=kept)
        row.at, row.by = timezone.now(), actor.person
        row.save(force_insert=new)
        _written(initiative, row, actor, "draft")
    return row


def set_aside(*, actor: Actor, row: P) -> P:
    """Nobody wants it any more; it stays in the room's past. What was published stays published until both sides agree
    to another version."""
    with whole():
        initiative = records.lock(row.initiative)
        row.initiative = initiative
        require(rules.set_aside, actor, row)
        if isinstance(row, Issue) and row.chosen:
            raise Hindrance(CHOSEN)
        row.aside = timezone.now()
        row.save(update_fields=["aside"])
        _written(initiative, row, actor, "set_aside")
    return row


def _written(initiative: Initiative, row: Piece, actor: Actor, verb: str) -> None:
    inside(initiative, verb, by=actor, sheet=row.sheet, version=raised(initiative, row.sheet),
           what=row._meta.model_name, key=row.pk, says=digest({
               field.name: str(field.value_from_object(row)) for field in row._meta.local_fields
               if field.name not in KEPT}))
