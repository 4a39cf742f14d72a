"""Who is told what: on the page, in the digest, at once, or not at all."""
import re
from datetime import time, timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from pendopo.core.notices import actions
from pendopo.core.notices.actions import at_once, digest, tell
from pendopo.core.notices.models import Delivery, Notice
from pendopo.core.notices.queries import stop_address, unread
from pendopo.core.notices.telling import said, subject
from pendopo.core.notices.wordings import wordings
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.core.voices.actions.standing import follow
from pendopo.core.voices.queries import followers
from pendopo.kit.post.models import Letter
from tests.core.hall import again, office, person, record

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-11-18T03:00:00Z"                                          # 10:00 WIB
THURSDAY, MONDAY = "2026-11-18T23:30:00Z", "2026-11-22T23:30:00Z"           # 06:30 WIB


@pytest.fixture(autouse=True)
def wednesday():
    """It is Wednesday, ten in the morning; what happens now is in the digest of Thursday."""
    with time_machine.travel(WEDNESDAY):
        yield


def queries_of(do):
    with CaptureQueriesContext(connection) as caught:
        do()
    return len(caught)


def crowd(many):
    return Person.objects.bulk_create([Person(alias=f"crowd-{n}", name=f"Warga {n}", email=f"banyak{n}@contoh.example",
                                              password="!") for n in range(many)])


@pytest.mark.database
def test_the_same_news_again_is_counted_not_repeated():
    sari, road = person(), record()
    for _ in range(3):
        tell([sari], "voices.commented", road)
    tell([sari], "voices.answered", road)
    assert sorted(Notice.objects.values_list("template", "count")) == [("voices.answered", 1), ("voices.commented", 3)]
    actions.read(actor=sari, upto=timezone.now(), record=Record.objects.get(pk=road.pk))
    tell([sari], "voices.commented", road)
    assert sorted(Notice.objects.values_list("count", flat=True)) == [1, 1, 3], "what was seen is over"


@pytest.mark.database
def test_a_crowd_is_told_in_one_statement():
    road, people = record(), crowd(500)
    assert queries_of(lambda: tell(Person.objects.filter(alias__startswith="crowd"), "voices.commented", road)) == 1
    assert Notice.objects.count() == len(people)
    assert tell(Person.objects.none(), "voices.commented", road) == 0
    assert tell([], "voices.commented", road) == 0


def test_whoever_cannot_sign_in_is_not_told():
    road = record()
    guest, gone, bot = person(sort="guest", email=None), person(is_active=False), person(sort="system", email=None)
    assert tell([guest, gone, bot], "voices.commented", road) == 0


def test_a_template_that_nobody_knows_or_facts_that_it_does_not_list_are_refused():
    with pytest.raises(KeyError):
        tell([person()], "voices.unknown", record())
    with pytest.raises(ValueError, match="told with"):
        tell([person()], "voices.commented", record(), name="Sari Contoh")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_wording_reads_in_both_languages(language):
    road = record()
    sari = person(language=language)
    for template, wording in wordings().items():
        one = Notice(person=sari, record=road, template=template, facts=dict.fromkeys(wording.facts, "open"))
        with translation.override(language):
            for many in (1, 3):
                one.count = many
                for text in (said(one), subject(one)):
                    assert text and not re.search(r"%\(|\{|\}", text), (template, text)
        with translation.override("id"):
            indonesian = said(one), subject(one)
        with translation.override("en"):
            assert (said(one), subject(one)) != indonesian, f"{template} is not translated"


def test_the_page_groups_by_record_newest_first(client):
    sari, road, market = person(), record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road)
    tell([sari], "voices.commented", market)
    tell([sari], "voices.answered", road)
    client.force_login(sari)
    with translation.override("en"):
        text = client.get(reverse("notices:mine")).text
    assert text.index("Jalan desa") < text.index("official answer") < text.index("new comment")
    assert text.index("new comment") < text.index("Pasar baru")
    assert unread(sari) == 3


def test_marking_as_read_leaves_what_came_meanwhile(client):
    sari, road, market = person(), record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road), tell([sari], "voices.commented", market)
    client.force_login(sari)
    page = client.get(reverse("notices:mine")).text
    tell([sari], "voices.answered", market)
    newest = re.search(r'name="upto" value="([\d.]+)"', page)[1]
    client.post(reverse("notices:mine"), {"upto": newest, "all": "1"})
    assert list(Notice.objects.filter(seen=None).values_list("template", flat=True)) == ["voices.answered"]
    assert client.post(reverse("notices:mine"), {"upto": "x", "all": "1"}).status_code == 302
    assert unread(sari) == 1


def test_opening_a_piece_of_news_marks_its_record_as_read(client):
    sari, road, market = person(), record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road), tell([sari], "voices.answered", road)
    tell([sari], "voices.commented", market)
    client.force_login(sari)
    answer = client.get(reverse("notices:open", args=[Notice.objects.filter(record=road.pk).first().pk]))
    assert answer.headers["Location"] == road.get_absolute_url()
    assert list(Notice.objects.filter(seen=None).values_list("record", flat=True)) == [market.pk]


def test_news_of_somebody_else_cannot_be_opened(client):
    tell([person()], "voices.commented", record())
    client.force_login(person("Budi Contoh"))
    assert client.get(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_news_costs_the_same_for_one_and_three(client, many):
    sari = person()
    for number in range(many):
        tell([sari], "voices.commented", record(f"Catatan {number}"))
    client.force_login(sari)
    client.get(reverse("notices:mine"))
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("notices:mine"))
    own = [query["sql"] for query in caught if "notices_notice" in query["sql"]]
    assert len(own) == 3, "the groups, their lines, and the number in the header"


def test_a_long_page_of_news_goes_on(client):
    sari = person()
    for number in range(23):
        tell([sari], "voices.commented", record(f"Catatan nomor {number:02}"))
    client.force_login(sari)
    first = client.get(reverse("notices:mine")).text
    assert "nomor 22" in first and "nomor 03" in first and "nomor 02" not in first
    older = re.search(r'href="([^"]*sebelum=[^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(older).text
    assert "nomor 02" in second and "nomor 00" in second and "nomor 03" not in second


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
    assert many - first <= 3, "a few statements more for two hundred letters than for one; nothing else grows"


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


def test_one_click_ends_the_mail_without_signing_in(client):
    sari = person()
    tell([sari], "voices.commented", record())
    with time_machine.travel(THURSDAY, tick=False):
        digest()
    mail = Letter.objects.get()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + mail.headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert path in mail.text
    assert client.get(path).status_code == 200 and not Delivery.objects.exists(), "looking changes nothing"
    answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200 and not answer.cookies
    assert Delivery.objects.get().pace == "none"
    tell([sari], "voices.answered", record("Lain"), way="now")
    with time_machine.travel(MONDAY, tick=False):
        assert digest() == 0 and at_once() == 0


def test_a_link_that_is_none_of_ours_ends_nothing(client):
    sari = person()
    assert client.post(reverse("notices:stop", args=["bukan-tautan"])).status_code == 404
    assert client.post(stop_address(sari)[:-2] + "/").status_code == 404
    assert not Delivery.objects.exists()


def test_choosing_how_one_is_told(client):
    sari = person()
    client.force_login(sari)
    page = reverse("notices:prefer")
    assert client.get(page).status_code == 200
    half = client.post(page, {"pace": "instant", "quiet_from": "21:00"})
    assert half.status_code == 200 and "21:00" in half.text and not Delivery.objects.exists()
    assert client.post(page, {"pace": "instant", "quiet_from": "21:00", "quiet_until": "06:00"}).status_code == 302
    assert Delivery.objects.get().quiet_until == time(6)


def test_a_visitor_has_no_news(client):
    for name in ("mine", "prefer"):
        assert client.get(reverse(f"notices:{name}")).status_code == 302


def test_erasing_a_person_takes_news_and_letters():
    sari, budi, road = person(), person("Budi Contoh"), record()
    follow(actor=sari, record=road)
    tell(followers(road), "voices.commented", road), tell([budi], "voices.commented", road)
    actions.prefer(actor=sari, pace="daily")
    with time_machine.travel(THURSDAY, tick=False):
        assert digest() == 2
    tell([sari], "voices.answered", road)
    erase(actor=again(sari), person=again(sari))
    assert set(Notice.objects.values_list("person", flat=True)) == {budi.pk}
    assert Letter.objects.get().to == budi.email
    assert not Delivery.objects.exists()


def test_old_news_are_swept():
    sari, road = person(), record()
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        tell([sari], "voices.commented", road), tell([sari], "voices.answered", road)
        Notice.objects.filter(template="voices.answered").update(seen=timezone.now())
        clock.shift(actions.SEEN + timedelta(days=1))
        assert actions.sweep() == 1
        clock.shift(actions.UNSEEN)
        assert actions.sweep() == 1


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
