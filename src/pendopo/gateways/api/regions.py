"""Provinces to villages, as the picker asks for them."""
from django.utils.translation import gettext_lazy as _

from pendopo.gateways.api.parts import (
    HTML,
    JSON,
    LONGEST,
    TEXT,
    Json,
    listed,
    maybe,
    needed,
    query,
    reading,
    ref,
    shape,
)

REGIONS = "regions"
TAGS = [(REGIONS, _("Regions"), _("Provinces, regencies, districts and villages with their codes. Say "
                                  "Accept: application/json; a browser gets a page."))]
ACCEPT: Json = {"name": "Accept", "in": "header", "required": True, "description": "application/json",
                "schema": {"const": JSON}, "example": JSON}
LEVEL = query("level",
              _("Only these: 1 provinces, 2 regencies and cities, 3 districts, 4 villages. May be said several "
                         "times."), "2", maxLength=5)
PATHS: dict[str, Json] = {
    "/wilayah/": reading(REGIONS, "provinces", _("All provinces"), JSON, ref("Regions")),
    "/wilayah/cari": reading(
        REGIONS, "find-region", _("Regions by name"), JSON, ref("Regions"), ask=[
            query("q", _("The name or the beginning of it."), "contoh"), LEVEL,
            query("within", _("Only inside this one, by its code."), "99", maxLength=LONGEST)]),
    "/wilayah/{code}/anak": reading(
        REGIONS, "inside-region", _("The regions right inside one"), JSON, ref("Regions"), missing=True,
        ask=[needed("code", _("Code of the region."), "99.99", maxLength=13, pattern="^[0-9]{2}([.][0-9]+)*$")]),
    "/wilayah/dekat": reading(
        REGIONS, "near-region", _("The village nearest to a point"), JSON, ref("Near"), words=_(
            "By the middle of the villages, so near a border it may be the neighbour: let the person confirm."), ask=[
            query("lat", _("Degrees north; south is negative."), "-7.1"), query("lng", _("Degrees east."), "110.1")]),
}
for path in PATHS.values():                     # without the header a page is given, to be read by a person
    path["get"]["parameters"].append(ACCEPT)
    path["get"]["responses"]["200"]["content"][HTML] = {"schema": TEXT}

REGION = shape(code=TEXT, name=TEXT, path=TEXT, label=TEXT, kind=TEXT, lat=maybe("number"), lng=maybe("number"))
SCHEMAS: dict[str, Json] = {
    "Regions": shape(results=listed(REGION)),
    "Near": shape(results={**listed(REGION), "maxItems": 1}, km=maybe("number", minimum=0)),
}
