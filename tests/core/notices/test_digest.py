"""When news become letters: in the digest, at once, late, in slices, once."""
from datetime import time, timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from pendopo.core.notices import actions
from pendopo.core.notices.actions import at_once, digest, tell
from pendopo.core.notices.models import Notice
from pendopo.core.records.models import Record
from pendopo.kit.post.models import Letter
from tests.core.hall import office, person, record
from tests.core.notices.week import MONDAY, THURSDAY, WEDNESDAY, crowd, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.mark.database
def test_five_thousand_follow_two_hundred_have_news_two_hundred_letters():
    """No letter for those without news, no query for them either."""
    road, market = record("Jalan desa"), record("Pasar baru")
    people = crowd(5_000)
    with time_machine.travel(THURSDAY, tick=False):
        assert queries_of(digest) == 2 and not Letter.objects.exists(), "the city's name, and nobody"
    with time_machine.travel(WEDNESDAY):
        tell(people[:1], "voices.commented", road)
    with time_machine.travel(THURSDAY):
        first = queries_of(digest)
    assert Letter.objects.count() == 1
    with time_machine.travel(WEDNESDAY):
        tell(people[:200], "voices.commented", road)
        tell(people[100:200], "voices.commented", market)
    with time_machine.travel(THURSDAY):
        many = queries_of(digest)
        assert digest() == 0, "nobody is told twice"
    assert Letter.objects.count() == 201
    assert len(set(Letter.objects.values_list("to", flat=True))) == 200
    assert many - first <= 2, "a few statements more for two hundred letters than for one; nothing else grows"


def test_a_digest_is_one_mail_grouped_and_newest_first_in_the_readers_language():
    sari = person(language="en")
    road, market = record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road), tell([sari], "voices.commented", road)
    tell([sari], "voices.commented", market)
    tell([sari], "voices.answered", road)
    with time_machine.travel(THURSDAY, tick=False), translation.override("id"):
        assert digest() == 1
    mail = Letter.objects.get()
    assert mail.to == sari.email and mail.language == "en" and mail.subject.startswith("News on 2 records")
    for text in (mail.text, mail.html):
        assert text.index("Jalan desa") < text.index("1 official answer") < text.index("2 new comments")
        assert text.index("2 new comments") < text.index("Pasar baru") < text.index("1 new comment")
        assert f"/en{road.get_absolute_url()}" in text
    assert mail.text.count("Jalan desa") == 1


def test_one_piece_of_news_names_itself_in_the_subject_and_html_is_escaped():
    tell([person(language="en")], "voices.answered", record("Jalan <b>& jembatan"))
    with time_machine.travel(THURSDAY, tick=False):
        digest()
    mail = Letter.objects.get()
    assert mail.subject.startswith("Official answer: Jalan <b>& jembatan")
    assert "Jalan &lt;b&gt;&amp; jembatan" in mail.html and "Jalan <b>& jembatan" in mail.text


def test_mail_tells_nothing_of_records_that_are_not_public():
    unit = office()
    sari = person(at=unit, role="officer", language="en")
    secret = record("Pengaduan rahasia", at=unit, visibility="sealed")
    hidden = record("Disembunyikan")
    tell([sari], "voices.commented", secret), tell([sari], "voices.commented", hidden)
    Record.objects.filter(pk=hidden.pk).update(visibility="hidden")
    with time_machine.travel(THURSDAY, tick=False):
        assert digest() == 1
    mail = Letter.objects.get()
    for word in ("rahasia", secret.code, "comment", "Disembunyikan"):
        assert word not in mail.subject + mail.text + mail.html
    assert "not public" in mail.text and reverse("notices:mine") in mail.text


def test_news_only_of_what_is_gone_cause_no_mail():
    sari, gone = person(), record("Terhapus")
    tell([sari], "voices.commented", gone)
    Record.objects.filter(pk=gone.pk).update(visibility="erased", title="")
    with time_machine.travel(THURSDAY, tick=False):
        assert digest() == 0
    assert not Letter.objects.exists()


def test_what_was_read_here_is_not_mailed():
    sari, road = person(), record()
    tell([sari], "voices.commented", road)
    actions.read(actor=sari, upto=timezone.now(), everything=True)
    with time_machine.travel(THURSDAY, tick=False):
        assert digest() == 0


@pytest.mark.parametrize(("pace", "way", "daily", "monday", "minute"), [
    (None, "digest", 1, 1, 0), (None, "now", 1, 1, 1), (None, "here", 0, 0, 0),
    ("daily", "digest", 1, 1, 0), ("weekly", "digest", 0, 1, 0), ("weekly", "now", 0, 1, 1),
    ("instant", "digest", 0, 0, 1), ("instant", "now", 0, 0, 1), ("instant", "here", 0, 0, 0),
    ("none", "digest", 0, 0, 0), ("none", "now", 0, 0, 0)])
def test_pace_and_way_decide_when_it_is_mailed(pace, way, daily, monday, minute):
    sari, road = person(), record()
    if pace:
        actions.prefer(actor=sari, pace=pace)
    for moment, run, expected in ((THURSDAY, digest, daily), (MONDAY, digest, monday), (THURSDAY, at_once, minute)):
        Notice.objects.all().delete()
        tell([sari], "voices.commented", road, way=way)
        assert digest() == 0, "not before six in the morning"
        with time_machine.travel(moment, tick=False):
            assert run() == expected, (run.__name__, moment)


@pytest.mark.parametrize(("start", "end", "hour", "sent"), [
    ("21:00", "06:00", "22:00", 0), ("21:00", "06:00", "05:59", 0), ("21:00", "06:00", "06:00", 1),
    ("21:00", "06:00", "12:00", 1), ("12:00", "13:00", "12:30", 0), ("12:00", "13:00", "13:00", 1),
    ("12:00", "13:00", "11:59", 1)])
def test_quiet_hours_delay_what_comes_at_once(start, end, hour, sent):
    sari, quiet_from, quiet_until = person(), time.fromisoformat(start), time.fromisoformat(end)
    actions.prefer(actor=sari, pace="instant", quiet_from=quiet_from, quiet_until=quiet_until)
    tell([sari], "voices.commented", record())
    local = timezone.make_aware(timezone.datetime.combine(timezone.localdate(), time.fromisoformat(hour)))
    with time_machine.travel(local, tick=False):
        assert at_once() == sent
    with time_machine.travel(local + timedelta(hours=12), tick=False):
        assert at_once() == 1 - sent, "delayed, not lost"


def test_a_digest_that_was_missed_is_made_up_for():
    tell([person()], "voices.commented", record())
    with time_machine.travel("2026-11-21T20:00:00Z", tick=False):         # Sunday, 03:00: the worker is back
        assert digest() == 1


def test_what_happens_after_six_waits_for_the_next_morning():
    sari, road = person(), record()
    with time_machine.travel(THURSDAY, tick=False):
        tell([sari], "voices.commented", road)
        assert digest() == 0
    with time_machine.travel("2026-11-19T22:59:00Z", tick=False):         # Friday, 05:59
        assert digest() == 0
    with time_machine.travel("2026-11-19T23:00:00Z", tick=False):
        assert digest() == 1


def test_a_large_digest_is_done_in_slices(monkeypatch):
    tell(crowd(30), "voices.commented", record())
    monkeypatch.setattr(actions, "CROWD", 10)
    monkeypatch.setattr(actions, "SLICE", 0.0)
    with time_machine.travel(THURSDAY):
        assert digest() == 0, "no time at all"
        monkeypatch.setattr(actions, "SLICE", 60.0)
        assert digest() == 30


def test_what_changes_while_letters_are_composed_waits_for_the_next_round():
    """Read, or told more, between composing and sending: no letter with half of it, none about what was read."""
    reads, hears, still = person("Membaca"), person("Mendengar"), person("Tetap")
    road = record()
    tell([reads, hears, still], "voices.commented", road)
    news = list(Notice.objects.select_related("person", "record").order_by("person", "-made", "-pk"))
    actions.read(actor=reads, upto=timezone.now(), everything=True)
    tell([hears], "voices.commented", road)
    assert actions.mail(news, "Contoh") == 1
    assert Letter.objects.get().to == still.email
    assert actions.mail(news, "Contoh") == 0
    with time_machine.travel(THURSDAY, tick=False):
        assert digest() == 1
    assert "2 komentar" in Letter.objects.get(to=hears.email).text


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once():
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time: the line of writers is tested in kit/sqlite")
    tell(crowd(300), "voices.commented", record())
    sent = []

    def work():
        sent.append(digest())
        connection.close()

    with time_machine.travel(THURSDAY):
        workers = [Thread(target=work) for _ in range(3)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert sum(sent) == 300 == Letter.objects.count() == len(set(Letter.objects.values_list("to", flat=True)))
