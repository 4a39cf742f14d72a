"""Action plans: commitments with milestones, what each side reports, assessments."""
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans.queries.snapshots import newest
from pendopo.gateways.api.parts import (
    ADDRESS,
    ATOM,
    CSV,
    DAY,
    JSON,
    LANGUAGE,
    MOMENT,
    TEXT,
    WHOLE,
    Json,
    listed,
    maybe,
    needed,
    query,
    reading,
    ref,
    shape,
)

PLANS = "plans"
TAGS = [(PLANS, _("Action plans"), _("What was promised, how far each side says it is, and what assessors found."))]
ASKED = [
    query("q", _("Words, in Indonesian or English; endings do not matter.")),
    query("rencana", _("Code of a plan."), "CTH1", maxLength=12),
    query("status", _("State, by its short name."), maxLength=20),
    query("wilayah", _("Code of a region, with everything inside it."), "99.99", maxLength=13),
    query("sisi", _("Who leads: government or cso."), "government", maxLength=20),
    query("tahun", _("A year that the term touches."), "2026", maxLength=10),
]


def pictured() -> str:
    """Of a plan with a picture."""
    found = newest()
    return found.plan.code if found else "CTH1"


def picture() -> str:
    found = newest()
    return found.slug if found else "b12-2026"


CODE = needed("code", _("Code of a plan."), "CTH1", maxLength=12, pattern="^[A-Za-z0-9]+$")
PATHS: dict[str, Json] = {
    "/rencana-aksi/ekspor.json": reading(PLANS, "plans", _("Commitments with everything that their pages show"), JSON,
                                         ref("Commitments"), ask=ASKED),
    "/rencana-aksi/ekspor.csv": reading(
        PLANS, "plans-csv", _("Commitments as a table"), CSV, words=_(
            "The same columns that an import reads, so it goes from one city to the next."), ask=[*ASKED, query(
                "bentuk", _("ogp: the 171 columns of the OGP database."), "ogp", maxLength=10)]),
    "/rencana-aksi/rencana/{code}/standar/data.json": reading(
        PLANS, "standards", _("How a plan meets the standards of co-creation"), JSON, {"type": "object"}, missing=True,
        ask=[CODE]),
    "/rencana-aksi/rencana/{code}/potret/{slug}/data.json": reading(
        PLANS, "snapshot", _("A picture of a plan: how every commitment stood on a day"), JSON, ref("Snapshot"),
        missing=True, words=_("Taken after each reporting period, or when somebody asks. It never changes: its digest "
                              "stands in the ledger."), ask=[
            needed("code", _("Code of a plan."), pictured, maxLength=12, pattern="^[A-Za-z0-9]+$"),
            needed("slug", _("Name of the picture: its period and year, or its day."), picture, maxLength=20,
                   pattern="^[-a-z0-9]+$")]),
    "/rencana-aksi/atom.xml": reading(PLANS, "plans-atom", _("The newest commitments as Atom"), ATOM,
                                      ask=ASKED, words=_("Atom (RFC 4287), the fifty newest of the chosen list.")),
}
SIDE: Json = {"type": "string", "description": _("Which side says so.")}
PARTIAL: Json = {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}){0,2})?$",
                 "description": _("Partial, as its source has it: 2016, 2016-05, 2016-05-28, or empty.")}
REPORT = shape(side=SIDE, organisation=TEXT, level=TEXT, stated={"type": "string"}, at=MOMENT)
MILESTONE = shape(position=WHOLE, title=TEXT, due=TEXT, weight=maybe("number"), reports=listed(REPORT))
SIDES: Json = {"government": TEXT, "cso": TEXT}
PICTURE = shape(
    number=TEXT, title=TEXT, title_en=TEXT, state=TEXT, start=PARTIAL, end=PARTIAL,
    texts={"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
           "description": _("SHA-256 of each long text.")},
    completion={"type": "object", "additionalProperties": TEXT}, milestones=listed(shape(
        position=WHOLE, title=TEXT, due=TEXT, evidence=WHOLE, **SIDES)))
ASSESSMENT = shape(indicator=TEXT, scale=TEXT, value=TEXT, moment=TEXT, method=TEXT, assessor=TEXT, stated=TEXT,
                   source=TEXT)
SCHEMAS: dict[str, Json] = {
    "Snapshot": shape(plan=TEXT, snapshot=TEXT, day=DAY, digest={"type": "string", "pattern": "^[0-9a-f]{64}$"},
                      ledger_line=maybe("integer", minimum=0), commitments={
                          "type": "object", "additionalProperties": PICTURE,
                          "description": _("By the code of the commitment.")}),
    "Commitments": shape(commitments=listed(ref("Commitment"))),
    "Commitment": shape(
        code={"type": "string", "pattern": "^RA-[0-9]{4}-[0-9]{4,}-[A-Z0-9]$"}, address=ADDRESS, plan=TEXT, number=TEXT,
        ogp_id=TEXT, title=TEXT, title_en=TEXT, language=LANGUAGE, state=TEXT,
        level={"enum": ["national", "local-in-NAP", "local"]}, area=maybe("string"), start=PARTIAL, end=PARTIAL,
        source=TEXT, organisations=listed(shape(role={"enum": ["lead", "support", "partner"]}, name=TEXT, side=TEXT)),
        milestones=listed(MILESTONE), assessments=listed(ASSESSMENT)),
}
