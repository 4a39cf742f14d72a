"""Who may what with reports. The desk verifies and sends on; an office answers for what it has; the reporter replies,
objects and confirms. A secret report exists for its named officers and for whoever holds its receipt, for nobody else:
no role, no office and no account opens one.
"""
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from pendopo.channels.reports import rules_clusters, rules_counter, rules_desk
from pendopo.channels.reports.models import Opening
from pendopo.channels.reports.rules_who import (
    LIVING,
    OPEN,
    STAFF,
    along,
    at_desk,
    by_system,
    heading,
    in_office,
    named,
    reach,
    reporters,
    working,
)
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS, REOPEN_DAYS
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Person
from pendopo.core.people.rules import account
from pendopo.core.records.actions import held
from pendopo.core.records.rules_holds import liftable
from pendopo.kit.rules import EVERYTHING, NOTHING, rule


@rule
def see(actor: Actor | None) -> Q:
    """Published reports are everyone's. What is not published belongs to its reporter and to the office that has it;
    a secret one to the officers named for it and to nobody else."""
    return Q(visibility="public") | reporters(actor) | working(actor)


@rule
def submit(actor: Actor | None) -> Q:
    """Everybody may report, without an account. What came by letter or telephone is typed in by staff."""
    if actor is None or isinstance(actor, (Person, System)):
        return EVERYTHING
    return NOTHING


@rule
def look(actor: Actor | None) -> Q:
    """The coordinators of the desk, the people of its office, and for a secret report its named officers. Each look is
    listed."""
    return working(actor)


look_file = look


@rule
def verify(actor: Actor | None) -> Q:
    """The coordinators of the desk."""
    return along(at_desk(actor), "verify")


@rule
def publish(actor: Actor | None) -> Q:
    """The coordinators of the desk, or the office that has it. A secret report is never published."""
    return (at_desk(actor) | in_office(actor)) & OPEN


unpublish = link = publish


@rule
def reclassify(actor: Actor | None) -> Q:
    """The coordinators of the desk, while it is open."""
    return at_desk(actor) & Q(closed__isnull=True)


@rule
def archive(actor: Actor | None) -> Q:
    """The coordinators of the desk, with a reason."""
    return along(at_desk(actor), "archive")


@rule
def block(actor: Actor | None) -> Q:
    """The coordinators of the desk, with a reason."""
    return along(at_desk(actor), "block")


@rule
def unblock(actor: Actor | None) -> Q:
    """The coordinators of the desk."""
    return along(at_desk(actor), "unblock")


@rule
def restore(actor: Actor | None) -> Q:
    """The coordinators of the desk."""
    return along(at_desk(actor), "restore")


@rule
def route(actor: Actor | None) -> Q:
    """The coordinators of the desk."""
    return along(at_desk(actor), "route")


@rule
def recall(actor: Actor | None) -> Q:
    """The coordinators of the desk, as long as the office has not begun."""
    return along(at_desk(actor), "recall")


@rule
def reroute(actor: Actor | None) -> Q:
    """The office that has it, or the coordinators of the desk."""
    return along(at_desk(actor) | in_office(actor), "reroute")


@rule
def not_ours(actor: Actor | None) -> Q:
    """The office that has it says that somebody else is in charge."""
    return along(in_office(actor), "not_ours")


@rule
def assign(actor: Actor | None) -> Q:
    """The office that has it decides who of its people works on it."""
    return in_office(actor) & Q(closed__isnull=True)


@rule
def name_officer(actor: Actor | None) -> Q:
    """A named officer brings in another one of an office that is not complained about."""
    return (at_desk(actor) | in_office(actor)) & named(actor)


release_officer = name_officer


@rule
def begin(actor: Actor | None) -> Q:
    """The office that has it."""
    return along(in_office(actor), "begin")


@rule
def answer(actor: Actor | None) -> Q:
    """The office that has it."""
    return along(in_office(actor), "answer")


@rule
def ask(actor: Actor | None) -> Q:
    """The desk before it is sent on, the office that has it afterwards."""
    return along(at_desk(actor) | in_office(actor), "ask")


@rule
def note(actor: Actor | None) -> Q:
    """Whoever works on it writes notes for the others who do."""
    return at_desk(actor) | in_office(actor)


@rule
def finish(actor: Actor | None) -> Q:
    """The office that has it, with what it did and, for work on a place, a photo."""
    return along(in_office(actor), "finish")


@rule
def release_proof(actor: Actor | None) -> Q:
    """A coordinator of the desk who looked at both photos, not the office that handed it in."""
    return at_desk(actor) & ~Q(office__in=() if actor is None else actor.at(*HANDLERS))


@rule
def sign(actor: Actor | None) -> Q:
    """The head of the office that has it, or whoever stands in while the head is away."""
    return Q(office__in=heading(actor)) & LIVING & OPEN


send_back = sign


@rule
def close_by_desk(actor: Actor | None) -> Q:
    """The coordinators of the desk, with a reason."""
    return along(at_desk(actor), "close_by_desk")


@rule
def gather(actor: Actor | None) -> Q:
    """Whoever works on them puts reports of the same matter together. Secret ones never."""
    return (at_desk(actor) | in_office(actor)) & OPEN


@rule
def answer_group(actor: Actor | None) -> Q:
    """The office that has them."""
    return along(in_office(actor), "answer") & OPEN


@rule
def split(actor: Actor | None) -> Q:
    """The coordinators of the desk make two of one, when it tells of two matters."""
    return at_desk(actor) & Q(closed__isnull=True, author__isnull=False)


@rule
def forward_outside(actor: Actor | None) -> Q:
    """Whoever works on it, while it is open. A secret report never leaves the house."""
    return (at_desk(actor) | in_office(actor)) & OPEN & Q(closed__isnull=True)


@rule
def answer_outside(actor: Actor | None) -> Q:
    """Whoever holds the link, while it is open."""
    return Q(ended__isnull=True, until__gt=timezone.now())


@rule
def visit(actor: Actor | None) -> Q:
    """The people of the office that has it, while it is open. What is secret is not written on a phone."""
    return in_office(actor) & OPEN & Q(closed__isnull=True)


# The desk itself

transcribe, ungather, end_outside = note, gather, forward_outside
keep_phrase = drop_phrase = rules_desk.work
keep_filter = rules_desk.keep
drop_filter = strike = take_back = subscribe = unsubscribe = rules_desk.own
announce = end_absence = rules_desk.announce
load_categories = rules_desk.load_categories
renew_receipt = rules_counter.renew_receipt


@rule
def give_number(actor: Actor | None) -> Q:
    """A gateway, an import, or the coordinators of the desk by hand."""
    return EVERYTHING if isinstance(actor, System) else at_desk(actor)      # an empty Q vanishes in an "or"


find_clusters = rules_clusters.find_clusters
make_cluster = enlarge_cluster = dismiss_finding = rules_clusters.make_cluster
answer_cluster, settle_cluster = rules_clusters.answer_cluster, rules_clusters.settle_cluster
reopen_cluster = rules_clusters.reopen_cluster

# The reporter

@rule
def reply(actor: Actor | None) -> Q:
    """Only who reported: with the receipt, or signed in."""
    return along(reporters(actor), "reply")


@rule
def supplement(actor: Actor | None) -> Q:
    """Only who reported, while it is open."""
    return reporters(actor) & Q(closed__isnull=True)


@rule
def object_to(actor: Actor | None) -> Q:
    """Only who reported, while it is reported done and not yet closed."""
    return along(reporters(actor), "object")


@rule
def confirm(actor: Actor | None) -> Q:
    """Only who reported can say that it is solved."""
    return along(reporters(actor), "confirm")


@rule
def accept(actor: Actor | None) -> Q:
    """Only who reported."""
    return along(reporters(actor), "accept")


@rule
def reopen(actor: Actor | None) -> Q:
    """Only who reported, within sixty days after it was closed."""
    return along(reporters(actor), "reopen") & Q(closed__gte=timezone.now() - timedelta(days=REOPEN_DAYS))


@rule
def withdraw(actor: Actor | None) -> Q:
    """Only who reported."""
    return along(reporters(actor), "withdraw")


@rule
def ask_code(actor: Actor | None) -> Q:
    """Whoever says that it is theirs; what they need for it goes to the contact that was left."""
    return EVERYTHING


recover_receipt = prove_contact = disown_contact = stop_news = resume_news = ask_code


@rule
def forget_own(actor: Actor | None) -> Q:
    """Only who reported, unless a legal hold stands."""
    return reporters(actor) & ~Q(pk__in=held())


def holders(actor: Actor | None) -> Q:
    """Who may set a hold where none stands."""
    heads = NOTHING
    if actor is not None and not actor.at("auditor"):
        heads = Q(office__in=actor.at("head")) & LIVING & reach(actor)
    return at_desk(actor) | heads


@rule
def set_hold(actor: Actor | None) -> Q:
    """The coordinators of the desk, or the head of the office that has it; of a secret report only who is named."""
    return holders(actor) & ~Q(pk__in=held())


@rule
def lift_hold(actor: Actor | None) -> Q:
    """Whoever set the hold; where that person works there no more, the heads and coordinators of the same office."""
    return liftable(actor, "head", *COORDINATORS) & look.q(actor)


@rule
def type_in(actor: Actor | None) -> Q:
    """The coordinators and officers of the government type in what came by letter, telephone or at the counter."""
    if not isinstance(actor, Person) or actor.at("auditor"):
        return NOTHING
    return Q(pk__in=actor.at(*STAFF) & actor.on_side("government"))


# Who reported

@rule
def look_identity(actor: Actor | None) -> Q:
    """Those who work on it, for a report with a name. Of an anonymous or secret one, whoever asked, after a second
    person agreed, for a short time. Each look is listed."""
    plain = (at_desk(actor) | in_office(actor)) & OPEN & Q(anonymous=False)
    if account(actor) is None or not isinstance(actor, Person):
        return plain
    agreed = Opening.objects.filter(asked_by=actor.pk, granted=True, until__gt=timezone.now())
    return plain | (look.q(actor) & Q(pk__in=agreed.values_list("report", flat=True)))


@rule
def ask_identity(actor: Actor | None) -> Q:
    """Whoever may read it, with a ground and a reason that stand on the record."""
    return look.q(actor) if account(actor) is not None else NOTHING


@rule
def decide_identity(actor: Actor | None) -> Q:
    """A second person who may read it, never the one who asked."""
    me = account(actor)
    if me is None:
        return NOTHING
    asked = Opening.objects.filter(granted=None).exclude(asked_by=me.pk)
    return look.q(me) & Q(pk__in=asked.values_list("report", flat=True))


# The house

@rule
def settle_desk(actor: Actor | None) -> Q:
    """The secretariat of the government, or the command line."""
    if isinstance(actor, System):
        return EVERYTHING
    return Q(side="government") if isinstance(actor, Person) and "government" in actor.sides("secretariat") else NOTHING


set_duties = settle_signing = settle_desk


@rule
def measure(actor: Actor | None) -> Q:
    """The command line or an import."""
    return by_system(actor)


@rule
def import_reports(actor: Actor | None) -> Q:
    """The command line, or a coordinator of the desk."""
    if isinstance(actor, System):
        return EVERYTHING
    return NOTHING if actor is None or actor.at("auditor") else Q(pk__in=actor.at(*COORDINATORS))


undo_import = import_reports
strike_due = carried = learn = warn = close_due = expire_due = tend_officers = forget_identities = measure
