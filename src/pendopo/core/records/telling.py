"""How the rows of a timeline read: who did what, in the reader's language, with the line of the ledger beside it.

A row's own words lie in its line, apart from its facts; where they were erased or withheld, the row says so and the
line still verifies.
"""
import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

from pendopo.core.ledger.models import PRIVATE
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.records.cards import office_name
from pendopo.core.records.kinds import Verb
from pendopo.core.records.models import Event

ACTOR = "{actor}"
SPOKEN = ("text", "reason", "note")         # words that a row shows below its sentence, if it has them


def told(events: Iterable[Event], inside: bool = False) -> list[dict[str, Any]]:
    """What the macro `timeline` takes, in the order given. Each comes with line, actor and office; no query is made.

    `inside`: the reader belongs to the office and reads what is withheld from the public, marked as such.
    """
    return [item(event, inside) for event in events]


def item(event: Event, inside: bool = False) -> dict[str, Any]:
    facts, words = opening(event.line.facts), opening(event.line.words)
    found: dict[str, Any] = {"moment": event.at, "body": body(event, words, inside)}
    found["actor"], found["sentence"] = sentence(event, facts | readable(event, words, inside))
    if event.visibility != "public":
        found["tag"] = {"text": gettext("only inside"), "tone": "private"}
    elif "after" in facts:
        found["tag"] = called(event.verb.partition(".")[0], facts["after"])
    if event.line.seq is not None:
        found["entry"] = {"number": event.line.seq, "address": reverse("tlog:proof", args=[event.line.seq])}
    return found


def sentence(event: Event, facts: dict[str, Any]) -> tuple[str, str]:
    """(actor, the rest) where the sentence begins with the actor, as almost all do; else ("", the whole)."""
    verb = kinds.verbs().get(event.verb, Verb(gettext("{actor} changed this record")))
    name, told = who(event), str(verb.sentence)
    values = {**{key: str(value) for key, value in translated(facts).items() if isinstance(value, str | int)},
              "actor": name}
    if told.startswith(ACTOR):
        return name, told.removeprefix(ACTOR).strip().format_map(Known(values))
    return "", told.format_map(Known(values))


def done(verb: str) -> str:
    """A deed told to whoever did it, without its facts."""
    told = kinds.verbs().get(verb)
    return str(told.sentence).format_map(Known({"actor": gettext("You")})) if told else verb


def translated(facts: dict[str, Any]) -> dict[str, Any]:
    """What a row keeps in two languages, NAME and NAME_en, is told in the reader's: the names of offices."""
    if get_language() != "en":
        return facts
    return facts | {key.removesuffix("_en"): value for key, value in facts.items() if key.endswith("_en") and value}


class Known(dict[str, str]):
    """A sentence may name a fact that an older row does not have."""

    def __missing__(self, key: str) -> str:
        return "…"


def who(event: Event) -> str:
    """The office where somebody acted for one; else the name that the person chose, if it is still there."""
    if event.office is not None:
        return office_name(event.office)
    return name_of(event.actor)


def name_of(person: Person) -> str:
    if person.sort == "system":
        return gettext("This server")
    return person.shown


def opening(text: str) -> dict[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def body(event: Event, words: dict[str, Any], inside: bool) -> Markup:
    """What was said with it, as plain paragraphs."""
    if event.line.words_hash is not None and not event.line.words:
        return paragraph(gettext("The words of this row were erased; the row itself still stands in the ledger."))
    said = [str(told[key]) for told in [readable(event, words, inside)] for key in SPOKEN if told.get(key)]
    return Markup().join(paragraph(part) for text in said for part in text.split("\n\n") if part.strip())


def readable(event: Event, words: dict[str, Any], inside: bool) -> dict[str, Any]:
    """The words that this reader may have: all, or none where they are withheld. What moderation took away is withheld
    from the office as well: it may be the very unit that was criticised."""
    shut = event.line.words_visibility == PRIVATE and not (inside and event.visibility == "members")
    return {} if shut else words


def paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in text.strip().split("\n")))


def called(kind: str, name: str) -> dict[str, str] | None:
    """A state of this kind as a tag; nothing where the channel no longer has it."""
    found = next((state for state in kinds.get(kind).workflow.states if state.name == name), None)
    return {"text": gettext(found.label), "tone": found.tone} if found else None
