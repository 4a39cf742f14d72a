"""Reporting, hiding, keeping, objecting, deciding. Every decision names its reason and stands in the public log."""
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from pendopo.core.ledger import actions as ledger
from pendopo.core.ledger.models import PRIVATE
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import enter
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.actions import note
from pendopo.core.records.models import Event
from pendopo.core.voices import rules
from pendopo.core.voices.actions.speech import spread
from pendopo.core.voices.models import Case, Comment, Flag
from pendopo.core.voices.queries import moderators
from pendopo.core.voices.reasons import REASONS
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

FLAG = Budget("voices.flag", 5, 3600)
CITY_LANGUAGE = settings.LANGUAGE_CODE  # of what is written once for everyone: the reason on a timeline


def flag(*, actor: Actor | None, comment: Comment, reason: str, words: str = "", key: str) -> Case:
    """Somebody says that a comment breaks a rule; moderators are asked to look. No account is needed.

    `key` is whose budget it is: an account or an address of the network. Who reported is never shown.
    """
    if reason not in REASONS:
        raise ValueError(f"{reason} is not a rule of the house")
    with whole():
        spend(FLAG, key)
        comment = locked([comment.pk])[0]
        require(rules.flag, actor, comment)
        person = actor.person if actor else None
        if person is None or not Flag.objects.filter(comment=comment, person=person).exists():
            Flag.objects.create(comment=comment, person=person, reason=reason, words=words.strip())
            facts = {"record": comment.record.code, "comment": comment.mark, "reason": reason}
            if actor is None:
                ledger.write(ledger.Deed({"verb": "voices.flag", "at": timezone.now().isoformat(), **facts},
                                         visibility=PRIVATE))
            else:
                enter("voices.flag", by=actor, facts=facts)
        case, new = Case.objects.get_or_create(comment=comment, state="open", defaults={"cause": "flag"})
        if new:
            tell(moderators(comment.record), "voices.waiting", comment.record)
    return case


def hide(*, actor: Actor, comment: Comment, reason: str, words: str = "") -> Case:
    """A comment leaves the page; the rule that it breaks stands in its place. The author is told and may object."""
    batch = bulk_hide(actor=actor, comments=[comment.pk], reason=reason, words=words)
    return Case.objects.get(batch=batch)


def keep(*, actor: Actor, comment: Comment) -> Case:
    """A moderator has looked: the comment stays, or appears if it was held."""
    batch = bulk_keep(actor=actor, comments=[comment.pk])
    return Case.objects.get(batch=batch)


def bulk_hide(*, actor: Actor, comments: Sequence[int], reason: str, words: str = "") -> str:
    """All of them or, when one may not be hidden by this person, none. Returns the batch, for the undo."""
    if reason not in REASONS:
        raise ValueError(f"{reason} is not a rule of the house")
    batch = secrets.token_hex(16)
    with whole():
        for comment in locked(comments):
            require(rules.bulk_hide, actor, comment)
            decide(comment, "hidden", actor, batch, reason=reason, words=words.strip())
            ledger.withhold([comment.line_id])
            set_state(comment, "hidden", reason)
            announce(comment, "voices.hide", actor, {"reason": reason}, said(reason, words))
            tell_author(comment, "voices.hidden")
    return batch


def bulk_keep(*, actor: Actor, comments: Sequence[int]) -> str:
    batch = secrets.token_hex(16)
    with whole():
        for comment in locked(comments):
            require(rules.bulk_keep, actor, comment)
            decide(comment, "kept", actor, batch)
            if comment.state == "held":
                show(comment)
                spread(comment, comment.record)
            announce(comment, "voices.keep", actor)
    return batch


def undo(*, actor: Actor, batch: str) -> int:
    """Takes back what this moderator decided in one go, within ten minutes: all is as it was. Returns how many."""
    with whole():
        cases = list(Case.objects.filter(batch=batch).exclude(batch="").filter(rules.undo.q(actor)))
        comments = {one.pk: one for one in locked([case.comment_id for case in cases])}
        for case in cases:
            require(rules.undo, actor, case)
            comment = comments[case.comment_id]
            if comment.state != "withdrawn":
                put_back(comment, case.before)
            announce(comment, "voices.undo", actor)
            if case.state == "hidden":
                tell_author(comment, "voices.restored")
            reopen(case)
    return len(cases)


def reopen(case: Case) -> None:
    """What had been reported waits again; what a moderator took up alone was never a case."""
    if case.cause == "own" or Case.objects.filter(comment=case.comment_id, state="open").exists():
        case.delete()
        return
    Case.objects.filter(pk=case.pk).update(state="open", reason="", words="", moderator=None, office=None,
                                           decided=None, batch="", before="")


def appeal(*, actor: Actor, case: Case, text: str) -> Case:
    """The author objects, once. Somebody else than who hid the comment will decide."""
    with whole():
        case = Case.objects.select_for_update(of=("self",)).select_related("comment__record").get(pk=case.pk)
        require(rules.appeal, actor, case)
        case.state, case.appeal, case.appealed = "appealed", text.strip(), timezone.now()
        case.save(update_fields=["state", "appeal", "appealed"])
        announce(case.comment, "voices.appeal", actor)
        others = moderators(case.comment.record)
        tell(others.exclude(pk=case.moderator_id) if case.moderator_id else others, "voices.appealed",
             case.comment.record)
    return case


def decide_appeal(*, actor: Actor, case: Case, restore: bool, words: str) -> Case:
    """A second pair of eyes: the comment comes back, or stays hidden for good. Either way with words."""
    with whole():
        case = Case.objects.select_for_update(of=("self",)).select_related("comment__record__office").get(pk=case.pk)
        require(rules.decide_appeal, actor, case)
        case.state, case.verdict = "restored" if restore else "upheld", words.strip()
        case.judge, case.judge_office, case.judged = actor.person, acting_for(actor), timezone.now()
        case.save(update_fields=["state", "verdict", "judge", "judge_office", "judged"])
        if restore:
            show(case.comment)
        announce(case.comment, "voices.restore" if restore else "voices.uphold", actor, words={"reason": case.verdict})
        tell_author(case.comment, "voices.restored" if restore else "voices.upheld")
    return case


def locked(comments: Iterable[int]) -> list[Comment]:
    """These rows as they are now, always in the same order, with what the rules ask about."""
    return list(Comment.objects.select_for_update(of=("self",)).filter(pk__in=list(comments)).select_related(
        "record__office", "author").order_by("pk"))


def decide(comment: Comment, state: str, by: Actor, batch: str, *, reason: str = "", words: str = "") -> None:
    case = Case.objects.filter(comment=comment, state="open").first() or Case(comment=comment, cause="own")
    case.state, case.batch, case.before, case.reason, case.words = state, batch, comment.state, reason, words
    case.moderator, case.office, case.decided = by.person, acting_for(by), timezone.now()
    case.save()


def show(comment: Comment) -> None:
    """On the page again. What the log withheld is open again, where the record itself is."""
    if comment.record.visibility == "public":
        ledger.release([comment.line_id])
        Event.objects.filter(line=comment.line_id).update(visibility="public")
    set_state(comment, "shown")


def put_back(comment: Comment, before: str) -> None:
    if before == "shown":
        show(comment)
        return
    ledger.withhold([comment.line_id], facts_too=True)
    Event.objects.filter(line=comment.line_id).update(visibility="held")
    set_state(comment, before)


def set_state(comment: Comment, state: str, reason: str = "") -> None:
    comment.state, comment.reason = state, reason
    Comment.objects.filter(pk=comment.pk).update(state=state, reason=reason)


def announce(comment: Comment, verb: str, by: Actor, facts: dict[str, Any] | None = None,
             words: dict[str, str] | None = None) -> None:
    """The row on the record's timeline: that and why, never the comment's own text."""
    note(comment.record, verb, by=by, office=acting_for(by) if verb != "voices.appeal" else None,
         facts={"comment": comment.mark} | (facts or {}), words=words,
         visibility="held" if comment.state == "held" else "public")


def said(reason: str, words: str) -> dict[str, str]:
    with override(CITY_LANGUAGE):
        return {"reason": f"{REASONS[reason].title}. {words.strip()}".strip()}


def acting_for(by: Actor) -> Organisation | None:
    """The organisation for which this person moderates; the public log names it and not the person."""
    return Organisation.objects.filter(pk__in=by.at("moderator")).order_by("pk").first()


def tell_author(comment: Comment, template: str) -> None:
    if comment.author_id is not None:
        tell(Person.objects.filter(pk=comment.author_id), template, comment.record, way="now")
