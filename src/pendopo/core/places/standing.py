"""Whose server this is and how far the ledger has come: what every page needs first, in one query."""
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model
from django.http import HttpRequest

from pendopo.core.ledger.queries import WRITTEN
from pendopo.core.people.models import Organisation
from pendopo.core.places import zone
from pendopo.core.places.models import City
from pendopo.core.places.queries import city
from pendopo.kit import steady
from pendopo.kit.files.models import StoredFile
from pendopo.kit.regions.models import Region

PARTS: tuple[tuple[str, type[Model]], ...] = (
    ("city", City), ("region", Region), ("office", Organisation), ("logo", StoredFile))
WHERE = {field.attname: number for number, field in enumerate(City._meta.concrete_fields)}


class Standing(NamedTuple):
    """`version` changes with every act and with every seal: (lines in their places, lines that wait for theirs). A
    page drawn between the two names no proof of its newest rows. `row` is the city, made into one when asked."""
    version: tuple[int, int]
    row: tuple[Any, ...]

    @property
    def zone(self) -> str:
        """Without making a city of it: asked before every page."""
        return self.row[WHERE["zone"]] or ""

    @property
    def tiles(self) -> str:
        return self.row[WHERE["tiles"]] or ""

    def city(self) -> City | None:
        """None while the installation is empty."""
        made, at = [], 0
        for _name, model in PARTS:
            width = len(model._meta.concrete_fields)
            made.append(model_of(model, self.row[at:at + width]))
            at += width
        city, region, office, logo = made
        if isinstance(city, City):
            city._state.fields_cache |= {"region": region, "office": office, "logo": logo}
            return city
        return None


def model_of(model: type[Model], values: tuple[Any, ...]) -> Model | None:
    if values[0] is None:
        return None
    names, places = written_otherwise(model, connection.vendor)
    told = list(values)
    for place, field in places:
        told[place] = converted(field, told[place])
    return model.from_db("default", names, told)


@cache
def written_otherwise(model: type[Model], vendor: str) -> tuple[list[str], list[tuple[int, Any]]]:
    """The names of all columns, and those that this kind of database writes otherwise than Python does."""
    fields = model._meta.concrete_fields
    return [field.attname for field in fields], [
        (place, field) for place, field in enumerate(fields)
        if connection.ops.get_db_converters(field.get_col("")) or field.get_db_converters(connection)]


def converted(field: Any, value: Any) -> Any:
    """As the ORM would read it: lists from text, days and booleans from what SQLite keeps."""
    for convert in (*connection.ops.get_db_converters(field.get_col("")), *field.get_db_converters(connection)):
        value = convert(value, field.get_col(""), connection)
    return value


@cache
def question() -> str:
    """Columns by name, so that a migration's order does not matter."""
    columns = ", ".join(f'{name}."{field.column}"' for name, model in PARTS for field in model._meta.concrete_fields)
    tables = {name: model._meta.db_table for name, model in PARTS}
    written = WRITTEN.removeprefix("SELECT ")
    return (f"SELECT {written}, {columns} FROM (SELECT 1 AS pk) one "                     # noqa: S608 - our own names
            f"LEFT JOIN {tables['city']} city ON city.id = one.pk "
            f"LEFT JOIN {tables['region']} region ON region.code = city.region_id "
            f"LEFT JOIN {tables['office']} office ON office.id = city.office_id "
            f"LEFT JOIN {tables['logo']} logo ON logo.id = city.logo_id")


def city_of(request: HttpRequest) -> City | None:
    """Whose server this is: asked once in a request, by the view or by the page. How far the ledger has come is not
    counted for it."""
    known: dict[str, Any] = request.__dict__
    if "whose" not in known:
        found: Standing | None = known.get("standing")
        known["whose"] = found.city() if found is not None else city()
        zone.tell(known["whose"].zone if known["whose"] is not None else "")
    whose: City | None = known["whose"]
    return whose


def standing() -> Standing:
    with steady.cursor() as cursor:
        cursor.execute(question())
        placed, waiting, *row = cursor.fetchone()
    found = Standing((int(placed), int(waiting)), tuple(row))
    zone.tell(found.zone)
    return found
