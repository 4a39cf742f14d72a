"""Page N by tallies shows what counting all rows before it shows, whatever happened meanwhile."""
import itertools
from datetime import timedelta

import pytest
import time_machine
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.analysis.open311_in import question
from pendopo.channels.reports.models import Report
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.gateways.open311.following import follow, recount
from pendopo.gateways.open311.models import Mark, Tally
from pendopo.gateways.open311.pages import COUNTED, TALLIED, cut
from pendopo.gateways.open311.views import whole_days
from tests.gateways.open311.town import Streets, codes, get

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NUMBERS = itertools.count(1)


def crowd(town, moments):
    """Public reports at these moments (hours before now), every third closed, every second about something else."""
    for place, hours in enumerate(moments):
        at = timezone.now() - timedelta(hours=hours)
        number = next(NUMBERS)
        Report(code=f"LAP-2024-{2_000_000 + number}-X", title=f"Laporan {number}", state="routed", visibility="public",
               classification="complaint", category=town.road if place % 2 else town.ktp, office=town.pu, created=at,
               closed=at if place % 3 == 0 else None).save()


WORDS = st.fixed_dictionaries({}, optional={
    "status": st.sampled_from(["open", "closed", "open,closed"]), "service_code": st.just("jalan/jalan-rusak"),
    "start_date": st.sampled_from(["2024-02-20T00:00:00+07:00", "2024-02-20T05:00:00Z", "2024-02-20T05:30:00Z"]),
    "end_date": st.sampled_from(["2024-03-03T00:00:00+07:00", "2024-03-02T10:00:00+07:00", "2024-03-30T00:00:00Z"])})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 600), max_size=25), WORDS, st.integers(1, 7))
def test_every_page_is_the_page_that_counting_finds(streets, moments, words, size):
    Record.objects.filter(kind="reports").update(visibility="hidden")
    crowd(streets, moments)
    recount()
    zone, now = timezone.get_current_timezone(), whole_days()
    whole, faults = question(list(words.items()), zone, now)
    assert not faults
    wanted = [row["pk"] for row in cut(whole).keys]
    found = []
    for page in range(1, len(wanted) // size + 2):
        asked, _ = question([*words.items(), ("page", str(page)), ("page_size", str(size))], zone, now)
        part = cut(asked)
        assert part.total == len(wanted) and part.by in (TALLIED, COUNTED)
        found += [row["pk"] for row in part.keys]
    assert found == wanted


def test_common_filters_are_found_by_tallies_and_others_say_that_they_were_counted(streets):
    crowd(streets, range(0, 300, 10))
    recount()
    for words in ({}, {"status": "open"}, {"service_code": "kependudukan/ktp"},
                  {"start_date": "2024-02-25T00:00:00Z", "end_date": "2024-03-01T00:00:00+07:00"}):
        assert get("requests", page="2", page_size="5", **words)["X-Page-Found-By"] == TALLIED, words
    for words in ({"agency_responsible": "pu"}, {"bbox": "-180,-90,180,90"}, {"order_by": "requested_datetime"},
                  {"start_date": "2024-02-25T00:30:00Z"}):
        assert get("requests", page="1", page_size="5", **words)["X-Page-Found-By"] == COUNTED, words


def test_pages_lead_on_and_back(streets):
    crowd(streets, range(0, 120, 10))
    recount()
    first = get("requests", page="1", page_size="5", status="open,closed")
    assert (first["X-Result-Count"], first["X-Page-Count"], first["X-Page-Size"]) == ("12", "3", "5")
    assert first["X-Next-Page-URL"].endswith("page=2") and "X-Previous-Page-URL" not in first
    seen = codes(first) + [code for page in "23" for code in codes(get("requests", page=page, per_page="5"))]
    assert len(seen) == len(set(seen)) == 12
    assert codes(get("requests", page="4", per_page="5")) == []
    assert "X-Result-Count" not in get("requests")


def test_the_tallies_follow_what_is_done():
    town = Streets()
    assert follow() == 0 and not Tally.objects.exists()
    report = town.published()
    sequence_all()
    follow()
    assert get("requests", page="1", status="open")["X-Result-Count"] == "1"
    Record.objects.filter(pk=report.pk).update(visibility="sealed")
    records.note(report, "records.attach", by=system("test"))
    sequence_all()
    assert follow() == 1 and not Tally.objects.exists()
    assert follow() == 0
    assert Mark.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        Record.objects.filter(pk=report.pk).update(visibility="public")
        records.note(report, "records.attach", by=system("test"))
        sequence_all()
        assert follow() == 1 and Mark.objects.count() == 2
    kept = set(Tally.objects.values_list("code", "span", "begins", "status", "count"))
    recount()
    assert set(Tally.objects.values_list("code", "span", "begins", "status", "count")) == kept
    assert Tally.objects.filter(~Q(count=1)).count() == 0
