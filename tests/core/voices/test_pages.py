"""The voices as people meet them: on the record's page, on the pages behind its links, at the moderators' desk."""
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from pendopo.core.voices.actions.moderation import flag, hide
from pendopo.core.voices.actions.speech import comment, withdraw
from pendopo.core.voices.actions.standing import follow
from pendopo.core.voices.models import LONGEST, WINDOW, Case, Comment, Flag, Follow, Support
from pendopo.core.voices.panels import discussion_context
from tests.core.hall import office, person, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def page(name, *args):
    return reverse(f"voices:{name}", args=args)


def drawn(road, actor=None):
    """What the include on a record's page is given."""
    return discussion_context(RequestFactory().get(road.get_absolute_url()), road, actor)["voices"]


def staff(client, monkeypatch, one):
    """Signed in with the second factor (that it is needed is tested with the sign-in)."""
    client.force_login(one)
    monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("many", [0, 1, 3, 100])
def test_a_discussion_costs_one_query_however_long_it_is(many, signed_in):
    road, sari = record(), person()
    speakers = [person(f"Warga {n}") for n in range(10)]
    first = None
    for number in range(many):
        parent = first if number % 3 else None
        said = comment(actor=speakers[number % 10], record=road, text=f"Kalimat {number}", parent=parent)
        first = said if not number % 3 else first
    follow(actor=sari, record=road)
    with CaptureQueriesContext(connection) as caught:
        found = drawn(road, sari if signed_in else None)
        names = [item["author"] for thread in found["threads"] for item in (thread, *thread["replies"])]
    assert len(caught) == 1 and len(names) == found["count"] == many
    assert found["followers"] == 1 and found["volume"] == ("normal" if signed_in else "")


def test_more_than_a_hundred_threads_go_on_by_key(client):
    road, speakers = record(), [person() for _ in range(11)]
    for number in range(105):
        comment(actor=speakers[number % 11], record=road, text=f"Kalimat nomor {number:03}.")
    found = drawn(road)
    assert len(found["threads"]) == 100 and "nomor 005" in found["threads"][-1]["body"]
    text = client.get(found["older"]).text
    assert "nomor 004" in text and "nomor 000" in text and "nomor 005" not in text
    assert 'rel="next"' not in text


def test_a_visitors_page_has_links_and_neither_form_nor_cookie(client):
    road = record()
    comment(actor=person("Sari Contoh"), record=road, text="Kapan *selesai*?")
    answer = client.get(page("discussion", road.code))
    assert "Sari Contoh" in answer.text and "<em>selesai</em>" in answer.text
    assert not answer.cookies and "csrf" not in answer.text and 'method="post"' not in answer.text
    for name in ("write", "conduct"):
        assert (page(name, road.code) if name == "write" else page(name)) in answer.text


def test_a_visitor_writes_signs_in_and_finds_the_text_again(client):
    road, sari = record(), person()
    form = page("write", road.code)
    assert "Sign in and send" in client.get(form).text
    answer = client.post(form, {"text": "Saya punya foto jembatan itu."})
    assert answer.status_code == 302 and reverse("account_login") in answer.headers["Location"]
    assert unquote(answer.headers["Location"]).endswith(form) and not Comment.objects.exists()
    client.force_login(sari)
    back = client.get(form).text
    assert "Your text is still here" in back and "Saya punya foto jembatan itu." in back
    sent = client.post(form, {"text": "Saya punya foto jembatan itu."})
    said = Comment.objects.get()
    assert sent.headers["Location"] == f"{road.get_absolute_url()}#c{said.pk}" and said.author == sari
    assert "Saya punya" not in client.get(form).text, "sent once"


def test_the_draft_of_one_record_is_not_offered_on_another(client):
    road, market = record(), record("Pasar")
    client.post(page("write", road.code), {"text": "Tentang jalan."})
    client.force_login(person())
    assert "Tentang jalan." not in client.get(page("write", market.code)).text


@pytest.mark.parametrize("length", [LONGEST + 1, 100_000])
def test_a_text_that_is_too_long_is_given_back_whole_with_a_sentence(client, length):
    road = record()
    client.force_login(person())
    typed = "jalan " * (length // 6 + 1)
    answer = client.post(page("write", road.code), {"text": typed})
    assert answer.status_code == 200 and typed.strip() in answer.text and "5,000 are possible" in answer.text
    assert not Comment.objects.exists()


def test_nothing_written_is_said_so(client):
    client.force_login(person())
    assert "Write something first." in client.post(page("write", record().code), {"text": "  "}).text


@pytest.mark.django_db(transaction=True)
def test_too_many_in_a_short_time_are_told_how_long_to_wait_and_keep_their_text(client):
    road, sari = record(), person()
    client.force_login(sari)
    with time_machine.travel("2026-11-22T01:00:00Z", tick=False):
        for number in range(10):
            client.post(page("write", road.code), {"text": f"Kalimat {number}"})
        answer = client.post(page("write", road.code), {"text": "Kalimat kesebelas"})
    assert "try again in 5 minutes" in answer.text and "Kalimat kesebelas" in answer.text
    assert Comment.objects.count() == 10


def test_a_reply_shows_whom_it_answers(client):
    road = record()
    said = comment(actor=person("Sari Contoh"), record=road, text="Kapan selesai?")
    client.force_login(person())
    form = f"{page('write', road.code)}?ke={said.pk}"
    text = client.get(form).text
    assert "Reply to Sari Contoh" in text and "Kapan selesai?" in text
    client.post(form, {"text": "Bulan depan"})
    assert Comment.objects.get(parent=said).text == "Bulan depan"
    for odd in ("x", "99999999999999999999", "0", "-1"):
        assert client.get(f"{page('write', road.code)}?ke={odd}").status_code == 200


def test_staff_choose_for_whom_they_speak(client, monkeypatch):
    unit = office("Dinas Jalan", name_en="Road Office")
    road = record(at=unit)
    staff(client, monkeypatch, person(at=unit, role="officer"))
    assert "Road Office" in client.get(page("write", road.code)).text
    client.post(page("write", road.code), {"text": "Mulai Senin.", "office": unit.pk})
    item = drawn(road)["threads"][0]
    assert item["official"] and item["author"] == "Road Office" and item["side"] == "government"
    other = client.post(page("write", road.code), {"text": "Mulai Senin.", "office": office().pk})
    assert other.status_code == 200 and Comment.objects.count() == 1


def test_what_the_author_can_do_is_offered_to_the_author_alone():
    road, sari = record(), person()
    comment(actor=sari, record=road, text="Salah ketik")
    words = [link["text"] for link in drawn(road, sari)["threads"][0]["links"]]
    assert "Correct" in words and "Take back" in words and "Report" not in words
    with time_machine.travel(timezone.now() + WINDOW + timedelta(minutes=1)):
        assert "Correct" not in [link["text"] for link in drawn(road, sari)["threads"][0]["links"]]
    for other in (None, person()):
        words = [link["text"] for link in drawn(road, other)["threads"][0]["links"]]
        assert "Take back" not in words and "Report" in words


def test_correcting_and_taking_back(client):
    road, sari = record(), person()
    said = comment(actor=sari, record=road, text="Jembatan roboh")
    client.force_login(sari)
    assert "Jembatan roboh" in client.get(page("edit", said.pk)).text
    client.post(page("edit", said.pk), {"text": "Jembatan retak"})
    assert "Jembatan retak" in client.get(page("comment", said.pk)).text
    assert "Jembatan retak" in client.get(page("withdraw", said.pk)).text
    client.post(page("withdraw", said.pk))
    assert client.get(page("comment", said.pk)).status_code == 404
    other = comment(actor=person(), record=road, text="Bukan milik saya")
    for name in ("edit", "withdraw"):
        assert client.get(page(name, other.pk)).status_code == 403
        assert client.post(page(name, other.pk), {"text": "x"}).status_code == 403


def test_words_taken_back_later_say_so(client):
    road, sari = record(), person("Sari Contoh")
    said = comment(actor=sari, record=road, text="Saya berubah pikiran")
    with time_machine.travel(timezone.now() + WINDOW + timedelta(minutes=1)):
        withdraw(actor=sari, comment=said)
    text = client.get(page("discussion", road.code)).text
    assert "Withdrawn by its author." in text and "Sari Contoh" not in text and "berubah" not in text


def test_following_and_its_volumes(client):
    road, sari = record(), person()
    assert reverse("account_login") in client.post(page("follow", road.code), {"volume": "loud"}).headers["Location"]
    client.force_login(sari)
    client.post(page("follow", road.code), {"volume": "normal"})
    assert Follow.objects.get().volume == "normal"
    assert "No longer follow" in client.get(page("follow", road.code)).text
    assert client.post(page("follow", road.code), {"volume": "deafening"}).status_code == 200
    client.post(page("follow", road.code), {"volume": "loud"})
    assert Follow.objects.get().volume == "loud" and "What you follow" in client.get(page("mine")).text
    client.post(page("follow", road.code), {"stop": "1"})
    assert not Follow.objects.exists()


def test_supporting_asks_once_and_can_be_taken_back(client):
    road, sari = record(), person()
    said = comment(actor=person(), record=road, text="Perlu lampu")
    for address, back in ((page("support", road.code), road.get_absolute_url()),
                          (page("support_comment", said.pk), f"{road.get_absolute_url()}#c{said.pk}")):
        client.logout()
        assert reverse("account_login") in client.get(address).headers["Location"]
        client.force_login(sari)
        assert "Yes, I support it" in client.get(address).text and not Support.objects.exists()
        assert client.post(address).headers["Location"] == back and Support.objects.count() == 1
        assert "Take your support back?" in client.get(address).text
        client.post(address)
        assert not Support.objects.exists()


def test_a_comment_is_reported_without_an_account(client):
    said = comment(actor=person("Sari Contoh"), record=record(), text="Beli sekarang")
    form = page("flag", said.pk)
    assert "You need no account" in client.get(form).text
    assert "Which rule does it break?" in client.post(form, {"words": "Ini iklan"}).text and not Flag.objects.exists()
    answer = client.post(form, {"reason": "spam", "words": "Ini iklan"})
    assert answer.status_code == 200 and "it is reported" in answer.text
    assert Flag.objects.get().person is None and Case.objects.get().state == "open"


def test_a_hidden_comment_says_why_and_its_author_objects(client, monkeypatch):
    unit = office("Sekretariat")
    one, two = (person(at=unit, role="moderator") for _ in range(2))
    road, sari = record(at=office()), person("Sari Contoh")
    said = comment(actor=sari, record=road, text="Kata kasar sekali")
    hide(actor=one, comment=said, reason="insult", words="Menyerang orang.")
    text = client.get(page("discussion", road.code)).text
    assert "Hidden by moderation: Insult" in text and page("log") in text and "Kata kasar" not in text
    assert page("appeal", said.pk) not in text, "only its author is shown the way"
    client.force_login(sari)
    assert page("appeal", said.pk) in client.get(page("discussion", road.code)).text
    assert "Menyerang orang." in client.get(page("appeal", said.pk)).text
    client.post(page("appeal", said.pk), {"text": "Saya hanya mengkritik."})
    assert "the author objects" in client.get(page("mine")).text
    case = Case.objects.get()
    public = client.get(page("case", case.pk)).text
    assert "Menyerang orang." in public and "Kata kasar" not in public and "hanya mengkritik" not in public
    staff(client, monkeypatch, one)
    assert client.post(page("case", case.pk), {"restore": "no", "words": "Tetap."}).status_code == 403
    client.force_login(two)
    assert road.title in client.get(f"{page('queue')}?state=appealed").text
    assert "hanya mengkritik" in client.get(page("case", case.pk)).text
    client.post(page("case", case.pk), {"restore": "yes", "words": "Kritik biasa."})
    assert "Kata kasar" in client.get(page("discussion", road.code)).text
    client.logout()
    assert "Kritik biasa." in client.get(page("log")).text


def test_a_moderator_hides_what_they_come_across_and_takes_it_back(client, monkeypatch):
    unit, secretariat = office(), office("Sekretariat")
    road = record(at=unit)
    said = comment(actor=person(), record=road, text="Kata kasar sekali")
    outside, inside = person(at=secretariat, role="moderator"), person(at=unit, role="moderator")
    assert "Hide" not in [link["text"] for link in drawn(road, inside)["threads"][0]["links"]]
    staff(client, monkeypatch, inside)
    assert client.get(page("hide", said.pk)).status_code == 403
    staff(client, monkeypatch, outside)
    assert page("hide", said.pk) in client.get(page("discussion", road.code)).text
    assert "Kata kasar sekali" in client.get(page("hide", said.pk)).text
    assert client.post(page("hide", said.pk), {"words": "x"}).status_code == 200, "not without a rule"
    done = client.post(page("hide", said.pk), {"reason": "insult", "words": "Menyerang orang."}, follow=True)
    assert "Its author is told why." in done.text and Comment.objects.get().state == "hidden"
    client.post(re.search(r'action="([^"]*/batal/\w+/)"', done.text)[1])
    assert Comment.objects.get().state == "shown" and not Case.objects.exists()


def test_the_queue_decides_several_and_takes_them_back(client, monkeypatch):
    unit = office("Sekretariat")
    road = record(at=office())
    said = [comment(actor=person(), record=road, text=f"Iklan nomor {n}") for n in range(3)]
    for one in said:
        flag(actor=None, comment=one, reason="spam", words="Iklan lagi", key=str(one.pk))
    staff(client, monkeypatch, person(at=unit, role="moderator"))
    text = client.get(page("queue")).text
    assert all(f"Iklan nomor {n}" in text for n in range(3)) and "Iklan lagi" in text
    ticked = [said[0].pk, said[1].pk]
    assert "Name the rule" in client.post(page("queue"), {"comment": ticked, "decision": "hide"}).text
    assert "Tick at least one" in client.post(page("queue"), {"decision": "keep"}).text
    done = client.post(page("queue"), {"comment": ticked, "decision": "hide", "reason": "spam"}, follow=True)
    assert "2 comments are hidden." in done.text and "Iklan nomor 0" not in done.text and "Iklan nomor 2" in done.text
    undo = re.search(r'action="([^"]*/batal/\w+/)"', done.text)[1]
    assert "Taken back" in client.post(undo, follow=True).text
    assert "can no longer be taken back" in client.post(undo, follow=True).text
    assert set(Comment.objects.values_list("state", flat=True)) == {"shown"}
    assert "Nothing waits" in client.get(f"{page('queue')}?cause=spam").text


@pytest.mark.parametrize("many", [1, 3])
def test_the_queue_and_the_log_cost_the_same_for_one_and_three(client, monkeypatch, many):
    unit = office("Sekretariat")
    moderator = person(at=unit, role="moderator")
    for number in range(many):
        road = record(f"Catatan {number}", at=office())
        waits, gone = (comment(actor=person(), record=road, text="Iklan") for _ in range(2))
        flag(actor=None, comment=waits, reason="spam", key=str(waits.pk))
        hide(actor=moderator, comment=gone, reason="spam")
    staff(client, monkeypatch, moderator)
    counts = {}
    for name in ("queue", "log", "mine"):
        client.get(page(name))
        with CaptureQueriesContext(connection) as caught:
            client.get(page(name))
        counts[name] = len([query for query in caught if "voices_" in query["sql"]])
    assert counts == {"queue": 2, "log": 2, "mine": 2}


def test_the_desk_is_for_moderators(client):
    for one in (None, person()):
        if one:
            client.force_login(one)
        assert client.get(page("queue")).status_code == 403
        assert client.post(page("undo", "x")).status_code == 403


def test_what_is_not_public_is_not_there(client):
    unit = office()
    sealed = record("Rahasia", at=unit, visibility="sealed")
    inside = person(at=unit, role="officer")
    said = comment(actor=inside, record=sealed, text="Hanya untuk kita")
    for address in (page("discussion", sealed.code), page("write", sealed.code), page("follow", sealed.code),
                    page("support", sealed.code), page("comment", said.pk), page("flag", said.pk),
                    page("edit", said.pk), page("appeal", said.pk), page("support_comment", said.pk),
                    page("discussion", "XX-2026-0001-A"), page("write", "bukan-kode"), page("comment", 0)):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_for_everyone_read_in_both_languages(client, language):
    with translation.override(language):
        for name in ("log", "conduct"):
            answer = client.get(page(name))
            assert answer.status_code == 200 and f'lang="{language}"' in answer.text


ODD = ["", "0", "-1", "9" * 18, "9" * 40, "%00", "\x00", "..", "'--", "<script>", "٣", "😀", "1.2", "nan"]


@pytest.mark.database
@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses_and_fields_are_answered(client, monkeypatch, odd):
    """Whatever stands in an address or a field: a page, a sentence or "not found", never a broken server."""
    road = record()
    said = comment(actor=person(), record=road, text="Kalimat")
    staff(client, monkeypatch, person(at=office("Sekretariat"), role="moderator"))
    addresses = [page("discussion", odd) if odd else page("log"), page("case", 9 ** 40), page("comment", 9 ** 40)]
    queries = ["ke", "sebelum", "sesudah", "tanggal", "voices", "state", "cause", "kind", "batch"]
    for address in [*addresses, page("write", road.code), page("queue"), page("log"), page("mine"),
                    road.get_absolute_url(), page("flag", said.pk), reverse("notices:mine")]:
        assert client.get(address, dict.fromkeys(queries, odd)).status_code in (200, 403, 404), address
    fields = dict.fromkeys(["text", "office", "volume", "stop", "reason", "words", "decision", "comment", "restore",
                            "upto", "all", "pace", "quiet_from", "quiet_until"], odd)
    for address in [page("write", road.code), page("edit", said.pk), page("follow", road.code), page("flag", said.pk),
                    page("queue"), page("hide", said.pk), page("appeal", said.pk), reverse("notices:mine"),
                    reverse("notices:prefer"), reverse("notices:stop", args=[odd or "x"]),
                    page("undo", odd or "x"), page("support", road.code)]:
        assert client.post(address, fields).status_code in (200, 302, 403, 404), address


def test_whom_an_officer_helps_goes_home_with_a_receipt(client, monkeypatch):
    """Shown once, with the first words on a record; with it they are taken back without an account."""
    road, again = record(), {"text": "Dan lampunya padam."}
    officer = person("Budi Contoh", at=office(), role="officer")
    staff(client, monkeypatch, officer)
    client.post(reverse("people:assist"), {"consent": "Setuju di loket", "name": "Tuti Contoh"})
    answer = client.post(page("write", road.code), {"text": "Jalannya rusak."})
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}", answer.text)
    assert code and "Your comment stands on the record." in answer.text
    assert client.post(page("write", road.code), again).status_code == 302, "they have theirs already"
    client.post(reverse("people:end_assistance"))
    client.logout()
    opened = client.post(reverse("people:receipt"), {"code": code[0]})
    assert opened["Location"].endswith(road.get_absolute_url().removeprefix("/en"))
    said = Comment.objects.get(text="Jalannya rusak.")
    assert client.post(page("withdraw", said.pk)).status_code == 302
    said.refresh_from_db()
    assert said.state == "withdrawn" and said.author.name == "Tuti Contoh"
