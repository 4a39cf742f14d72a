"""An initiative that was carried out elsewhere, before this server: told from its source, nothing added."""
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import digest, refresh
from pendopo.channels.initiatives.models import Initiative, Seat, Sheet
from pendopo.channels.initiatives.queries.drawing import html
from pendopo.channels.initiatives.words import LESSONS
from pendopo.channels.initiatives.workflow import SHEETS
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.places.models import Place
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


@dataclass(frozen=True)
class Past:
    """What a source says. `lessons`: (sort of words.LESSONS, text); `parties`: organisations that took part."""
    title: str
    summary: str
    sector: str
    office: Organisation
    parties: tuple[Organisation, ...]
    began: date
    ended: date
    source: str
    lessons: tuple[tuple[str, str], ...] = ()
    funder: Organisation | None = None
    implementer: Organisation | None = None
    place: Place | None = None
    title_en: str = ""
    summary_en: str = ""


def recall(*, actor: Actor, past: Past) -> Initiative:
    """It stands among the others as finished, with its source; whatever the source does not say stays empty."""
    initiative = Initiative(
        title=past.title, title_en=past.title_en, summary=past.summary, summary_en=past.summary_en,
        topic=past.sector, office=past.office, place=past.place,
        funder=past.funder, implementer=past.implementer, source=past.source, state="finished",
        created=_noon(past.began), closed=_noon(past.ended))
    with whole():
        require(rules.recall, actor, initiative)
        records.add(initiative, by=actor, facts={"source": past.source, "sector": past.sector})
        Seat.objects.bulk_create(Seat(initiative=initiative, organisation=one, side=rules.side_of(one.side),
                                      since=past.began) for one in past.parties)
        Sheet.objects.bulk_create(Sheet(initiative=initiative, name=name) for name in SHEETS.values())
        if past.lessons:
            sheet = Sheet.objects.get(initiative=initiative, name="lessons")
            sheet.face = {"sessions": [], "groups": {sort: [
                {"key": number, "html": html(text)} for number, (kind, text) in enumerate(past.lessons, start=1)
                if kind == sort] for sort in LESSONS}}
            sheet.version = sheet.shown_version = 1
            sheet.shown = _noon(past.ended)
            sheet.event = records.note(initiative, "initiatives.recall", by=actor, facts={
                "sheet": "lessons", "version": 1, "shows": digest(sheet.face)})
            sheet.save()
        refresh(initiative)
    return initiative


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_current_timezone())
