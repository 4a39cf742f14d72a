"""Reports of citizens: those that were published, as a table and a feed. Open311 describes the rest itself."""
from django.utils.translation import gettext_lazy as _

from pendopo.gateways.api.parts import ATOM, CSV, HTML, JSON, Json, listed, query, reading, ref, shape

REPORTS = "reports"
TAGS = [(REPORTS, _("Reports"), _(
    "What people reported, once it was published, without who it was. Open311 GeoReport v2 is spoken under "
    "/open311/v2/ and says at /open311/v2/discovery.json what it can do."))]
PATHS: dict[str, Json] = {
    "/open311/v2/requests.csv": reading(
        REPORTS, "reports-csv", _("All published reports as a table"), CSV, words=_(
            "The columns of GeoReport Bulk, one row a report. Without a day it is everything."), ask=[
            query("start_date", _("Entered at this moment or later (ISO 8601)."), "2020-01-01T00:00:00Z"),
            query("end_date", _("Entered at this moment or earlier (ISO 8601)."), "2999-01-01T00:00:00Z"),
            query("service_code", _("Only these categories, with commas between them."), "jalan/jalan-rusak")],
        broken=("text/xml", HTML)),
    "/laporan/umpan.xml": reading(
        REPORTS, "reports-atom", _("The newest reports as Atom"), ATOM, words=_(
            "Atom (RFC 4287). It takes the same filters as the list of reports."), ask=[
            query("kategori", _("A category, by its short name."), "jalan", maxLength=60),
            query("wilayah", _("Code of a region, with everything inside it."), "99.99", maxLength=13)]),
    "/laporan/lapor/batas.json": reading(
        REPORTS, "outlines", _("Outlines of the city and its districts"), JSON, ref("Outlines"), words=_(
            "What the map draws on which a place is chosen: GeoJSON shapes (RFC 7946), simplified. Empty until borders "
            "are loaded.")),
}
SCHEMAS: dict[str, Json] = {"Outlines": shape(outlines=listed({"type": "object"}))}
