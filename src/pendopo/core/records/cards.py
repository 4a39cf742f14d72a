"""How a record looks in a list: drawn from its own columns, whatever channel it is of, and asking nothing."""
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup, escape

from pendopo.core.people.models import Organisation
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.core.records.relations import name as relation
from pendopo.core.records.wanted import COUNTRY
from pendopo.kit.ui import dates

Html = Markup | SafeString
ENGLISH = "title_en"                # the column in which a channel keeps the title of its records in English
SUMMARY = 180                       # characters of a summary in a card
SOON = 14                           # days before a due day in which a card says how many are left


def titled(found: QuerySet[Record]) -> QuerySet[Record]:
    """On an English page, the same records with the English title of those that have one: a channel whose model has a
    column `title_en` shows it everywhere, without a further query."""
    kept = [kind.model._meta.model_name for kind in kinds.all()
            if any(field.name == ENGLISH for field in kind.model._meta.get_fields())]
    if get_language() != "en" or not kept:
        return found
    names = [NullIf(F(f"{model}__{ENGLISH}"), Value("")) for model in kept]
    return found.annotate(other_title=Coalesce(*names, Value(None), output_field=CharField()))


def title_of(record: Record) -> tuple[str, str]:
    """(the title for this reader, the language it is in unless that is the page's)."""
    other: str | None = getattr(record, "other_title", None)
    return (other, "") if other else (record.title, "" if record.language == get_language() else record.language)


def cards(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [card(record) for record in records]


def card(record: Record, title: Html | None = None, summary: Html | None = None,
         meta: list[Any] | None = None) -> dict[str, Any]:
    """What the macro `card` takes. `title` and `summary`: the same texts with hits marked; `meta`: other facts than
    those that every record has.

    The record comes with office and place__region; no query is made here.
    """
    kind, (own, language) = kinds.get(record.kind), title_of(record)
    words: Html | str = summary if summary is not None else cut(record.summary)
    if words and not language and record.language != get_language():
        words = Markup('<span lang="{}">{}</span>').format(record.language, words)      # an English title, the rest not
    return {
        "title": title or own, "address": record.get_absolute_url(), "over": kind.one, "code": record.code,
        "state": state(record), "lang": language, "summary": words,
        "meta": [fact for fact in (meta if meta is not None else (
            record.code, office_name(record.office), where(record), when(record))) if fact]}


def related(pairs: Iterable[tuple[str, Record]]) -> list[dict[str, Any]]:
    """The linked records of queries.links as cards, grouped by relation in the order of the first of each."""
    groups: dict[str, list[Record]] = {}
    for sort, record in pairs:
        groups.setdefault(sort, []).append(record)
    return [{"name": relation(sort), "cards": cards(records)} for sort, records in groups.items()]


def absolute(record: Record) -> str:
    """The address for those who are elsewhere: files, feeds, mails."""
    return f"{settings.SITE}{record.get_absolute_url()}"


def cut(text: str, length: int = SUMMARY) -> str:
    """The beginning of a plain text in one line, cut at a word."""
    line = " ".join(text[:length * 2].split())
    if len(line) <= length:
        return line
    return line[:line.rfind(" ", 0, length) if " " in line[:length] else length - 1].rstrip(" ,.;:-") + "…"


def state(record: Record) -> dict[str, str]:
    """The state in words and tone; late where its day has passed and it is still open."""
    found = kinds.state_of(record)
    tone = "late" if is_late(record) and not found.final else found.tone
    return {"text": kinds.spoken(found), "tone": tone}


def is_late(record: Record) -> bool:
    return record.closed is None and record.due is not None and record.due < timezone.localdate()


def office_name(office: Organisation | None) -> str:
    """In the reader's language where the office has a name in it."""
    if office is None:
        return ""
    return office.name_en if get_language() == "en" and office.name_en else office.name


def where(record: Record) -> str:
    """The region by its full name; what belongs to the whole country says so."""
    if record.place is None:
        return ""
    return gettext("National") if record.place.region_id == COUNTRY else record.place.region.full_name


def when(record: Record) -> Markup:
    """The day that counts most now: finished, due, or else when it came."""
    if record.closed is not None:
        return say(gettext("closed {day}"), record.closed)
    if record.due is not None:
        return say(gettext("due {day}"), record.due) + left(record.due)
    return say(gettext("since {day}"), record.created)


def say(sentence: str, moment: date) -> Markup:
    return escape(sentence).format(day=dates.dated(moment))


def left(due: date) -> str:
    """How far the day is, where that helps: late, today, or near. Calendar days; the clock page counts working days."""
    days = (due - timezone.localdate()).days
    if days < 0:
        return " (" + ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days} + ")"
    if days == 0:
        return " (" + gettext("today") + ")"
    if days <= SOON:
        return " (" + ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days} + ")"
    return ""
