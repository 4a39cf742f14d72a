"""Records of every kind: as feeds, as a table, on a map, in a calendar, counted."""
from django.utils.translation import gettext_lazy as _

from pendopo.core.records.models import Record
from pendopo.gateways.api.parts import (
    ADDRESS,
    ATOM,
    CSV,
    DAY,
    LANGUAGE,
    MOMENT,
    NUMBER,
    TEXT,
    WHOLE,
    Json,
    Text,
    listed,
    maybe,
    needed,
    query,
    reading,
    ref,
    shape,
)

RECORDS, PLACES, DAYS, NUMBERS = "records", "places", "days", "numbers"
TAGS = [
    (RECORDS, _("Records"), _("Everything that stands on the public record, newest first, thirty at a time.")),
    (PLACES, _("Map"), _("Where records are.")),
    (DAYS, _("Calendar"), _("What is due when, and which days are off.")),
    (NUMBERS, _("Statistics"), _("Counted from the records, at most ten minutes ago.")),
]
WANTED = [
    query("q", _("Words, in Indonesian or English; endings do not matter."), "sekolah"),
    query("jenis", _("Kind of record, as in the addresses of the feeds."), "plans"),
    query("wilayah", _("Code of a region (Kemendagri), with everything inside it; 00 or nasional for the whole "
                       "country."), "99.99", maxLength=20),
    query("lembaga", _("The office that holds the record, by its short name."), "bappeda", maxLength=60),
    query("status", _("State, by its short name; berjalan, selesai and lewat fit every kind."), "berjalan",
          maxLength=20),
    query("tahun", _("Year in which it was entered."), "2026", maxLength=10),
]
TURN = [
    query("sebelum", _("Older than this row: the key stands in the address of the next page.")),
    query("sesudah", _("Newer than this row: the key stands in the address of the page before.")),
    query("tanggal", _("From this day backwards."), "2026-12-31", maxLength=20),
]
BOX = query("kotak", _("Only inside this box: west,south,east,north in degrees."), "109,-9,112,-6")
FEED = _("Atom (RFC 4287), paged (RFC 5005). Each entry names the proof of its last row in the ledger.")
SHEET = _("UTF-8 with a mark at the head, commas, one row a record. The columns keep their English names for ever.")


def feed(name: str, summary: Text, part: Json, address: str) -> dict[str, Json]:
    return {address: reading(RECORDS, name, summary, ATOM, words=FEED, ask=[part, *TURN], missing=True)}


def newest() -> str:
    found = Record.objects.filter(visibility="public").order_by("-pk").values_list("code", flat=True)
    return str(found.first() or "")


PAGE_NAME = {"maxLength": 40, "pattern": "^[-a-zA-Z0-9_]+$"}
PATHS: dict[str, Json] = {
    "/umpan/records.json": reading(
        RECORDS, "records", _("Records as JSON Feed"), "application/feed+json", ref("Feed"), ask=[*WANTED, *TURN],
        words=_("JSON Feed 1.1. What the standard has no word for lies under _pendopo. Follow next_url to the end and "
                "you have everything.")),
    "/umpan/atom.xml": reading(RECORDS, "records-atom", _("Records as Atom"), ATOM, words=FEED, ask=[*WANTED, *TURN]),
    **feed("kind-atom", _("Records of one kind as Atom"), needed("kind", _("Kind of record."), "plans", maxLength=30,
                                                                 pattern="^[-a-zA-Z0-9_]+$"),
           "/umpan/jenis/{kind}/atom.xml"),
    **feed("office-atom", _("Records of one office as Atom"),
           needed("office", _("Short name of the office."), "bappeda", maxLength=60, pattern="^[-a-zA-Z0-9_]+$"),
           "/umpan/lembaga/{office}/atom.xml"),
    **feed("place-atom", _("Records of one region as Atom"), needed("place", _("Code of the region."), "99.99",
                                                                    maxLength=13, pattern="^[0-9]{2}([.][0-9]+)*$"),
           "/umpan/wilayah/{place}/atom.xml"),
    "/halaman-catatan.jsonl": reading(
        RECORDS, "record-pages", _("Pages of up to fifty records at once"), "application/jsonl", often=True, ask=[
            query("kode", _("Codes of the records, with commas between them."), newest)],
        words=_("For those who keep a copy of the city: one line a record with its path and its page, without the "
                "frame that all pages have.")),
    "/cari/unduh.csv": reading(RECORDS, "records-csv", _("Records as a table"), CSV, words=SHEET, ask=WANTED),
    "/peta/titik.json": reading(
        PLACES, "points", _("Records on the map"), "application/geo+json", ref("Points"), ask=[*WANTED, BOX],
        words=_("GeoJSON (RFC 7946), at most 120 spots: where there are more, records of a region share one.")),
    "/kalender.ics": reading(DAYS, "due-days", _("Due days"), "text/calendar", ask=WANTED,
                             words=_("iCalendar (RFC 5545): a month back and a year ahead.")),
    "/kalender-libur.ics": reading(DAYS, "days-off", _("Holidays and collective leave"), "text/calendar", words=_(
        "iCalendar (RFC 5545) of this year and the next, as every clock here counts them.")),
    "/statistik/{name}.csv": reading(
        NUMBERS, "statistics", _("One table of the statistics"), CSV, missing=True, ask=[
            needed("name", _("Which table."), "jenis", enum=["jenis", "status", "lembaga", "bulan", "lama", "peserta"]),
            *WANTED]),
    "/catatan/angka.jsonl": reading(
        NUMBERS, "kept-numbers", _("All published numbers, as they were kept each day"), "application/jsonl", words=_(
            "One line each: name, subject, day, numbers, digest, line. The digest is the SHA-256 over the first four "
            "as canonical JSON (keys sorted, no spaces, UTF-8) and stands in that line of the ledger.")),
    "/catatan/angka/{name}/hari.csv": reading(
        NUMBERS, "kept-days", _("One page of numbers on all days"), CSV, missing=True, ask=[
            needed("name", _("Which page of numbers."), "statistik", **PAGE_NAME)]),
    "/catatan/angka/{name}/{subject}/hari.csv": reading(
        NUMBERS, "kept-days-of", _("The numbers of one office, place or plan on all days"), CSV, missing=True, ask=[
            needed("name", _("Which page of numbers."), "lembaga", **PAGE_NAME), needed(
                "subject", _("Which one, as its address says it."), "bappeda", maxLength=80,
                pattern="^[-a-zA-Z0-9_.]+$")]),
}
SCHEMAS: dict[str, Json] = {
    "Feed": shape(needs=("version", "title", "items"), version={"const": "https://jsonfeed.org/version/1.1"},
                  title=TEXT, home_page_url=ADDRESS, feed_url=ADDRESS, next_url=ADDRESS, language=LANGUAGE,
                  items=listed(ref("Item"))),
    "Item": shape(id={"type": "string", "pattern": "^tag:"}, url=ADDRESS, title=TEXT, content_text=TEXT,
                  language=LANGUAGE, date_published=MOMENT, date_modified=MOMENT, tags=listed(TEXT),
                  _pendopo=ref("Record")),
    "Record": shape(
        code={"type": "string", "pattern": "^[A-Z]{2,5}-[0-9]{4}-[0-9]{4,}-[A-Z0-9]$"}, kind=TEXT, state=TEXT,
        state_label=TEXT, office={"anyOf": [shape(slug=TEXT, name=TEXT), {"type": "null"}]},
        place={"anyOf": [shape(code=TEXT, name=TEXT, lat=maybe("number"), lng=maybe("number")), {"type": "null"}]},
        due={"anyOf": [DAY, {"type": "null"}]}, closed={"anyOf": [MOMENT, {"type": "null"}]}, timeline=ADDRESS,
        proof={"type": "string", "description": _("Where the proof of the last row of its timeline lies; empty until "
                                                  "it has its place in the ledger.")}),
    "Points": shape(type={"const": "FeatureCollection"}, features=listed(ref("Point")),
                    outlines=listed({"type": "object"})),
    "Point": shape(
        type={"const": "Feature"},
        geometry=shape(type={"const": "Point"}, coordinates={**listed(NUMBER), "minItems": 2, "maxItems": 2}),
        properties=shape(count=WHOLE, place=TEXT, address=ADDRESS, records=listed(
            shape(title=TEXT, code=TEXT, address=ADDRESS, language=TEXT)))),
}
