"""Saying something, correcting it, taking it back."""
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from pendopo.analysis.languages import guess
from pendopo.core.ledger import actions as ledger
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.actions import lock, note
from pendopo.core.records.models import Event, Record
from pendopo.core.voices import rules
from pendopo.core.voices.models import LONGEST, Case, Comment
from pendopo.core.voices.queries import followers, likeness, moderators, muted, passages
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

HELD = 0.85             # a score from here on waits for a moderator: the line at which analysis/spam was measured
COMMENT = Budget("voices.comment", 10, 300)
EDIT = Budget("voices.edit", 20, 900)              # in all the minutes in which a comment can be corrected
STATE_SIDES = ("government", "council")


@dataclass(frozen=True)
class Words:
    """A text made ready before the transaction: drawing and scoring take no time inside it."""
    text: str
    html: str
    language: str
    score: float


def weighed(text: str) -> Words:
    text = text.strip().replace("\r\n", "\n")
    if not text or len(text) > LONGEST:
        raise ValueError(f"a comment has 1 to {LONGEST} characters, this one {len(text)}")
    return Words(text, render(text), guess(text), likeness(text))


def say(record: Record, *, by: Actor, text: str | Words, rank: str = "ordinary", office: Organisation | None = None,
        parent: Comment | None = None, state: str = "shown", facts: dict[str, Any] | None = None,
        passage: tuple[str, str] = ("", "")) -> Comment:
    """Words on a record, their row on the timeline and their line in the ledger. Checks no rule and tells nobody: a
    channel's action (an office answers) has done the one and knows whom to tell. A reply to a reply joins its thread.
    """
    words = text if isinstance(text, Words) else weighed(text)
    root = None if parent is None else parent.parent_id or parent.pk
    with whole():
        event = note(record, "voices.answer" if rank == "official" else "voices.comment", by=by, office=office,
                     facts=({"to": parent.mark} if parent else {}) | (
                         {"passage": passage[0], "about": passage[1]} if passage[0] else {}) | (facts or {}),
                     words={"text": words.text},
                     visibility="held" if state == "held" else "public")
        return Comment.objects.create(
            record_id=record.pk, parent_id=root, author=by.person, office=office, rank=rank, state=state,
            text=words.text, html=words.html, language=words.language, score=words.score, at=event.at,
            passage=passage[0], quoted=passage[1], mark=bytes(event.line.entry).hex()[:32], line=event.line)


def comment(*, actor: Actor, record: Record, text: str, parent: Comment | None = None,
            office: Organisation | None = None, passage: str = "") -> Comment:
    """Somebody speaks, for themselves or for an office of theirs; followers and the person replied to are told.

    `passage`: the key of the paragraph or theme that it is about; one that is gone by now is left out.
    What looks like spam is held until a moderator has looked; its author sees it and is told so.
    """
    words = weighed(text)
    with whole():
        spend(COMMENT, str(actor.person.pk))
        record = lock(record)
        require(rules.comment, actor, record)
        if office is not None and office.pk not in actor.at(*rules.SPEAKERS):
            raise Hindrance("not an office of this person")
        if parent is not None and (parent.record_id != record.pk or parent.state != "shown"):
            parent = None                       # what they answer to is gone meanwhile: their words still count
        about = passages(record).get(passage, "") if passage and parent is None else ""
        rank = "official" if office is not None and office.side in STATE_SIDES else "ordinary"
        held = words.score >= HELD and office is None
        said = say(record, by=actor, text=words, rank=rank, office=office, parent=parent,
                   state="held" if held else "shown", passage=(passage, about) if about else ("", ""))
        if held:
            Case.objects.create(comment=said, cause="spam")
            tell(moderators(record), "voices.waiting", record)
        else:
            spread(said, record)
    return said


def spread(said: Comment, record: Record) -> None:
    """Those who follow are told as loudly as they chose; whoever was answered, too, unless they muted the record."""
    author, answered = said.author_id, None
    if said.parent_id is not None:
        answered = Comment.objects.values_list("author", flat=True).get(pk=said.parent_id)
    tell(followers(record).exclude(pk__in=[key for key in (author, answered) if key]),
         "voices.answered" if said.rank == "official" else "voices.commented", record)
    if answered is not None and answered != author:
        listening = Person.objects.filter(pk=answered).exclude(pk__in=muted(record).values("person"))
        tell(listening, "voices.replied", record)


def edit(*, actor: Actor, comment: Comment, text: str) -> Comment:
    """A slip is mended within a quarter of an hour. The old words leave the ledger, which says that they did."""
    words = weighed(text)
    with whole():
        spend(EDIT, str(actor.person.pk))
        comment = Comment.objects.select_for_update(of=("self",)).select_related("record").get(pk=comment.pk)
        require(rules.edit, actor, comment)
        held = comment.state == "held" or (words.score >= HELD and comment.office_id is None)
        ledger.erase([comment.line_id], ground="corrected by its author")
        event = note(comment.record, "voices.edit", by=actor, office=comment.office, facts={"comment": comment.mark},
                     words={"text": words.text}, visibility="held" if held else "public")
        if held and comment.state == "shown":
            comment.state = "held"
            Case.objects.create(comment=comment, cause="spam")
            tell(moderators(comment.record), "voices.waiting", comment.record)
        comment.text, comment.html, comment.language = words.text, words.html, words.language
        comment.score, comment.line, comment.edited = words.score, event.line, event.at
        comment.save(update_fields=["text", "html", "language", "score", "line", "edited", "state"])
    return comment


def withdraw(*, actor: Actor, comment: Comment) -> Comment:
    """The author takes their words back: gone from the table and from the ledger. Within a quarter of an hour the page
    shows nothing of it; later it reads "withdrawn by its author"."""
    with whole():
        comment = Comment.objects.select_for_update(of=("self",)).select_related("record").get(pk=comment.pk)
        require(rules.withdraw, actor, comment)
        first = comment.line_id
        ledger.erase([first], ground="withdrawn by its author")
        comment.state, comment.text, comment.html, comment.edited = "withdrawn", "", "", timezone.now()
        event = note(comment.record, "voices.withdraw", by=actor, facts={"comment": comment.mark},
                     visibility="held" if comment.traceless else "public")
        if comment.traceless:
            Event.objects.filter(line=first).update(visibility="held")
        comment.edited = event.at
        comment.save(update_fields=["state", "text", "html", "edited"])
        Case.objects.filter(comment=comment, state="open").delete()
        Case.objects.filter(comment=comment, state="appealed").update(state="hidden")
    return comment
