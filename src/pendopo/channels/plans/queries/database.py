"""This server's commitments as rows of the OGP commitments database: 171 columns, three queries for five hundred."""
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from pendopo.analysis.commitments import CodedFacts, CommitmentFacts, JudgementFacts, PlanFacts
from pendopo.analysis.ogp_columns import on
from pendopo.analysis.ogp_database import facts_row, row_of
from pendopo.channels.plans.models import Commitment, Milestone, OgpEntry, Plan, PolicyArea, Report
from pendopo.channels.plans.packs import home
from pendopo.channels.plans.queries.lists import in_turn
from pendopo.core.records.cards import absolute

CODES = tuple(column.field for column in on("entry"))        # columns of OgpEntry
COLUMNS = ("ogp_id", "ogp_number", "country_code", "world_region", "reach", "submitted", "duration", "dates")
READ = ("code", "kind", "title", "language", "number", "ogp_id", "level", "title_en", "long_title", "action", "theme",
        "start", "end", "source", "face", "position", "plan")


def plan_codes(plan: Plan) -> dict[str, str]:
    return {name: str(value) for name in COLUMNS if (value := getattr(plan, name)) not in ("", None)}


def plan_facts(plan: Plan) -> PlanFacts:
    place = plan.region.full_name if plan.level == "local" and plan.region and not plan.country else ""
    return PlanFacts(plan.code, plan.years, plan.country, place=place, codes=plan_codes(plan), home=home())


def facts_of(found: Sequence[Commitment]) -> list[tuple[PlanFacts, CommitmentFacts]]:
    """As a file would tell them, from their faces and codes."""
    keys = [one.pk for one in found]
    entries = {entry.pk: entry for entry in OgpEntry.objects.filter(pk__in=keys)}
    areas: dict[int, dict[str, str]] = {}
    for key, area, value in PolicyArea.objects.filter(commitment__in=keys).values_list("commitment", "area", "value"):
        areas.setdefault(key, {})[area] = value
    plans = {one.plan_id: one.plan for one in found}
    told = {key: plan_facts(plan) for key, plan in plans.items()}
    return [(told[one.plan_id], _facts(one, entries.get(one.pk), areas.get(one.pk, {}))) for one in found]


def _facts(one: Commitment, entry: OgpEntry | None, areas: dict[str, str]) -> CommitmentFacts:
    codes = {name: getattr(entry, name) for name in CODES} if entry else {}
    coded = CodedFacts(areas, {**codes, "url": codes.get("url") or absolute(one)}, entry.missing if entry else {},
                       {name: (pair[0], pair[1]) for name, pair in entry.spelt.items()} if entry else {},
                       classified=entry is not None)
    judged = tuple(JudgementFacts(row["indicator"], row["scale"], row["value"], row["moment"])
                   for row in one.face.get("assessments", []))
    return CommitmentFacts(
        0, one.plan.code, one.number, one.title, one.title_en, one.ogp_id, one.level, lead=_names(one, "lead"),
        partners=_names(one, "support", "partner"), start=one.start, end=one.end, judgements=judged,
        texts={"action": one.action, "theme": one.theme}, coded=coded, source=one.source, long_title=one.long_title,
        code=one.code)


def _names(one: Commitment, *roles: str) -> tuple[str, ...]:
    """As files know them: the English name where there are two."""
    return tuple(part["name_en"] or part["name"] for part in one.face.get("parts", []) if part["role"] in roles)


def rows_of(found: QuerySet[Commitment], as_spelt: bool = True) -> Iterator[tuple[Commitment, dict[str, str]]]:
    """In the order of plans and numbers; `as_spelt`: where a source's spelling was kept and still holds, that."""
    make = row_of if as_spelt else facts_row
    for some in in_turn(found.select_related("plan__region").only(*READ, *PLAN_READ)):
        for one, (plan, facts) in zip(some, facts_of(some), strict=True):
            yield one, make(plan, facts)


PLAN_READ = tuple(f"plan__{name}" for name in (*COLUMNS, "code", "level", "country", "start", "end", "region__code",
                                               "region__name", "region__kind"))


def rows(found: QuerySet[Commitment]) -> Iterable[dict[str, str]]:
    return (row for _one, row in rows_of(found))


def left_behind(found: QuerySet[Commitment]) -> dict[str, int]:
    """What these commitments have and the 171 columns have no cell for: the loss report of an export. Nothing for what
    came from such a file."""
    keys = found.values("pk")
    texts = ("problem", "causes", "status_quo", "contribution", "results", "values", "budget", "links", "contact")
    written = {"titles": sum(1 for title, english in found.values_list("title", "title_en")
                             if english and title != english),
               "milestones": Milestone.objects.filter(commitment__in=keys).count(),
               "reports": Report.objects.filter(milestone__commitment__in=keys).count(),
               "texts": sum(bool(text) for told in found.values_list(*texts) for text in told)}
    return {name: number for name, number in written.items() if number}
