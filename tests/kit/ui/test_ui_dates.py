"""Days and hours: the weekday is counted, the zone is named, what is partial stays partial."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kit.ui.dates import ago, dated, day, hour, moment, span, timed, zone

EVENING = datetime(2017, 3, 27, 12, 0, tzinfo=UTC)
NAMES = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def test_the_golden_monday():
    with override("id"):
        assert day(date(2017, 3, 27)) == "Senin, 27 Maret 2017"
    with override("en"):
        assert day(date(2017, 3, 27)) == "Monday, 27 March 2017"


@given(st.dates(date(1945, 8, 17), date(2100, 1, 1)))
def test_every_weekday_is_counted(value):
    with override("id"):
        assert day(value).split(",")[0] == NAMES[value.weekday()]


def test_a_moment_names_its_zone():
    with override("id"):
        assert moment(EVENING) == "Senin, 27 Maret 2017 pukul 19.00 WIB"
        assert hour(EVENING) == "19.00 WIB"
    with override("en"):
        assert moment(EVENING) == "Monday, 27 March 2017 at 19:00 WIB"


@pytest.mark.parametrize(
    ("where", "name", "shown"),
    [
        ("Asia/Jakarta", "WIB", "19.00 WIB"),
        ("Asia/Makassar", "WITA", "20.00 WITA"),
        ("Asia/Jayapura", "WIT", "21.00 WIT"),
    ],
)
def test_each_zone_of_the_country(settings, where, name, shown):
    settings.TIME_ZONE = where
    with override("id"):
        assert (zone(EVENING), hour(EVENING)) == (name, shown)


def test_the_day_is_the_citys_day():
    """Half past five in the afternoon of Sunday in London is already Monday in Jakarta."""
    with override("en"):
        assert day(datetime(2017, 3, 26, 17, 30, tzinfo=UTC)) == "Monday, 27 March 2017"
        assert day(datetime(2017, 3, 27, 1, 0, tzinfo=timezone(timedelta(hours=9)))) == "Sunday, 26 March 2017"


def test_partial_dates_stay_partial():
    with override("id"):
        assert [day("2017"), day("2017-03"), day("2017-03-27")] == ["2017", "Maret 2017", "Senin, 27 Maret 2017"]
        assert dated("2017-03") == '<time datetime="2017-03">Maret 2017</time>'


def test_what_is_no_date_is_refused():
    for wrong in ("27/03/2017", "Maret", ""):
        with pytest.raises(ValueError, match="not a date"):
            day(wrong)
    with pytest.raises(ValueError, match="without a zone"):
        moment(datetime(2017, 3, 27, 12, 0))


def test_no_date_says_so():
    with override("id"):
        assert {day(None), moment(None), str(ago(None)), str(dated(None)), str(timed(None))} == {"tanpa tanggal"}


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=64), "2 months ago"),
        (timedelta(days=800), "2 years ago"),
        (-timedelta(days=3), "in 3 days"),
    ],
)
def test_relative_words_keep_the_exact_moment(before, words):
    with override("en"):
        assert ago(EVENING, since=EVENING + before) == (
            '<time datetime="2017-03-27T19:00+07:00" title="Monday, 27 March 2017 at 19:00 WIB">' + words + "</time>"
        )


def test_relative_words_in_indonesian():
    with override("id"):
        assert "5 jam yang lalu" in ago(EVENING, since=EVENING + timedelta(hours=5))
        assert "3 hari lagi" in ago(EVENING, since=EVENING - timedelta(days=3))


def test_a_span_is_said_in_years_where_it_comes_out_even():
    with override("id"):
        assert [span(730), span(365), span(90)] == ["2 tahun", "1 tahun", "90 hari"]
    with override("en"):
        assert [span(730), span(365), span(1), span(366)] == ["2 years", "1 year", "1 day", "366 days"]
