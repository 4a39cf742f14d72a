"""How reports are drawn: facts, clocks, messages, ready for the templates. Asks nothing."""
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from pendopo.channels.reports.actions.reading import Opened, Said
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.models import Category, Closing, Enclosure, Message, Report
from pendopo.channels.reports.queries.proofs import metres
from pendopo.channels.reports.queries.similar import Alike
from pendopo.channels.reports.words import (
    BY_REPORTER,
    CHANNELS,
    CLASSES,
    HERE,
    LIKENESS,
    SAYS,
    SECRET_TITLE,
    SORTS,
    WAITING_TITLE,
)
from pendopo.channels.reports.workflow import ASPIRATION, WORKFLOW
from pendopo.core.people.models import Organisation
from pendopo.core.places.queries import calendar_of
from pendopo.core.records.cards import card, office_name, state, where
from pendopo.core.records.models import Clock
from pendopo.core.records.reckoning import face, limit_of
from pendopo.kit.markdown import render
from pendopo.kit.ui.dates import day, moment
from pendopo.kit.ui.figures import number

UNCONFIRMED = ("done", "closed_system")


def title(report: Report) -> str:
    """What stands above the page: the published title, or that there is none yet."""
    if report.visibility == "public":
        return report.title
    return gettext(SECRET_TITLE if report.secret else WAITING_TITLE)


def cards(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """For lists of published reports."""
    return [{**card(one), "over": CLASSES[one.classification]} for one in reports]


def resembling(one: Alike) -> dict[str, Any]:
    """For somebody who is about to report: the card, and why it is shown. No distance: whoever asks is told no more of
    a place than its own page says."""
    [drawn] = cards([one.report])
    why = [str(LIKENESS[reason]) for reason in one.reasons if reason in LIKENESS]
    return {**drawn, "meta": [*drawn["meta"], gettext("shown because: %(reasons)s") % {"reasons": ", ".join(why)}]}


def tree(found: Iterable[Category]) -> list[tuple[str, str]]:
    """Categories for a filter, each branch with its parts below."""
    return [(one.code, shown(one) if one.parent_id is None else f"– {shown(one)}") for one in found]


def name(office: Organisation | None) -> str:
    return office_name(office) or gettext("not sent to an office yet")


def facts(report: Report) -> list[tuple[str, Any]]:
    """What may be known without the text."""
    told: list[tuple[str, Any]] = [
        (gettext("Kind"), CLASSES[report.classification]),
        (gettext("Category"), shown(report.category) if report.category else ""),
        (gettext("Place"), "" if report.secret else where(report)),
        (gettext("When it was"), day(report.happened) if report.happened else ""),
        (gettext("Came in"), day(report.created)),
        (gettext("By"), CHANNELS[report.channel]),
        (gettext("Office"), name(report.office)),
        (gettext("Deadlines"), gettext("counted from the day of the report, because it came from another system")
         if report.batch_id and report.closed is None and report.classification != ASPIRATION else ""),
        (gettext("Deadline"), gettext("no deadline: the law sets none for an aspiration")
         if report.classification == ASPIRATION else "")]
    return [(term, value) for term, value in told if value]


def clocks(report: Report, rows: Iterable[Clock], way: str = "") -> list[dict[str, Any]]:
    """Each clock with the way to how it was computed: `way` names a page of this room, for what is not public."""
    found = list(rows)
    if not found:
        return []
    calendar = calendar_of(report.place.region_id if report.place else None)
    told = []
    for row in found:
        limit = limit_of(WORKFLOW, row.name)
        if limit is not None:
            drawn = face(report, row, limit, calendar)
            if way:
                drawn["how"] = reverse(way, args=[report.code, row.pk])
            told.append(drawn)
    return told


def message(one: Said, files: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """For the macro `comment`: who in words, never by name."""
    row = one.message
    mine = row.sort in BY_REPORTER or (row.office is None and row.by_id is None)
    who = gettext("Reporter") if mine else office_name(row.office) or gettext("The desk")
    return {"id": f"p{row.pk}", "author": who, "moment": row.at, "body": body(one.text), "official": not mine,
            "office": SORTS[row.sort], "sort": row.sort, "files": list(files), "proof": proof(row), "waits": row.waits,
            "lang": row.language if row.language != get_language() else ""}


def proof(row: Message) -> str:
    """When and how far from the place of the report a closing photo was taken, and who says so: what the camera wrote
    down is told from what the officer says. Of a secret report neither is kept."""
    found: Closing | None = getattr(row, "closing", None)
    if found is None or found.photo_id is None or row.report.secret:
        return ""
    parts = [] if found.taken is None else [whose_word(found.time_by, gettext(
        "The photo was taken on %(moment)s") % {"moment": moment(found.taken)})]
    if found.place_by == HERE:
        parts.append(gettext("The officer says that it was taken at the place of the report."))
    elif found.lat is not None:
        away = metres(row.report, found.lat, found.lng)
        parts.append(whose_word(found.place_by, gettext(
            "It was taken at a known point; the report names none to measure from") if away is None else gettext(
            "It was taken about %(metres)s metres from the place of the report") % {"metres": number(round(away, -1))}))
    return " ".join(parts) or gettext("When and where the photo was taken is not known.")


def whose_word(by: str, sentence: str) -> str:
    """With who says so, as far as it was asked at that time."""
    return f"{sentence}, {SAYS[by]}." if by in SAYS else f"{sentence}."


def body(text: str) -> Markup:
    return Markup(render(text))                          # noqa: S704 - render gives safe HTML


def file(one: Enclosure, about: dict[str, Any], address: str) -> dict[str, Any]:
    return {"name": about["name"], "address": address, "size": about["size"],
            "kind": str(about["mime"]).rpartition("/")[2],
            "sound": is_sound(about), "note": gettext("published") if one.shown_id else ""}


def is_sound(about: dict[str, Any]) -> bool:
    return str(about["mime"]).startswith("audio/")


def sounds(found: Opened) -> bool:
    """Whether a voice note came with the report itself."""
    return any(is_sound(about) for one, about in found.files if one.message_id is None)


def thread(found: Opened, way: str, code: str) -> list[dict[str, Any]]:
    """Messages in order, each with its files. `way` is the address name under which a file is handed out."""
    files: dict[int | None, list[dict[str, Any]]] = {}
    for one, about in found.files:
        files.setdefault(one.message_id, []).append(file(one, about, reverse(way, args=[code, one.pk])))
    return [message(one, files.get(one.message.pk, ())) for one in found.thread]


def first_files(found: Opened, way: str, code: str) -> list[dict[str, Any]]:
    """The files that came with the report itself."""
    return [file(one, about, reverse(way, args=[code, one.pk])) for one, about in found.files if one.message_id is None]


def standing(report: Report) -> dict[str, str]:
    """The state, with what it does not say: reported done is not solved."""
    return state(report)


def unconfirmed(report: Report) -> bool:
    return report.state in UNCONFIRMED and not report.solved
