"""Who may say what, and who may hide it."""
from django.db.models import Q
from django.utils import timezone

from pendopo.core.notices.rules import through
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.records.actions import held
from pendopo.core.records.rules import see
from pendopo.core.voices.models import UNDO, WINDOW
from pendopo.kit.rules import NOTHING, rule

SPEAKERS = ("officer", "head", "coordinator", "liaison", "secretariat", "monitor", "member", "administrator")
ASKERS = ("officer", "head", "coordinator", "editor", "liaison", "secretariat", "facilitator", "administrator")
LIVING = Q(visibility__in=("public", "members", "sealed"))


def own_keys(actor: Actor | None, record: int) -> frozenset[int]:
    """Whose words on this record are theirs: the account's and the guests' it was; a receipt's on its one record."""
    if isinstance(actor, ReceiptHolder):
        return frozenset({actor.person.pk} if actor.record_id == record else ())
    return actor.own_ids if isinstance(actor, Person) else frozenset()


def own(actor: Actor | None) -> Q:
    """Their own comments, as the part of the table."""
    if isinstance(actor, ReceiptHolder):
        return Q(author__in=own_keys(actor, actor.record_id), record=actor.record_id)
    return Q(author__in=own_keys(actor, 0))


@rule
def comment(actor: Actor | None) -> Q:
    """You can write where the record takes comments, signed in or with its receipt. Auditors only read."""
    if actor is None or actor.at("auditor"):
        return NOTHING
    takes = see.q(actor) & LIVING & Q(kind__in=[kind.name for kind in kinds.all() if kind.comments == "open"])
    if isinstance(actor, Person):
        return takes
    return takes & Q(pk=actor.record_id) if actor.record_id is not None else NOTHING


@rule
def edit(actor: Actor | None) -> Q:
    """You can correct your own words for a quarter of an hour, unless the law needs them as they are."""
    return own(actor) & Q(at__gte=timezone.now() - WINDOW, state__in=("shown", "held")) & ~Q(record__in=held())


@rule
def withdraw(actor: Actor | None) -> Q:
    """You can take back your own words at any time, unless a court, the police, the Ombudsman, or auditors need them as
    they are just now. What an office answered stays; a new answer can correct it."""
    return own(actor) & Q(rank="ordinary", state__in=("shown", "held", "hidden")) & ~Q(record__in=held())


@rule
def support(actor: Actor | None) -> Q:
    """You can support what you can see, after signing in. Facilitators are neutral and auditors only read."""
    if not isinstance(actor, Person) or actor.at("facilitator", "auditor"):
        return NOTHING
    return see.q(actor) & LIVING


@rule
def unsupport(actor: Actor | None) -> Q:
    """You can always take your support back."""
    return see.q(actor) if isinstance(actor, Person) else NOTHING


@rule
def follow(actor: Actor | None) -> Q:
    """You can follow what you can see, after signing in."""
    if not isinstance(actor, Person):
        return NOTHING
    return see.q(actor) & LIVING & Q(kind__in=[kind.name for kind in kinds.all() if kind.follow])


@rule
def unfollow(actor: Actor | None) -> Q:
    """You can always stop following."""
    return Q(pk__isnull=False) if isinstance(actor, Person) else NOTHING


@rule
def read(actor: Actor | None) -> Q:
    """Comments are seen by whoever sees the record; one that waits for moderation only by its author."""
    return through("record", see.q(actor)) & (Q(state__in=("shown", "hidden", "withdrawn")) | own(actor))


@rule
def flag(actor: Actor | None) -> Q:
    """Everybody can report what they can see, without an account."""
    return through("record", see.q(actor)) & Q(state="shown")


@rule
def moderate(actor: Actor | None) -> Q:
    """Moderators decide; never on their own words, and never on comments about the unit that they belong to."""
    if not isinstance(actor, Person) or not actor.at("moderator"):
        return NOTHING
    concerned = Q(record__office__in=actor.office_ids) | Q(office__in=actor.office_ids)
    return through("record", see.q(actor)) & ~concerned & ~Q(author__in=actor.own_ids)


@rule
def hide(actor: Actor | None) -> Q:
    """Moderators decide; never on their own words, and never on comments about the unit that they belong to."""
    return moderate.q(actor) & Q(state__in=("shown", "held"))


keep = bulk_hide = bulk_keep = hide


@rule
def queue(actor: Actor | None) -> Q:
    """The queue is for moderators; what concerns their own unit lies with the others."""
    return through("comment", moderate.q(actor))


@rule
def appeal(actor: Actor | None) -> Q:
    """The author can object once to the hiding of their words."""
    return Q(state="hidden", appealed__isnull=True) & through("comment", own(actor))


@rule
def decide_appeal(actor: Actor | None) -> Q:
    """An appeal is decided by a moderator who did not hide the comment."""
    if not isinstance(actor, Person):
        return NOTHING
    return Q(state="appealed") & ~Q(moderator__in=actor.own_ids) & queue.q(actor)


@rule
def undo(actor: Actor | None) -> Q:
    """Whoever decided can take it back for ten minutes, unless the author has objected meanwhile."""
    if not isinstance(actor, Person):
        return NOTHING
    return Q(state__in=("hidden", "kept"), moderator__in=actor.own_ids, decided__gte=timezone.now() - UNDO)
