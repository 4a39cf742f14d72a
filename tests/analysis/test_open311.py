"""Two spellings of one tree, read again; parameters as strangers send them."""
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import xmltodict
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import open311, open311_in, open311_read, open311_tree
from pendopo.analysis.open311_tree import NotOpen311, spell

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORMS = st.sampled_from(["xml", "json"])
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff",
                             include_characters="\n\t\r"), max_size=40)
KEPT = WORD.filter(lambda text: text == "" or text.strip())
CODE = st.text("abcXYZ019_-", min_size=1, max_size=8)
AT = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=WIB, microsecond=0))
REQUEST = st.builds(
    open311.Request, CODE, st.sampled_from(["open", "closed"]), CODE, KEPT, AT, st.none() | AT, st.none() | AT,
    status_notes=KEPT, description=KEPT, agency_responsible=KEPT, service_notice=KEPT, address=KEPT, address_id=CODE,
    zipcode=CODE, lat=st.none() | st.floats(-90, 90), long=st.none() | st.floats(-180, 180), media_url=CODE,
    attributes=st.lists(st.builds(open311.Given, CODE, KEPT, KEPT), max_size=3).map(tuple),
    extended=st.dictionaries(st.sampled_from(["channel", "title"]), WORD.filter(str.strip), max_size=2),
    notes=st.lists(st.builds(open311.Note, AT, KEPT, CODE), max_size=3).map(tuple))
SERVICE = st.builds(open311.Matter, CODE, KEPT, KEPT, st.booleans(), st.sampled_from(["realtime", "batch"]),
                    st.lists(CODE, max_size=3).map(tuple), KEPT, st.lists(CODE, max_size=2).map(tuple))
DEFINITION = st.builds(open311.Definition, CODE, st.lists(st.builds(
    open311.Attribute, CODE, st.sampled_from(open311.DATATYPES), KEPT, st.booleans(), st.booleans(),
    st.integers(1, 99), KEPT, st.lists(st.builds(open311.Choice, CODE, KEPT), max_size=3).map(tuple)),
    max_size=3).map(tuple))


@settings(max_examples=60, deadline=None)
@given(st.lists(REQUEST, max_size=3), FORMS, st.booleans())
def test_requests(found, form, extensions):
    again = open311_read.requests(spell(open311.requests(found, extensions=extensions), form), form, WIB)
    wanted = found if extensions else [replace(one, attributes=(), extended={}, notes=()) for one in found]
    assert again == wanted


@settings(max_examples=30, deadline=None)
@given(st.lists(SERVICE, max_size=3), DEFINITION, FORMS)
def test_services_and_definitions(services, definition, form):
    assert open311_read.services(spell(open311.services(services), form), form) == services
    assert open311_read.definition(spell(open311.definition(definition), form), form) == definition


@settings(max_examples=30, deadline=None)
@given(FORMS, st.lists(st.builds(open311.Update, CODE, CODE, CODE, st.none() | AT, KEPT, CODE), max_size=3),
       st.lists(st.builds(open311.Fault, st.integers(400, 404), KEPT), min_size=1, max_size=3), CODE, KEPT)
def test_the_other_answers(form, updates, faults, code, words):
    assert open311_read.updates(spell(open311.updates(updates), form), form, WIB) == updates
    assert open311_read.faults(spell(open311.faults(faults), form), form) == faults
    for one in (open311.Accepted(code, "", words), open311.Accepted("", code, words)):
        assert open311_read.accepted(spell(open311.accepted([one]), form), form) == [one]
    token = open311.Token(code, "")
    assert open311_read.tokens(spell(open311.token([token]), form), form) == [token]
    place = open311.Discovery(code, words, words, (open311.Endpoint(code, code), open311.Endpoint(code, code, "test")))
    assert open311_read.discovery(spell(open311.discovery(place), form), form) == place


@settings(max_examples=60, deadline=None)
@given(st.lists(REQUEST, max_size=3))
def test_both_spellings_say_the_same(found):
    tree = open311.requests(found, extensions=True)
    assert open311_tree.read(spell(tree, "xml"), "xml") == open311_tree.read(spell(tree, "json"), "json")


def test_a_reader_that_nobody_here_wrote_understands_it():
    """The tree that the example of the standard has, as xmltodict reads it."""
    one = open311.Request("638344", "closed", "006", "Sidewalk & Curb", NOW, lat=37.5, long=-122, description="a < b")
    told = xmltodict.parse(spell(open311.requests([one]), "xml"))["service_requests"]["request"]
    assert told["service_request_id"] == "638344" and told["requested_datetime"] == "2026-11-22T12:00:00+00:00"
    assert told["description"] == "a < b" and told["lat"] == "37.5" and told["status_notes"] is None
    assert json.loads(spell(open311.requests([one]), "json"))[0]["lat"] == 37.5
    begin = b'<?xml version="1.0" encoding="utf-8"?>\n<service_requests>'
    assert spell(open311.requests([one]), "xml").startswith(begin)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_text_can_break_either_spelling(words):
    one = open311.Request("1", "open", "1", words, NOW, description=words)
    for form in ("xml", "json"):
        open311_read.requests(spell(open311.requests([one]), form), form, WIB)


@pytest.mark.parametrize("body, form", [
    (b"", "xml"), (b"<a>", "xml"), (b"<services>x", "xml"), (b"nonsense", "json"), (b"{}{", "json"),
    (b'<!DOCTYPE a [<!ENTITY x "y">]><services>&x;</services>', "xml"), (b"[" * 100_000, "json"),
    (b"<a>" * 5_000, "xml"), (b'["a"]', "json"), (b"\xff\xfe\xff", "json"),
    (b"<?xml version='1.0' encoding='zz'?><a/>", "xml"),
    (b'<!DOCTYPE a SYSTEM "http://contoh.invalid/a.dtd"><services/>', "xml")])
def test_what_is_not_open311(body, form):
    with pytest.raises(NotOpen311):
        open311_read.services(body, form)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(
        st.sampled_from(["services", "service", "groups", "metadata", "service_requests", "lat", "notes", "errors",
                         "code", "attributes", "values", "discovery", "endpoints"]), inside, max_size=3), max_leaves=8,
).map(lambda found: json.dumps(found).encode()), FORMS)
def test_a_strange_server_is_refused_or_read_but_breaks_nothing(body, form):
    for read in (open311_read.services, open311_read.definition, open311_read.accepted, open311_read.tokens,
                 open311_read.faults, open311_read.discovery,
                 lambda b, f: open311_read.requests(b, f, WIB), lambda b, f: open311_read.updates(b, f, WIB)):
        with suppress(NotOpen311):
            read(body, form)


def asked(**words):
    return open311_in.question(list(words.items()), WIB, NOW)


def test_nothing_asked_is_the_last_ninety_days_and_at_most_a_thousand():
    for words in ({}, {"start_date": "", "status": " ", "page": "", "lat": "", "bbox": "", "service_code": ","}):
        found, faults = asked(**words)
        assert not faults and (found.start, found.end, found.size, found.paged) == (
            NOW - timedelta(days=90), None, 1_000, False)


def test_everything_asked():
    found, faults = asked(
        service_code="jalan,air", status="open,closed", start_date="2026-01-01T00:00:00Z",
        end_date="2026-03-31T00:00:00 07:00", page="3", per_page="20", extensions="true", bbox="107,-7.5,108,-6",
        lat="-7", long="107.5", radius="250", order_by="updated_datetime", agency_responsible="dpu", search="lubang")
    assert not faults
    assert found.codes == ("jalan", "air") and found.status == {"open", "closed"}
    assert found.end == datetime(2026, 3, 31, tzinfo=WIB) and (found.page, found.size, found.paged) == (3, 20, True)
    assert found.box == (107, -7.5, 108, -6) and found.near == (-7, 107.5, 250) and found.extensions


@pytest.mark.parametrize("words, named", [
    ({"start_date": "kemarin"}, "start_date"), ({"start_date": "2026-13-01"}, "start_date"),
    ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-07-01T00:00:00Z"}, "90 days"),
    ({"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}, "before"),
    ({"status": "baru"}, "status"),
    ({"page": "0"}, "page"), ({"page": "-1"}, "page"), ({"page_size": "x"}, "page_size"),
    ({"lat": "91", "long": "1"}, "lat"),
    ({"lat": "1"}, "together"), ({"lat": "nan", "long": "1"}, "lat"), ({"bbox": "1,2,3"}, "bbox"),
    ({"bbox": "3,2,1,4"}, "bbox"), ({"bbox": "inf,1,2,3"}, "bbox"), ({"order_by": "name"}, "order_by"),
    ({"radius": "-5"}, "radius"), ({"service_code": ",".join(map(str, range(300)))}, "200 values")])
def test_what_cannot_be_meant_is_said(words, named):
    _, faults = asked(**words)
    assert faults and all(fault.code == 400 for fault in faults) and named in faults[0].description


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from([
    "service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size", "updated_after",
    "bbox", "lat", "long", "radius", "order_by", "description", "email", "api_key", "attribute[a]", "attribute[b][]"]),
    st.text(max_size=20) | st.integers().map(str) | st.floats().map(str)), max_size=8))
def test_no_words_break_the_reading(pairs):
    open311_in.question(pairs, WIB, NOW)
    open311_in.submission(pairs, WIB)
    open311_in.update(pairs, WIB)


def test_a_submission():
    found, faults = open311_in.submission([
        ("service_code", "jalan"), ("lat", "-7"), ("long", "107"), ("description", "Jalan rusak"), ("email", ""),
        ("attribute[SEJAK]", "kemarin"), ("attribute[JENIS][]", "a"), ("attribute[JENIS][]", "b")], WIB)
    assert not faults and found.attributes == {"SEJAK": ("kemarin",), "JENIS": ("a", "b")} and found.email == ""
    for pairs, named in (([], "service_code"), ([("service_code", "1")], "address_string"),
                         ([("service_code", "1"), ("lat", "1")], "together"),
                         ([("service_code", "1"), ("address_id", "1"), ("description", "x" * 4_001)], "4000")):
        assert any(named in fault.description for fault in open311_in.submission(pairs, WIB)[1])


def test_an_update():
    found, faults = open311_in.update([("service_request_id", "7"), ("status", "FIXED"), ("description", "Selesai"),
                                       ("updated_datetime", "2026-01-03T14:05:00+07:00"), ("update_id", "u1")], WIB)
    assert not faults and (found.status, found.word, found.update_id) == ("closed", "fixed", "u1")
    assert len(open311_in.update([("status", "DONE")], WIB)[1]) == 3
