"""How the face of a commitment and the counts of a plan read: what the macros of kit/ui take."""
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup, escape

from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries.pages import OwnCount, Told, level_parts
from pendopo.channels.plans.words import INDICATORS, LEVELS, MOMENTS, PLACES, SCALES, TEXTS, value
from pendopo.core.people.models import Organisation
from pendopo.core.records import cards
from pendopo.core.records.models import Event
from pendopo.kit.files.kinds import EVERY
from pendopo.kit.ui.dates import dated, day

ADDRESS = re.compile(r"(?:https://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*")       # also without "https://" before it
KINDS = {kind.mime: kind.name for kind in EVERY}


def english() -> bool:
    return get_language() == "en"


def name(office: Organisation | Mapping[str, Any] | None) -> str:
    """Of an organisation, or of what the face keeps of one."""
    if office is None:
        return ""
    told = office if isinstance(office, Mapping) else {"name": office.name, "name_en": office.name_en}
    return str(told["name_en"] if english() and told["name_en"] else told["name"])


def title(one: Commitment | Plan) -> str:
    return one.title_en if english() and one.title_en else one.title


def other_title(one: Commitment | Plan) -> str:
    """The title in the other language, where there is one."""
    both = {one.title, one.title_en} - {title(one), ""}
    return next(iter(both), "")


def other_language(one: Commitment | Plan) -> str:
    """Of that other title."""
    return settings.LANGUAGE_CODE if english() else "en"


def title_language(one: Commitment) -> str:
    """"" where it is the page's own."""
    if english():
        return "" if one.title_en or one.language == "en" else one.language
    return "" if one.language == settings.LANGUAGE_CODE else one.language


def term(start: str, end: str) -> Markup | str:
    """From when until when, each as exactly as it is known."""
    if not start and not end:
        return gettext("not stated in the source")
    if start == end:
        return dated(start)
    told = [dated(one) if one else gettext("not stated") for one in (start, end)]
    return escape(gettext("{start} to {end}")).format(start=told[0], end=told[1])


def card(one: Commitment) -> dict[str, Any]:
    """In this channel's lists: the plan, the lead unit and the term stand on it."""
    found = cards.card(one, title=escape(title(one)), meta=[
        one.code, name(one.lead) or gettext("Lead unit not stated in the source"), cards.where(one),
        plain_term(one.start, one.end)])
    return found | {"lang": title_language(one), "over": f"{one.plan.code} · {one.number}"}


def plain_term(start: str, end: str) -> str:
    """The years alone."""
    return "–".join(dict.fromkeys(part[:4] for part in (start, end) if part))


def plan_card(one: Plan) -> dict[str, Any]:
    return {"title": title(one), "address": one.get_absolute_url(), "over": one.code, "meta": [
        name(one.owner), plain_term(one.start, one.end),
        ngettext("%(n)s commitment here", "%(n)s commitments here", one.size) % {"n": one.size}]}


def level(said: str) -> dict[str, str]:
    text, tone = LEVELS[said]
    return {"text": str(text), "tone": tone}


def bar(levels: Mapping[str, int]) -> list[dict[str, Any]]:
    """For the macro stacked_bar."""
    return [{"label": str(LEVELS[code][0]), "value": number, "tone": LEVELS[code][1]}
            for code, number in level_parts(dict(levels))]


class Entries:
    """The lines of the ledger behind what is shown: they were read with the timeline."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.places = {event.pk: event.line.seq for event in events}

    def of(self, event: int | None) -> dict[str, Any] | None:
        return entry(self.places.get(event or 0))


def entry(seq: int | None) -> dict[str, Any] | None:
    return None if seq is None else {"number": seq, "address": reverse("tlog:proof", args=[seq])}


def milestone(one: Mapping[str, Any], entries: Entries) -> dict[str, Any]:
    """Title, day and what both sides say, the latest of each side by side and the older ones below."""
    by_side = {side: [row for row in one["reports"] if row["side"] == side] for side in ("government", "cso")}
    latest = {side: rows[-1] if rows else None for side, rows in by_side.items()}
    said = [row["level"] for row in latest.values() if row and row["level"]]
    return {
        **one, "when": day(one["due"]) if one["due"] else gettext("not stated in the source"),
        "left": report(latest["government"], entries), "right": report(latest["cso"], entries),
        "differs": len(set(said)) > 1, "spoken": bool(one["reports"]),
        "older": [earlier(row, entries) for rows in by_side.values() for row in reversed(rows[:-1])],
        "files": [file(shown, with_office=True) for shown in one["evidence"]]}


def report(row: Mapping[str, Any] | None, entries: Entries) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"tag": level(row["level"]), "body": SafeString(row["html"]),
            "who": name(row["by"]) or gettext("Unit not stated"), "moment": moment(row),
            "files": [file(shown) for shown in row["evidence"]], "entry": entries.of(row["event"]),
            "source": row["source"]}


def earlier(row: Mapping[str, Any], entries: Entries) -> dict[str, Any]:
    """A report that a later one of the same side stands beside: a row of the macro timeline."""
    told = report(row, entries) or {}
    return {"moment": told["moment"], "actor": told["who"], "sentence": gettext("reported"), "tag": told["tag"],
            "body": told["body"], "entry": told["entry"]}


def moment(row: Mapping[str, Any]) -> str | datetime:
    """When it was said, or else when it came here."""
    return row["stated"] or datetime.fromisoformat(row["at"])


def file(shown: Mapping[str, Any], with_office: bool = False) -> dict[str, Any]:
    who = [name(shown["by"])] if with_office and shown["by"]["name"] else []
    if stored := shown["file"]:
        return {"name": shown["title"], "address": reverse("files:file", args=[stored["sha256"], stored["name"]]),
                "kind": KINDS.get(stored["mime"], ""), "size": stored["size"], "digest": stored["sha256"],
                "note": ", ".join(who)}
    if here := shown.get("record"):
        return {"name": shown["title"], "address": reverse(f"{here['kind']}:detail", args=[here["code"]]),
                "kind": "link", "note": ", ".join((*who, here["code"]))}
    looked = []
    if shown["retrieved"]:
        looked = [gettext("looked at on %(day)s") % {"day": day(date.fromisoformat(shown["retrieved"]))}]
    return {"name": shown["title"], "address": shown["url"], "kind": "link", "note": ", ".join((*who, *looked))}


def assessments(rows: Iterable[Mapping[str, Any]], entries: Entries) -> list[dict[str, Any]]:
    """Dated statements: findings of one assessor under one method that came together stand together."""
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = tuple(row[name] for name in ("assessor", "method", "stated", "source", "event"))
        group = groups.setdefault(key, {
            "assessor": row["assessor"], "method": row["method"], "source": row["source"], "findings": [], "bodies": [],
            "stated": day(row["stated"]) if row["stated"] else gettext("date not stated in the source"),
            "entry": entries.of(row["event"])})
        group["findings"].append(finding(row))
        if row["html"]:
            group["bodies"].append(SafeString(row["html"]))
    return list(groups.values())


def finding(row: Mapping[str, Any]) -> dict[str, Any]:
    """What, on which scale, at which value or kind of missing, at which moment."""
    level = LEVELS.get(row["value"]) if row["scale"] == "completion" and row["value"] else None
    return {"name": str(INDICATORS.get(row["indicator"], row["indicator"])),
            "scale": str(SCALES.get(row["scale"], row["scale"])),
            "tag": {"text": str(value(row["value"])), "tone": level[1] if level else "neutral"},
            "moment": str(MOMENTS[row["moment"]]) if row["moment"] else "–"}


def statement(one: Told) -> dict[str, Any]:
    return {"moment": str(MOMENTS[one.moment]), "method": one.method, "assessor": one.assessor, "source": one.source,
            "bar": bar(one.counts), "total": one.total, "entry": entry(one.seq)}


def rest(bar: list[dict[str, Any]], whole: int, label: str) -> list[dict[str, Any]]:
    """The bar with what is missing left empty: one of 45 must not look like all, nor the empty part like a result."""
    missing = whole - sum(part["value"] for part in bar)
    return [*bar, {"label": label, "value": missing, "tone": "missing"}] if missing > 0 else bar


def side(name: str, told: Mapping[str, Any], every: Mapping[str, int]) -> dict[str, Any]:
    """What one side reports of all milestones of a plan."""
    return {"name": name, "reported": told["reported"], "done": told["done"],
            "bar": rest(bar(told["levels"]), every["milestones"], gettext("No report yet"))}


def own_count(one: OwnCount) -> dict[str, Any]:
    """What we count, and in words how much of the whole it covers."""
    number = len(one.counted)
    told = {"n": number, "of": one.of}
    if one.assessed is None:
        coverage = ngettext("%(n)s of the %(of)s commitments here has such an assessment.",
                            "%(n)s of the %(of)s commitments here have such an assessment.", number) % told
    else:
        coverage = ngettext("%(n)s of %(of)s assessed commitments is in this file.",
                            "%(n)s of %(of)s assessed commitments are in this file.", number) % told
    return {"moment": str(MOMENTS[one.moment]), "coverage": coverage,
            "bar": rest(bar(one.levels), one.of, gettext("Not assessed here") if one.assessed is None else
                        gettext("Not in this file")),
            "counted": [{"code": row.code, "number": row.number, "title": title(row), "address": row.get_absolute_url(),
                         "level": level(row.marks["completion"][one.moment])} for row in one.counted]}


def texts(one: Commitment) -> list[tuple[str, SafeString]]:
    """The texts of a commitment under their headings."""
    told = one.face.get("texts", {})
    return [(str(heading), SafeString(told[field])) for field, heading in TEXTS.items() if told.get(field)]


def organisations(one: Commitment, *roles: str) -> Markup:
    """Who takes part in one of these roles, each with the way to its own page."""
    told = [linked(name(part), reverse("people:organisation", args=[part["slug"]]))
            for part in one.face.get("parts", []) if part["role"] in roles]
    return Markup("; ").join(told)


def linked(words: str, address: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)


def sources(said: str) -> Markup:
    """Where a fact comes from. What looks like an address on the web leads there."""
    parts = [part.strip() for part in said.split(";")]
    return Markup("; ").join(
        linked(part, f"https://{part.split()[0].removeprefix('https://')}") if ADDRESS.match(part) else escape(part)
        for part in parts)


def level_of_place(one: Commitment) -> str:
    return str(PLACES.get(one.level, one.level))
