"""A published sheet or a signed pledge that somebody changes behind the actions no longer fits its line."""
import json

import pytest

from pendopo.channels.initiatives.actions import forgetting
from pendopo.channels.initiatives.models import Evidence, Issue, Pledge, Sheet
from pendopo.channels.initiatives.queries.suggestions import suggestions
from pendopo.channels.initiatives.shown import initiatives
from pendopo.core.ledger.models import Line
from pendopo.core.records import kinds
from tests.core.hall import again, person, record

pytestmark = pytest.mark.django_db


def wrong():
    """What the tables show otherwise than the lines say."""
    shown, found = initiatives(list(Line.objects.values_list("pk", flat=True))), set()
    for line in Line.objects.filter(pk__in=shown):
        said = json.loads(line.facts)
        found |= {name for name, value in shown[line.pk].items() if said.get(name) != value}
    return found


@pytest.mark.database
def test_what_pages_show_is_what_both_sides_agreed_to(town, begun):
    town.walk(begun, "")
    assert wrong() == set() and Sheet.objects.exclude(event=None).count() == 5
    sheet = town.sheet(begun, "problem")
    sheet.face["third"] = "<p>Tidak ada.</p>"
    sheet.save()
    assert wrong() == {"shows"}
    Pledge.objects.filter(side="cso").update(text="Kami berjanji lain.")
    assert wrong() == {"shows", "pledge"}


def test_erasure_leaves_a_sheet_that_still_fits_the_ledger(town, begun):
    made = town.walk(begun, "understanding")
    forgetting.drop_words(town.joko)
    forgetting.release_evidence(town.fajar)
    assert "Obat kosong" not in str(town.sheet(made, "issue").face) and wrong() == set()
    assert not Evidence.objects.exclude(by=None).exists() and Issue.objects.get().by_id is not None


def test_problems_of_the_citys_records_are_suggested_by_topic_and_by_words(town, begun, monkeypatch):
    """Any kind that says of itself that its records are problems; here commitments stand for one."""
    monkeypatch.setattr(kinds, "problems", lambda: ["plans"])
    one = record(title="Pasien menunggu di loket", topic="kesehatan")
    record(title="Jalan berlubang", topic="jalan")
    assert [row.pk for row in suggestions(begun, again(town.dewi))] == [one.pk]
    begun.topic, begun.title = "other", "Jalan ke puskesmas"
    assert [row.title for row in suggestions(begun, person())] == ["Jalan berlubang"]
