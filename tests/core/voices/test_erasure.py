"""The right to be erased: the person's words are nowhere, the conversation keeps its shape."""
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from pendopo.core.ledger.actions import sequence_all
from pendopo.core.ledger.models import Line
from pendopo.core.notices.actions import digest
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.queries import everything_about
from pendopo.core.voices.actions.moderation import appeal, flag, hide
from pendopo.core.voices.actions.speech import comment, edit
from pendopo.core.voices.actions.standing import follow, support
from pendopo.core.voices.models import Case, Comment, Flag, Follow, Support
from pendopo.core.voices.queries import discussion
from tests.core.hall import again, office, person, record

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = ("zamrudkatulistiwa", "burungcendrawasih", "sungaikapuas", "gununglawu", "dahulunya")


def found_in_tables():
    """Where any of the words still stands: every text column of every table of ours, read as it lies there."""
    hits = []
    for model in apps.get_models():
        if not model.__module__.startswith("pendopo."):
            continue
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")      # a table name of our own
            for row in cursor.fetchall():
                hits += [(model.__name__, word) for word in WORDS if word in repr(row)]
    return hits


def test_erased_words_are_nowhere_and_the_thread_stands():
    road = record(at=office())
    sari, budi = person("Sari Contoh"), person("Budi Contoh")
    moderator = person(at=office("Sekretariat"), role="moderator")
    follow(actor=budi, record=road, volume="loud"), follow(actor=sari, record=road), support(actor=sari, record=road)
    first = comment(actor=sari, record=road, text="Rumah saya di zamrudkatulistiwa")
    mended = comment(actor=sari, record=road, text="Ini dahulunya")
    edit(actor=sari, comment=mended, text="Ini burungcendrawasih")
    answer = comment(actor=budi, record=road, text="Terima kasih", parent=first)
    support(actor=sari, record=road, comment=answer)
    hidden = comment(actor=sari, record=road, text="Kata sungaikapuas")
    appeal(actor=sari, case=hide(actor=moderator, comment=hidden, reason="insult"), text="Maaf gununglawu")
    flag(actor=sari, comment=answer, reason="spam", words="laporan gununglawu", key=str(sari.pk))
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        digest()
    assert found_in_tables(), "the test finds what is there"
    rows = everything_about(sari)
    assert len(rows["voices.comment:author"]) == 3 and rows["voices.flag:person"] and rows["voices.follow:person"]

    erase(actor=again(sari), person=again(sari))

    assert found_in_tables() == []
    assert not Follow.objects.filter(person=sari).exists() and not Support.objects.filter(person=sari).exists()
    assert Comment.objects.get(pk=answer.pk).supports == 0
    assert Flag.objects.get().person is None and Case.objects.filter(state="appealed").get().appeal == ""
    threads = discussion(road, None).threads
    assert [(thread.comment.author, thread.comment.html) for thread in threads] == [(None, ""), (None, "")], (
        "the mended one was erased within its quarter of an hour and leaves no trace")
    assert threads[-1].replies[0].html == "<p>Terima kasih</p>\n"
    sequence_all()
    erasures = [line.facts for line in Line.objects.filter(facts__contains='"ledger.erase"')]
    assert any("UU 27/2022" in facts for facts in erasures), "the log says by which law"


def test_what_was_answered_for_an_office_stays_with_the_office():
    unit = office("Dinas Jalan")
    road, officer = record(at=unit), person("Petugas Contoh", at=unit, role="officer")
    said = comment(actor=officer, record=road, text="Perbaikan mulai Senin", office=unit)
    erase(actor=again(officer), person=again(officer))
    said.refresh_from_db()
    assert (said.text, said.author_id, said.office_id) == ("Perbaikan mulai Senin", None, unit.pk)
