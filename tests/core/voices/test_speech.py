"""Saying something on a record: what followers hear of it, and what the author can still do about it."""
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pendopo.analysis import spam
from pendopo.core.ledger.models import Line
from pendopo.core.notices.models import Notice
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.models import Person
from pendopo.core.records.models import Event, Record
from pendopo.core.voices.actions.moderation import hide, keep
from pendopo.core.voices.actions.speech import COMMENT, comment, edit, say, weighed, withdraw
from pendopo.core.voices.actions.standing import follow
from pendopo.core.voices.bulk import say_many
from pendopo.core.voices.models import LONGEST, WINDOW, Case, Comment, Lesson
from pendopo.core.voices.queries import discussion, loaded
from pendopo.core.voices.shown import SHOWN
from pendopo.kit.limits.actions import TooOften
from tests.core.hall import again, office, person, record, refused

pytestmark = pytest.mark.django_db
LATER = WINDOW + timedelta(minutes=1)


def told():
    return {(notice.person.name, notice.template, notice.way) for notice in Notice.objects.select_related("person")}


@pytest.mark.database
def test_a_comment_stands_on_the_page_the_timeline_and_the_ledger():
    sari, road = person(), record()
    said = comment(actor=sari, record=road, text="  Jalan ini **rusak** sejak Maret.  ")
    event = Event.objects.get(verb="voices.comment")
    assert said.html == "<p>Jalan ini <strong>rusak</strong> sejak Maret.</p>\n" and said.language == "id"
    assert said.line_id == event.line_id and said.at == event.at
    assert json.loads(event.line.words)["text"] == said.text and said.text not in event.line.facts
    assert bytes(event.line.entry).hex().startswith(said.mark)
    assert SHOWN([event.line_id]) == {event.line_id: {"text": said.text}}
    assert [thread.comment.pk for thread in discussion(road, None).threads] == [said.pk]


def test_a_reply_to_a_reply_joins_the_thread():
    road = record()
    one, two = person(), person("Budi Contoh")
    first = comment(actor=one, record=road, text="Kapan selesai?")
    second = comment(actor=two, record=road, text="Bulan depan.", parent=first)
    third = comment(actor=one, record=road, text="Terima kasih.", parent=second)
    newer = comment(actor=two, record=road, text="Satu lagi.")
    threads = discussion(road, None).threads
    assert [thread.comment.pk for thread in threads] == [newer.pk, first.pk], "the newest thread first"
    assert [reply.pk for reply in threads[1].replies] == [second.pk, third.pk], "replies as they came"
    assert json.loads(third.line.facts)["to"] == second.mark


def test_a_reply_to_what_is_gone_or_elsewhere_still_counts():
    road, market, sari = record(), record("Pasar"), person()
    elsewhere = comment(actor=sari, record=market, text="Pasar kotor.")
    gone = comment(actor=sari, record=road, text="Salah.")
    withdraw(actor=sari, comment=gone)
    gone.refresh_from_db()
    for parent in (elsewhere, gone):
        assert comment(actor=sari, record=road, text="Jawaban.", parent=parent).parent_id is None


def test_followers_hear_as_loudly_as_they_chose_and_the_speaker_hears_nothing():
    road, sari = record(), person()
    for volume in ("loud", "normal", "quiet", "mute"):
        follow(actor=person(volume), record=road, volume=volume)
    follow(actor=sari, record=road, volume="loud")
    comment(actor=sari, record=road, text="Ada kemajuan.")
    assert told() == {("loud", "voices.commented", "now"), ("normal", "voices.commented", "digest"),
                      ("quiet", "voices.commented", "here")}


def test_whoever_is_answered_hears_it_once_and_not_at_all_when_they_muted_the_record():
    road, sari, budi = record(), person("Sari Contoh"), person("Budi Contoh")
    follow(actor=sari, record=road)
    first = comment(actor=sari, record=road, text="Kapan?")
    Notice.objects.all().delete()
    comment(actor=budi, record=road, text="Besok.", parent=first)
    assert told() == {("Sari Contoh", "voices.replied", "digest")}
    Notice.objects.all().delete()
    follow(actor=sari, record=road, volume="mute")
    comment(actor=budi, record=road, text="Atau lusa.", parent=first)
    assert told() == set(), "mute reaches the threads, too"


def test_an_office_answers_officially_and_followers_hear_that():
    unit, road_fan = office(), person("Pengikut")
    road, officer = record(at=unit), person("Petugas Contoh", at=unit, role="officer")
    follow(actor=road_fan, record=road)
    said = comment(actor=officer, record=road, text="Anggaran turun bulan depan.", office=unit)
    assert (said.rank, said.office_id) == ("official", unit.pk)
    assert Event.objects.get(line=said.line_id).verb == "voices.answer"
    assert ("Pengikut", "voices.answered", "digest") in told()
    with refused():
        withdraw(actor=officer, comment=said)


def test_a_group_of_citizens_speaks_for_itself_but_not_officially():
    group = office("Forum Warga", side="cso")
    said = comment(actor=person(at=group, role="member"), record=record(), text="Kami ikut memantau.", office=group)
    assert (said.rank, said.office_id) == ("ordinary", group.pk)


def test_nobody_speaks_for_an_office_that_is_not_theirs_or_without_the_second_factor():
    unit, road = office(), record()
    with refused(Hindrance):
        comment(actor=person(), record=road, text="Kami jawab.", office=unit)
    with refused(Hindrance):
        comment(actor=person(at=unit, role="officer", strong=False), record=road, text="Kami jawab.", office=unit)


def test_a_receipt_speaks_on_its_own_record_only():
    road, market = record(), record("Pasar")
    guest = ReceiptHolder(person(sort="guest", email=None), road.pk)
    said = comment(actor=guest, record=road, text="Foto menyusul.")
    withdraw(actor=guest, comment=said)
    with refused():
        comment(actor=guest, record=market, text="Ini juga.")


def test_an_auditor_only_reads():
    with refused():
        comment(actor=person(at=office(), role="auditor"), record=record(), text="Catatan.")


def test_what_one_may_not_see_one_may_not_comment():
    with refused():
        comment(actor=person(), record=record(visibility="sealed"), text="Apa ini?")


def test_words_on_a_record_that_is_not_public_stay_inside():
    unit = office()
    sealed = record(at=unit, visibility="sealed")
    said = comment(actor=person(at=unit, role="officer"), record=sealed, text="Hanya untuk kita.")
    assert (said.line.visibility, said.line.words_visibility) == ("private", "private")
    moderator = person(at=office("Sekretariat"), role="moderator")
    with refused():
        hide(actor=moderator, comment=said, reason="insult")


def test_ten_comments_in_five_minutes_are_enough():
    sari, road = person(), record()
    with time_machine.travel("2026-11-22T01:00:00Z", tick=False) as clock:
        for number in range(COMMENT.most):
            comment(actor=sari, record=road, text=f"Kalimat {number}")
        with refused(TooOften):
            comment(actor=sari, record=road, text="Satu lagi")
        assert Comment.objects.count() == COMMENT.most
        clock.shift(COMMENT.seconds)
        comment(actor=sari, record=road, text="Satu lagi")


@pytest.mark.parametrize("text", ["", "   \n ", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(text):
    with pytest.raises(ValueError, match="characters"):
        weighed(text)


@pytest.mark.database
def test_a_slip_is_mended_within_a_quarter_of_an_hour_and_the_old_words_are_gone():
    sari, road = person(), record()
    said = comment(actor=sari, record=road, text="Jembatan roboh kemarin malam")
    old = said.line_id
    mended = edit(actor=sari, comment=said, text="Jembatan retak kemarin malam")
    assert mended.edited and mended.html == "<p>Jembatan retak kemarin malam</p>\n"
    assert Line.objects.get(pk=old).words == "" and SHOWN([old]) == {}
    assert SHOWN([mended.line_id]) == {mended.line_id: {"text": mended.text}}
    assert json.loads(mended.line.facts)["comment"] == said.mark
    with time_machine.travel(timezone.now() + LATER), refused():
        edit(actor=sari, comment=mended, text="Lagi")
    with refused():
        edit(actor=person(), comment=mended, text="Bukan milik saya")


def test_taken_back_at_once_leaves_no_trace_on_the_page():
    sari, road = person(), record()
    said = comment(actor=sari, record=road, text="Saya salah kirim nomor rumah")
    withdraw(actor=sari, comment=said)
    found = discussion(road, None)
    assert found.threads == [] and found.count == 0
    assert not Event.objects.filter(record=road.pk, verb__startswith="voices.", visibility="public").exists()
    assert not Line.objects.filter(words__contains="nomor rumah").exists()
    assert Line.objects.filter(facts__contains="voices.withdraw").count() == 1, "the ledger says that something was"


def test_taken_back_later_reads_so():
    sari, road = person(), record()
    said = comment(actor=sari, record=road, text="Saya berubah pikiran")
    with time_machine.travel(timezone.now() + LATER):
        withdraw(actor=sari, comment=said)
    assert [thread.comment.state for thread in discussion(road, None).threads] == ["withdrawn"]
    assert Event.objects.get(verb="voices.withdraw").visibility == "public"
    assert not Line.objects.filter(words__contains="berubah pikiran").exists()


def test_a_thread_stays_when_its_first_comment_is_taken_back():
    sari, budi, road = person(), person("Budi Contoh"), record()
    first = comment(actor=sari, record=road, text="Tanya")
    comment(actor=budi, record=road, text="Jawab", parent=first)
    withdraw(actor=sari, comment=first)
    thread, = discussion(road, None).threads
    assert thread.comment.html == "" and "Jawab" in thread.replies[0].html


def taught(*texts):
    model = loaded("")
    for _ in range(20):
        for text in texts:
            model = spam.learn(model, text, True)
        model = spam.learn(model, "Jalan di desa kami rusak dan lampu mati, kapan diperbaiki oleh dinas", False)
    Lesson.objects.create(model=spam.dump(model))


SPAM = "slot gacor maxwin bonus deposit daftar sekarang menang besar"


def test_what_looks_like_spam_is_held_until_a_moderator_has_looked():
    taught(SPAM)
    unit, fan, sari = office("Sekretariat"), person("Pengikut"), person("Sari Contoh")
    moderator, road = person("Moderator Contoh", at=unit, role="moderator"), record()
    follow(actor=fan, record=road)
    said = comment(actor=sari, record=road, text=SPAM)
    assert said.state == "held" and said.line.words_visibility == "private"
    assert told() == {("Moderator Contoh", "voices.waiting", "digest")}
    assert discussion(road, None).threads == [] and discussion(road, fan).threads == []
    assert [thread.comment.pk for thread in discussion(road, again(sari)).threads] == [said.pk]
    keep(actor=moderator, comment=said)
    assert Event.objects.get(line=said.line_id).visibility == "public"
    assert Line.objects.get(pk=said.line_id).words_visibility == "public"
    assert discussion(road, None).count == 1
    assert ("Pengikut", "voices.commented", "digest") in told(), "followers hear of it when it appears"


def test_an_ordinary_comment_is_not_held_and_a_mended_one_can_be():
    taught(SPAM)
    sari, road = person(), record()
    said = comment(actor=sari, record=road, text="Jalan di desa kami rusak, kapan diperbaiki?")
    assert said.state == "shown"
    assert edit(actor=sari, comment=said, text=SPAM).state == "held"
    assert discussion(road, None).threads == [] and Case.objects.get().cause == "spam"


def test_a_channel_says_without_rule_or_notice():
    unit, road = office(), record()
    follow(actor=person(), record=road)
    said = say(road, by=person(at=unit, role="officer"), text="Sudah kami terima.", rank="official", office=unit)
    assert said.rank == "official" and not Notice.objects.exists()


def test_many_at_once_are_the_same_as_one_by_one():
    road, market, by = record(), record("Pasar"), person()
    words = weighed("Komentar *rekaan*")
    bare = Record(pk=road.pk, code=road.code)
    assert say_many([(bare, words), (market, words)], by=by, at=timezone.now()) == 2
    said = Comment.objects.select_related("line").get(record=road.pk)
    assert said.html == words.html and json.loads(said.line.words)["text"] == words.text
    assert bytes(said.line.entry).hex().startswith(said.mark)
    assert Event.objects.filter(verb="voices.comment").count() == 2


def test_a_person_without_a_name_is_a_resident():
    sari = person(name="")
    comment(actor=sari, record=record(), text="Halo")
    assert Person.objects.get(pk=sari.pk).shown


def test_obvious_advertising_is_held_from_the_first_day():
    road = record()
    assert comment(actor=person(), record=road, text="Bonus deposit slot88 klik www.slot88.example").state == "held"
    assert comment(actor=person(), record=road, text="KAPAN JALAN KAMI DIPERBAIKI? SUDAH TIGA TAHUN!").state == "shown"
