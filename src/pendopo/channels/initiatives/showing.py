"""How an initiative reads: what the templates and the macros of kit/ui take."""
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

from pendopo.channels.initiatives import words
from pendopo.channels.initiatives.models import Agreement, Initiative, Pledge, Sheet
from pendopo.channels.initiatives.queries.asked import adopters
from pendopo.channels.initiatives.queries.drawing import html
from pendopo.channels.initiatives.queries.gates import Lack
from pendopo.channels.initiatives.workflow import SHEETS, STEPS
from pendopo.core.people.models import Organisation
from pendopo.core.records import cards
from pendopo.core.voices.surveys.asking import told as spoken
from pendopo.kit.files.kinds import EVERY
from pendopo.kit.ui import dates

KINDS = {kind.mime: kind.name for kind in EVERY}
SAID: dict[str, Any] = {
    "sides": words.SIDES, "evidence": words.EVIDENCE, "methods": words.METHODS, "stances": words.STANCES,
    "ratings": words.RATINGS, "groups": words.GROUPS, "assets": words.ASSETS, "meetings": words.MEETINGS,
    "worked": words.WORKED, "requests": words.REQUESTS, "scaling": words.SCALING, "lessons": words.LESSONS,
    "sheets": words.SHEETS, "fewer": words.FEWER, "marks": words.MARKS}
NUMBERS = {name: number for number, name in enumerate(STEPS, start=1)}


def called(one: Mapping[str, str] | None) -> str:
    """The name of an organisation that a picture keeps."""
    if not one:
        return ""
    return one["name_en"] if get_language() == "en" and one["name_en"] else one["name"]


def tag(said: tuple[Any, str]) -> dict[str, str]:
    return {"text": str(said[0]), "tone": said[1]}


def many(number: int | None) -> str:
    """A count of people; None: fewer than five."""
    return str(words.FEWER) if number is None else str(number)


def spread(found: Mapping[str, Any], said: Mapping[Any, Any]) -> list[list[str]]:
    """Rows of a table: side, how many spoke, and how many said what where that may be shown."""
    rows = []
    for side, cell in found.items():
        parts = cell["parts"]
        told = "; ".join(f"{label}: {parts[str(name)]}" for name, label in said.items() if parts[str(name)]) \
            if parts else gettext("not shown: the group is small, or all said the same")
        rows.append([str(words.SIDES[side]), many(cell["n"]), told])
    return rows


def file(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": one["name"], "address": reverse("files:file", args=[one["sha256"], one["name"]]),
            "kind": KINDS.get(one["mime"], ""), "size": one["size"], "digest": one["sha256"]}


def drawing() -> dict[str, Any]:
    """What the pictures of sheets need in their templates."""
    return {"said": SAID, "called": called, "tag_of": tag, "many": many, "spread": spread, "file_of": file,
            "safe_html": SafeString}


def linked(text: str, address: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)


def office(one: Organisation) -> Markup:
    return linked(one.called, reverse("people:organisation", args=[one.slug]))


def step_of(initiative: Initiative) -> int:
    """1 to 5; 6 when all are done; of a paused one the step in which it rests."""
    state = initiative.paused_from if initiative.state == "paused" else initiative.state
    return NUMBERS.get(state, len(STEPS) + 1)


def steps(initiative: Initiative) -> list[dict[str, Any]]:
    now = step_of(initiative)
    ended = initiative.state in ("stopped", "continued")
    return [{"number": number, "name": words.STEPS[name], "now": number == now and not ended,
             "done": number < now and initiative.state != "stopped"} for name, number in NUMBERS.items()]


def title(one: Initiative) -> str:
    return spoken(one.title, one.title_en)


def summary(one: Initiative) -> str:
    return spoken(one.summary, one.summary_en)


def language(one: Initiative, english: str) -> str:
    """Of the title or the summary that is shown; "" where it is the page's own. `english`: the same in English."""
    shown = "en" if english and get_language() == "en" else one.language
    return "" if shown == get_language() else shown


def card(one: Initiative) -> dict[str, Any]:
    """In this channel's list: sector, who opened it, who was asked, where, since when."""
    own, below = language(one, one.title_en), language(one, one.summary_en)
    brief = escape(cards.cut(summary(one)))
    if brief and below != own:
        brief = Markup('<span lang="{}">{}</span>').format(below or get_language(), brief)
    found = cards.card(one, title=escape(title(one)), summary=brief, meta=[
        one.code, str(words.SECTORS.get(one.topic, "")), cards.office_name(one.office), cards.office_name(one.partner),
        cards.where(one), cards.when(one)])
    return found | {"lang": own}


def facts(one: Initiative) -> list[tuple[str, Any]]:
    """Who, since when, led and paid by whom: public from the first day."""
    told: list[tuple[str, Any]] = [
        (gettext("Sector"), words.SECTORS.get(one.topic, "")),
        (gettext("Since"), dates.dated(one.created)),
        (gettext("Opened by"), office(one.office) if one.office else ""),
        *((str(name), parties(one, side)) for side, name in words.SIDES.items()),
        (gettext("Asked to join"), office(one.partner) if one.partner and not sits(one, one.partner) else ""),
        (gettext("Led by"), leader(one)),
        (gettext("Paid by"), office(one.funder) if one.funder else ""),
        (gettext("Carried out by"), office(one.implementer) if one.implementer else ""),
        (gettext("Area"), cards.where(one)),
        (gettext("Source"), one.source),
        (gettext("Next check-in"), Markup("{} · {}").format(dates.dated(one.due), words.INTERVALS[one.interval])
         if one.due else ""),
        (gettext("Sensitive topic"), gettext("yes: numbers about fewer than five people are not published")
         if one.sensitive else "")]
    return [(name, value) for name, value in told if value]


def leader(one: Initiative) -> str:
    if one.facilitator_for is None:
        return gettext("nobody yet") if one.closed is None else ""
    name = one.facilitator.shown if one.facilitator else gettext("Somebody")
    return f"{name} ({one.facilitator_for.called})"


def sits(one: Initiative, organisation: Organisation) -> bool:
    return any(row["organisation"]["slug"] == organisation.slug for row in one.face.get("parties", []))


def parties(one: Initiative, side: str) -> Markup:
    rows = [row for row in one.face.get("parties", []) if row["side"] == side]
    return Markup("; ").join(linked(called(row["organisation"]), reverse(
        "people:organisation", args=[row["organisation"]["slug"]])) for row in rows)


def sheet(one: Sheet) -> dict[str, Any]:
    """A published sheet, with the line of the ledger that holds its fingerprint."""
    seq = one.event.line.seq if one.event else None
    return {"name": one.name, "title": words.SHEETS[one.name], "sheet": one.face, "shown": one.shown,
            "number": list(SHEETS.values()).index(one.name) + 1, "newer": one.version != one.shown_version,
            "entry": {"number": seq, "address": reverse("tlog:proof", args=[seq])} if seq is not None else None}


def pledge(one: Pledge, now: str) -> dict[str, Any]:
    """`now`: the pledge that everybody reads today. Whoever signed other words before is shown with those."""
    signed = html(one.text) if one.state == "signed" else ""
    seq = one.event.line.seq if one.event else None
    name = one.leader.shown if one.leader else gettext("Somebody")
    return {"key": one.pk, "side": words.SIDES[one.side], "who": f"{name}, {one.function}",
            "organisation": one.organisation.called, "tag": tag(words.PLEDGES[one.state]), "state": one.state,
            "signed": SafeString(signed) if signed != now else "", "words": one.words, "day": one.answered or one.asked,
            "entry": {"number": seq, "address": reverse("tlog:proof", args=[seq])} if seq is not None else None}


def asked_facts(row: dict[str, Any]) -> list[tuple[str, Any]]:
    """Of one data request: who was asked, when, and for which of the data that the sheet of step 2 names."""
    told = [(gettext("Who is asked"), linked(called(row["holder"]), reverse(
                "people:organisation", args=[row["holder"]["slug"]])) if row["holder"] else gettext("nobody yet")),
            (gettext("Asked on"), dates.dated(row["day"])), (gettext("On the list of data needed"), row["asset"]),
            (gettext("Answered on"), dates.dated(row["answered"]) if row["answered"] else "")]
    return [(name, value) for name, value in told if value]


def adopted(faces: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By code: the record that took a data request over, with its state of today, which goes before the request's."""
    return {code: {"title": one.title, "address": one.get_absolute_url(), "state": cards.state(one)}
            for code, one in adopters(faces).items()}


def rounds(one: Initiative) -> list[list[Any]]:
    """Rows of a table: round, side, solution, collaboration, words."""
    rows = []
    for row in reversed(one.face.get("rounds", [])):
        for side in ("government", "cso"):
            cell = row[side]
            rows.append([f"{row['round']} ({dates.day(row['day'])})", str(words.SIDES[side]),
                         mark(cell["progress"]), mark(cell["collaboration"]), SafeString(cell["html"])])
    return rows


def mark(value: int) -> str:
    return f"{value} ({words.MARKS[value]})"


def agreement(one: Agreement) -> dict[str, Any]:
    return {"side": words.SIDES[one.side], "organisation": one.organisation.called, "version": one.version,
            "yes": one.yes, "words": one.words, "at": one.at}


def lacks(initiative: Initiative, found: Iterable[Lack]) -> list[dict[str, Any]]:
    """What a gate misses, each with the way to the form that supplies it."""
    return [{"text": sentence(lack), "address": way(initiative, lack)} for lack in found]


def sentence(lack: Lack) -> str:
    text: Promise | str = words.MISSING[lack.code][0]
    what = dates.day(str(lack.what)) if lack.code == "late" else str(lack.what)
    return str(text) % {"what": what} if "%(what)s" in str(text) else str(text)


def way(initiative: Initiative, lack: Lack) -> str:
    """The address of the form, or the part of the step's page, where this is mended."""
    code, target = initiative.code, words.MISSING[lack.code][1]
    deed, _, table = target.partition(":")
    if deed == "tulis":
        query = {"evidence": f"?issue={lack.key}", "session": "?sort=forum", "apart": "?sort=learning"}.get(
            lack.code, f"?sort={lack.code}" if table == "pohon" else "")
        return reverse("initiatives:draft", args=[code, table]) + query
    if deed == "atur":
        return reverse("initiatives:settle", args=[code, table])
    if deed in ("chosen", "asset", "request"):
        return reverse("initiatives:redraft", args=[code, {"chosen": "isu", "asset": "data", "request": "permintaan"}[
            deed], lack.key])
    if deed == "task":
        return reverse("initiatives:act_on", args=[code, "tugas", lack.key])
    if deed == "step":
        return reverse("initiatives:step", args=[code, step_of(initiative)]) + "#naskah"
    return reverse("initiatives:act", args=[code, deed])
