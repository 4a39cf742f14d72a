"""The nouns of Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2, frozen), and the extensions in real use.

Each has a `tree` that open311_tree spells as XML and as JSON: one tree, so the two always agree. Extensions: page and
page_size, `extensions=true` (attributes, extended_attributes, notes: Chicago, Boston, San Francisco), updates of
requests in both directions (FixMyStreet), groups of services (open311-adapter).
"""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pendopo.analysis.open311_tree import Leaf, Listed, Root, Tree, text

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
Status = Literal["open", "closed"]
DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
LONGEST = 4_000                 # characters of a description


@dataclass(frozen=True)
class Endpoint:
    url: str
    changeset: str
    type: str = "production"                            # production test
    formats: tuple[str, ...] = ("text/xml", "application/json")
    specification: str = SPECIFICATION


@dataclass(frozen=True)
class Discovery:
    changeset: str                                      # sortable: when services last changed
    contact: str
    key_service: str                                    # how one gets a key, in words
    endpoints: tuple[Endpoint, ...] = ()


@dataclass(frozen=True)
class Matter:
    """What can be reported: a "service" of the standard."""
    service_code: str
    service_name: str
    description: str = ""
    metadata: bool = False                              # has a definition with attributes
    type: str = "realtime"                              # realtime batch blackbox
    keywords: tuple[str, ...] = ()
    group: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    key: str
    name: str


@dataclass(frozen=True)
class Attribute:
    code: str
    datatype: str                                       # one of DATATYPES
    description: str
    variable: bool = True                               # False: only shown, nothing to fill in
    required: bool = False
    order: int = 1
    datatype_description: str = ""
    values: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Definition:
    service_code: str
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True)
class Note:
    datetime: datetime
    description: str
    type: str = ""


@dataclass(frozen=True)
class Given:
    """What was answered to one attribute of the service."""
    code: str
    value: str
    name: str = ""


@dataclass(frozen=True)
class Request:
    service_request_id: str
    status: str                                         # open closed
    service_code: str
    service_name: str
    requested_datetime: datetime | None
    updated_datetime: datetime | None = None
    expected_datetime: datetime | None = None
    status_notes: str = ""
    description: str = ""
    agency_responsible: str = ""
    service_notice: str = ""
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    lat: float | None = None                            # degrees, WGS 84
    long: float | None = None
    media_url: str = ""
    attributes: tuple[Given, ...] = ()                  # these three only with extensions=true
    extended: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """What a server says to a new request: its number or a token, never both."""
    service_request_id: str = ""
    token: str = ""
    service_notice: str = ""
    account_id: str = ""


@dataclass(frozen=True)
class Token:
    token: str
    service_request_id: str = ""                        # empty: not yet


@dataclass(frozen=True)
class Update:
    update_id: str
    service_request_id: str
    status: str
    updated_datetime: datetime | None
    description: str = ""
    media_url: str = ""


@dataclass(frozen=True)
class Fault:
    """One error. `code` is the HTTP status: 404 unknown, 403 the key, 400 all else."""
    code: int
    description: str


def moment(at: datetime | None) -> str | None:
    """W3C date and time with its zone, to the second."""
    return at.isoformat(timespec="seconds") if at else None


def discovery(one: Discovery) -> Root:
    return "discovery", {
        "changeset": text(one.changeset), "contact": text(one.contact), "key_service": text(one.key_service),
        "endpoints": Listed("endpoint", [
            {"specification": text(end.specification), "url": text(end.url), "changeset": text(end.changeset),
             "type": text(end.type), "formats": Listed("format", list(end.formats))} for end in one.endpoints])}


def services(found: Iterable[Matter]) -> Root:
    return "services", Listed("service", [_service(one) for one in found])


def _service(one: Matter) -> Tree:
    tree: dict[str, Tree] = {
        "service_code": text(one.service_code), "service_name": text(one.service_name),
        "description": text(one.description), "metadata": one.metadata, "type": text(one.type),
        "keywords": text(",".join(one.keywords)), "group": text(one.group)}
    if one.groups:
        tree["groups"] = Listed("group", [text(name) for name in one.groups])
    return tree


def definition(one: Definition) -> Root:
    return "service_definition", {
        "service_code": text(one.service_code),
        "attributes": Listed("attribute", [{
            "variable": each.variable, "code": text(each.code), "datatype": text(each.datatype),
            "required": each.required, "datatype_description": text(each.datatype_description), "order": each.order,
            "description": text(each.description),
            "values": Listed("value", [{"key": text(value.key), "name": text(value.name)} for value in each.values])}
            for each in one.attributes])}


def requests(found: Iterable[Request], *, extensions: bool = False) -> Root:
    return "service_requests", Listed("request", [_request(one, extensions) for one in found])


def _request(one: Request, extensions: bool) -> Tree:
    tree: dict[str, Tree] = {
        "service_request_id": text(one.service_request_id), "status": one.status,
        "status_notes": text(one.status_notes), "service_name": text(one.service_name),
        "service_code": text(one.service_code), "description": text(one.description),
        "agency_responsible": text(one.agency_responsible), "service_notice": text(one.service_notice),
        "requested_datetime": moment(one.requested_datetime), "updated_datetime": moment(one.updated_datetime),
        "expected_datetime": moment(one.expected_datetime), "address": text(one.address),
        "address_id": text(one.address_id), "zipcode": text(one.zipcode), "lat": one.lat, "long": one.long,
        "media_url": text(one.media_url)}
    if extensions:
        tree["attributes"] = Listed("attribute", [
            {"code": text(each.code), "name": text(each.name), "value": text(each.value)} for each in one.attributes])
        extended: dict[str, Tree] = {name: text(value) for name, value in one.extended.items()}
        tree["extended_attributes"] = extended or None
        tree["notes"] = Listed("note", [{"datetime": moment(note.datetime), "type": text(note.type),
                                         "description": text(note.description)} for note in one.notes])
    return tree


def accepted(found: Iterable[Accepted]) -> Root:
    return "service_requests", Listed("request", [_accepted(one) for one in found])


def _accepted(one: Accepted) -> Tree:
    number: dict[str, Tree] = ({"token": text(one.token)} if one.token
                               else {"service_request_id": text(one.service_request_id)})
    return {**number, "service_notice": text(one.service_notice), "account_id": text(one.account_id)}


def token(found: Iterable[Token]) -> Root:
    return "service_requests", Listed("request", [
        {"service_request_id": text(one.service_request_id), "token": text(one.token)} for one in found])


def updates(found: Iterable[Update]) -> Root:
    return "service_request_updates", Listed("request_update", [
        {"update_id": text(one.update_id), "service_request_id": text(one.service_request_id),
         "status": text(one.status), "updated_datetime": moment(one.updated_datetime),
         "description": text(one.description), "media_url": text(one.media_url)} for one in found])


def noted(update_id: str) -> Root:
    """What is said to an update that was taken."""
    number: Leaf = text(update_id)
    return "service_request_updates", Listed("request_update", [{"update_id": number}])


def faults(found: Iterable[Fault]) -> Root:
    return "errors", Listed("error", [{"code": one.code, "description": text(one.description)} for one in found])
