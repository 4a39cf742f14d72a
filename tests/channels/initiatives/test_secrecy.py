"""What one side keeps for itself: from the other side, from the city's administrators, from a stolen database."""
import pytest
from django.db import connection
from django.utils import timezone

from pendopo.channels.initiatives.actions import forgetting, noting, opening, seating
from pendopo.channels.initiatives.models import Ballot, Note, Seat
from pendopo.core.ledger.actions import seal
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.roles import ROLES
from pendopo.core.records.holds import lift_hold, set_hold
from pendopo.core.records.models import Event
from pendopo.kit.seal.boxes import Shut
from tests.core.hall import again, person

pytestmark = pytest.mark.django_db
WORD = b"burungmaleo"


@pytest.fixture
def learnt(town, begun):
    """At the end of step 5: each side has kept a protected note."""
    made = town.walk(begun, "learning")
    town.learn(made)
    return town.fresh(made)


def dump():
    """Every cell of every table as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [(table, bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode())
                      for row in cursor.fetchall() for cell in row]
    return found


@pytest.mark.database
def test_a_dump_of_the_database_tells_nothing_of_protected_notes(learnt, settings, tmp_path):
    settings.LEDGER_ROOT = tmp_path / "ledger"
    seal()
    assert Note.objects.count() == 2
    assert [table for table, cell in dump() if WORD in cell.lower()] == []
    assert not any(WORD in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_each_side_reads_its_own_and_nobody_else_anything(town, learnt):
    assert [one.text for one in noting.look_notes(actor=town.dewi, initiative=learnt)] == [
        "Rahasia government burungmaleo"]
    assert [one.side for one in noting.look_notes(actor=town.joko, initiative=learnt)] == ["cso"]
    for who in (town.fajar, town.mira, town.ratna, *(
            person("Admin Contoh", at=at, role=role) for at in (town.dinkes, town.peduli) for role in ROLES)):
        assert noting.look_notes(actor=again(who), initiative=learnt) == []


def test_a_seat_that_somebody_writes_into_the_table_opens_the_notes_for_nobody(town, learnt):
    Seat.objects.create(initiative=learnt, person=town.surya, organisation=town.dinkes, side="government",
                        since=timezone.localdate())
    for who in (town.surya, town.dewi):
        with pytest.raises(Shut):
            noting.look_notes(actor=again(who), initiative=learnt)
    with pytest.raises(Shut):                                    # and the next real seat does not make it good
        town.sit(learnt, person("Baru Contoh", at=town.dinkes, role="officer"), town.dinkes, "government")


def test_who_comes_reads_and_who_leaves_does_not(town, learnt):
    town.sit(learnt, town.tini, town.peduli, "cso")
    assert len(noting.look_notes(actor=again(town.tini), initiative=learnt)) == 1
    seating.end_seat(actor=town.joko, seat=Seat.objects.get(initiative=learnt, person=town.tini))
    assert noting.look_notes(actor=again(town.tini), initiative=learnt) == []
    assert len(noting.look_notes(actor=town.joko, initiative=learnt)) == 1


def test_a_new_facilitator_reads_what_is_shared_and_the_old_one_no_more(town, learnt):
    noting.keep_note(actor=town.joko, initiative=learnt, text="Untuk fasilitator", shared=True)
    assert [one.text for one in noting.look_notes(actor=town.fajar, initiative=learnt)] == ["Untuk fasilitator"]
    heir = person("Intan Contoh", at=town.kampus, role="facilitator")
    opening.name_facilitator(actor=town.dewi, initiative=learnt, membership=heir.memberships.get())
    learnt = town.fresh(learnt)
    assert [one.text for one in noting.look_notes(actor=heir, initiative=learnt)] == ["Untuk fasilitator"]
    assert noting.look_notes(actor=again(town.fajar), initiative=learnt) == []


def test_drafts_of_the_room_are_on_no_public_timeline(town, begun):
    town.find_issue(begun)
    rows = Event.objects.filter(record=begun.pk, verb="initiatives.draft").select_related("line")
    assert rows and all(row.visibility == "room" and row.line.visibility == "private" for row in rows)
    assert all("Antrean panjang" not in row.line.facts + row.line.words for row in rows)


def test_who_goes_takes_their_words_along(town, learnt):
    assert "Obat kosong" in str(town.sheet(learnt, "issue").face["decisions"])
    forgetting.drop_words(town.joko)
    forgetting.drop_notes(town.joko)
    forgetting.leave_seats(town.joko)
    assert not Ballot.objects.exclude(words="").exists() and Note.objects.count() == 1
    assert "Obat kosong" not in str(town.sheet(learnt, "issue").face["decisions"])
    assert len(noting.look_notes(actor=town.dewi, initiative=learnt)) == 1


def test_what_the_law_holds_stays_until_it_is_lifted(town, begun):
    town.find_issue(begun)
    set_hold(actor=town.dewi, record=begun, ground="court", reference="Perkara Contoh 7/2026")
    erase(actor=again(town.joko), person=town.joko)
    assert Ballot.objects.filter(by=town.joko, words="Obat kosong lebih mendesak.").exists()
    assert Seat.objects.filter(initiative=begun, person=town.joko).exists()
    lift_hold(actor=again(town.dewi), record=town.fresh(begun))
    assert not Ballot.objects.exclude(words="").exists() and not Ballot.objects.filter(by=town.joko).exists()
    assert not Seat.objects.filter(person=town.joko).exists()
