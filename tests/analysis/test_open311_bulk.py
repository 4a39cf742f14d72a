import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import open311_bulk
from pendopo.analysis.loss import explain
from pendopo.analysis.xlsx_parts import Unreadable

WIB = ZoneInfo("Asia/Jakarta")
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=30).map(str.strip)
AT = st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(tzinfo=WIB, microsecond=0))
PLACE = st.just((None, None)) | st.tuples(st.floats(-90, 90), st.floats(-180, 180)).filter(any)
ROWS = st.lists(st.builds(
    lambda number, at, words, dates, place: open311_bulk.BulkRow(number, at, *dates, *words, *place),
    WORD.filter(bool), AT, st.lists(WORD, min_size=8, max_size=8), st.tuples(st.none() | AT, st.none() | AT), PLACE),
    max_size=4, unique_by=lambda row: row.service_request_id)


def read(text):
    bulk = open311_bulk.Bulk(io.BytesIO(text.encode()), WIB)
    return list(bulk), bulk.loss


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_what_is_written_is_read_again(rows):
    again, loss = read("".join(open311_bulk.write(rows)))
    assert [replace(row, line=0) for row in again] == rows and not loss.problems


def test_a_file_as_cities_publish_it():
    rows, loss = read("SERVICE_REQUEST_ID,Requested Datetime,closed_datetime,status,latitude,longitude,ward\n"
                      "1,2026-01-03T14:05:00+07:00,2026-01-04,Closed,-7.1,107.2,9\n2,2026-01-03 14:05,,open,0,0,\n"
                      "3,,,,,,\n,2026-01-03,,,,,\n1,2026-01-03,,,,,\n4,kapan,,,,,\n5,2026-01-03T00:00:00Z,x,open,120,5,\n")
    assert [(row.service_request_id, row.closed, row.lat) for row in rows] == [("1", True, -7.1), ("2", False, None),
                                                                               ("5", False, None)]
    assert rows[0].extra == {"ward": "9"} and (loss.rows, loss.left_out) == (7, 4)
    told = [explain(problem, "en") for problem in loss.problems]
    assert "Row 5, column service_request_id: there is no tracking number, the row is left out." in told
    assert "Row 8, column lat: no sensible number (120), left empty." in told
    assert "Row 3, column requested_datetime: a date without a zone (2026-01-03 14:05), read as local time." in told
    assert "Column service_name: this column is not in the file." in told


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "service_request_id\n1\n"])
def test_no_such_file(text):
    with pytest.raises(Unreadable):
        read(text)
