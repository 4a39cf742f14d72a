"""What another body's Open311 server says, as our nouns: for the client that pushes reports, and for tests of ours."""
from datetime import datetime, tzinfo

from pendopo.analysis import dates_id, open311
from pendopo.analysis.open311_tree import NotOpen311, Plain, read, rows

Fields = dict[str, Plain]


def said(fields: Fields, name: str) -> str:
    found = fields.get(name, "")
    return found if isinstance(found, str) else ""


def listed(fields: Fields, name: str) -> list[Fields]:
    found = fields.get(name, "")
    return rows(found, name) if found else []


def texts(fields: Fields, name: str) -> tuple[str, ...]:
    found = fields.get(name, "")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def number(fields: Fields, name: str, least: float = -180, most: float = 180) -> float | None:
    try:
        found = float(said(fields, name))
    except ValueError:
        return None
    return found if least <= found <= most else None


def moment(fields: Fields, name: str, zone: tzinfo) -> datetime | None:
    """With its own zone, in `zone` where the server names none."""
    try:
        at = datetime.fromisoformat(said(fields, name))
        return at if at.tzinfo else at.replace(tzinfo=zone)
    except ValueError:
        found = dates_id.moment(said(fields, name), zone)
        return found.at if found else None


def services(body: bytes, form: str) -> list[open311.Matter]:
    return [open311.Matter(
        said(one, "service_code"), said(one, "service_name"), said(one, "description"),
        said(one, "metadata") == "true", said(one, "type") or "realtime",
        tuple(word for word in said(one, "keywords").split(",") if word), said(one, "group"), texts(one, "groups"))
        for one in rows(read(body, form), "services")]


def definition(body: bytes, form: str) -> open311.Definition:
    found = read(body, form)
    whole = found.get("service_definition", found) if isinstance(found, dict) else found
    one = whole[0] if isinstance(whole, list) and whole else whole
    if not isinstance(one, dict):
        raise NotOpen311("no service_definition")
    return open311.Definition(said(one, "service_code"), tuple(_attribute(each) for each in listed(one, "attributes")))


def _attribute(one: Fields) -> open311.Attribute:
    order = said(one, "order")
    return open311.Attribute(
        said(one, "code"), said(one, "datatype"), said(one, "description"), said(one, "variable") != "false",
        said(one, "required") == "true", int(order) if order.isascii() and order.isdigit() else 1,
        said(one, "datatype_description"),
        tuple(open311.Choice(said(value, "key"), said(value, "name")) for value in listed(one, "values")))


def requests(body: bytes, form: str, zone: tzinfo) -> list[open311.Request]:
    return [_request(one, zone) for one in rows(read(body, form), "service_requests")]


def _request(one: Fields, zone: tzinfo) -> open311.Request:
    extended = one.get("extended_attributes", "")
    return open311.Request(
        said(one, "service_request_id"), said(one, "status").lower(), said(one, "service_code"),
        said(one, "service_name"), moment(one, "requested_datetime", zone), moment(one, "updated_datetime", zone),
        moment(one, "expected_datetime", zone), said(one, "status_notes"), said(one, "description"),
        said(one, "agency_responsible"), said(one, "service_notice"), said(one, "address"), said(one, "address_id"),
        said(one, "zipcode"), number(one, "lat", -90, 90), number(one, "long"), said(one, "media_url"),
        tuple(open311.Given(said(each, "code"), said(each, "value"), said(each, "name"))
              for each in listed(one, "attributes")),
        {name: value for name, value in extended.items() if isinstance(value, str)} if isinstance(extended, dict)
        else {},
        tuple(open311.Note(at, said(note, "description"), said(note, "type")) for note in listed(one, "notes")
              if (at := moment(note, "datetime", zone))))


def accepted(body: bytes, form: str) -> list[open311.Accepted]:
    return [open311.Accepted(said(one, "service_request_id"), said(one, "token"), said(one, "service_notice"),
                             said(one, "account_id")) for one in rows(read(body, form), "service_requests")]


def tokens(body: bytes, form: str) -> list[open311.Token]:
    return [open311.Token(said(one, "token"), said(one, "service_request_id"))
            for one in rows(read(body, form), "service_requests")]


def updates(body: bytes, form: str, zone: tzinfo) -> list[open311.Update]:
    return [open311.Update(said(one, "update_id"), said(one, "service_request_id"), said(one, "status"),
                           moment(one, "updated_datetime", zone), said(one, "description"), said(one, "media_url"))
            for one in rows(read(body, form), "service_request_updates")]


def faults(body: bytes, form: str) -> list[open311.Fault]:
    return [open311.Fault(int(code) if (code := said(one, "code")).isascii() and code.isdigit() else 400,
                          said(one, "description")) for one in rows(read(body, form), "errors")]


def discovery(body: bytes, form: str) -> open311.Discovery:
    found = read(body, form)
    one = found.get("discovery", found) if isinstance(found, dict) else found
    if not isinstance(one, dict):
        raise NotOpen311("no discovery")
    return open311.Discovery(said(one, "changeset"), said(one, "contact"), said(one, "key_service"), tuple(
        open311.Endpoint(said(end, "url"), said(end, "changeset"), said(end, "type"), texts(end, "formats"),
                         said(end, "specification")) for end in listed(one, "endpoints")))
