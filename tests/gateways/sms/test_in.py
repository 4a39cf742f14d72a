"""What people write comes in through real requests in the shapes of the gateways, and is answered."""
import hashlib
import hmac
import json
import struct
import time

import pytest
from django.core.management import call_command
from django.urls import reverse

from pendopo.channels.reports.actions import handling
from pendopo.channels.reports.models import Enclosure, Message, Report
from pendopo.channels.reports.queries.opening import MESSAGE, told, unlocked
from pendopo.gateways.sms.actions import carry, hear
from pendopo.gateways.sms.models import Arrived, Talk
from pendopo.kit.files.sounds import PAGE, page
from pendopo.kit.post.models import Letter
from pendopo.kit.work.queries import passages
from tests.core.hall import again
from tests.gateways.sms.telephone import SECRET, STORY, open_gates, phone
from tests.gateways.town import OTHER, PHONE
from tests.kit.files.samples import photo

pytestmark = pytest.mark.django_db
__all__ = ["open_gates", "phone"]


def code_in(text):
    return next(word.strip(".,:") for word in text.split() if word.startswith("LAP-"))


def test_keyword_and_text_make_a_report(phone, town):
    [answer] = phone.say(f"LAPOR {STORY}")
    report = town.only()
    assert code_in(answer) == report.code and report.channel == "sms" and report.state == "unverified"
    assert told(report, unlocked(report)).text == STORY
    assert not report.secret and report.place.region_id == "99.99"


def test_the_keyword_of_a_place_is_its_region(phone, town, tmp_path):
    (tmp_path / "kata.csv").write_text("word,region_code\nutara,99.99.01\n")
    call_command("keywords", tmp_path / "kata.csv")
    phone.say(f"UTARA {STORY}")
    assert town.only().place.region_id == "99.99.01"


def test_the_same_message_makes_one_report(phone, town):
    for _ in range(3):
        phone.send(f"LAPOR {STORY}", name="sama")
    hear()
    phone.send(f"LAPOR {STORY}", name="sama")
    hear()
    assert Report.objects.count() == 1 and Arrived.objects.count() == 1


def test_nothing_lies_in_plain(phone, town):
    phone.send(f"LAPOR RAHASIA {STORY}")
    held = Arrived.objects.get()
    assert STORY.encode() not in bytes(held.body) and PHONE.encode() not in bytes(held.body)
    hear()
    letter = Letter.objects.get()
    assert letter.to == letter.text == "" and letter.body
    carry()
    letter.refresh_from_db()
    held.refresh_from_db()
    assert letter.state == "sent" and not letter.body and letter.key is None
    assert not held.body and held.key is None


@pytest.mark.parametrize("change", [{"secret": "falsch"}, {"stamp": 1_700_000_000}])
def test_who_does_not_sign_now_is_not_believed(phone, town, change):
    assert phone.send(f"LAPOR {STORY}", **change).status_code == 403
    assert not Arrived.objects.exists()


def test_a_signed_message_without_a_number_counts_once(phone, town, client):
    body, stamp = json.dumps({"from": PHONE, "text": f"LAPOR {STORY}"}).encode(), str(int(time.time()))
    said = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    for _ in range(2):
        client.post(reverse("sms:in"), body, "application/json", headers={
            "X-Pendopo-Time": stamp, "X-Pendopo-Signature": said})
    assert Arrived.objects.count() == 1


@pytest.mark.parametrize("stamp", ["9" * 5000, "9" * 400, "1" * 12, "٣" * 10, "²", ""])
def test_a_time_that_is_no_time_is_refused_like_a_wrong_signature(phone, town, stamp):
    answer = phone.send(f"LAPOR {STORY}", stamp=stamp)
    assert (answer.status_code, answer.content) == (403, b"signature\n")


def test_who_is_refused_often_writes_once(phone, town):
    for _ in range(5):
        phone.send(f"LAPOR {STORY}", secret="salah")
    assert passages()["sms.in"].failed <= 1


def test_a_closed_gate_believes_nobody(phone, settings):
    settings.SMS_SECRET = ""
    assert phone.send(f"LAPOR {STORY}", secret="").status_code == 403


def test_question_and_answer_go_both_ways(phone, town):
    [_first] = phone.say(f"LAPOR {STORY}")
    report = town.to_office(town.only())
    town.asked(report)
    carry()
    question = phone.gateway.asked[-1].query["text"]
    assert report.code in question
    [news] = phone.say(report.code)
    assert "Di depan rumah nomor berapa?" in news
    [thanks] = phone.say(f"{report.code} Di depan rumah nomor 12.")
    assert report.code in thanks and town.fresh(report).state == "replied"
    reply = Message.objects.get(sort="reply")
    assert unlocked(town.fresh(report)).open_words(reply.body, MESSAGE)["text"] == "Di depan rumah nomor 12."


def test_solved_yes(phone, town):
    phone.say(f"LAPOR {STORY}")
    report = town.to_office(town.only())
    town.done(report)
    carry()
    assert "YA" in phone.gateway.asked[-1].query["text"]
    phone.say("ya")
    report = town.fresh(report)
    assert report.state == "solved" and report.solved is True


def test_not_solved_is_an_objection(phone, town):
    phone.say(f"LAPOR {STORY}")
    report = town.to_office(town.only())
    town.done(report)
    carry()
    phone.say(f"{report.code} TIDAK, lampunya masih padam sampai malam ini")
    report = town.fresh(report)
    assert report.state == "reopened" and report.objections == 1 and report.solved is False


def test_a_secret_report_says_nothing_by_itself(phone, town):
    [_first] = phone.say(f"LAPOR RAHASIA {STORY}")
    report = town.only()
    assert report.secret and report.visibility == "secret"
    handling.ask(actor=again(town.ratna), report=report, text="Siapa saksinya?")
    carry()
    knock = phone.gateway.asked[-1].query["text"]
    assert report.code not in knock and "saksi" not in knock and len(knock) < 60
    assert not Talk.objects.exists()
    [news] = phone.say(report.code)
    assert "Siapa saksinya?" in news


def test_unknown_secret_and_foreign_codes_are_answered_alike(phone, town):
    phone.say(f"LAPOR RAHASIA {STORY}", sender=OTHER)
    theirs = town.only().code
    answers = {tuple(phone.say(text)) for text in (
        theirs, f"STATUS {theirs}", f"{theirs} halo", "LAP-2026-1234567-9", "STATUS LAP-2026-7654321-A", "STATUS apa")}
    assert len(answers) == 1 and len(answers.pop()) == 1


def test_guessing_codes_ends_in_silence(phone, town):
    answered = sum(len(phone.say(f"STATUS LAP-2026-100000{n}-A")) for n in range(12))
    assert answered == 10


def test_one_number_cannot_fill_the_house(phone, town):
    for n in range(35):
        phone.send("halo", name=f"n{n}")
    assert Arrived.objects.count() == 30


def test_stop_ends_news_and_start_brings_them_back(phone, town):
    phone.say(f"LAPOR {STORY}")
    phone.say("BERHENTI")
    report = town.to_office(town.only())
    before = len(phone.gateway.asked)
    town.answered(report)
    carry()
    assert len(phone.gateway.asked) == before
    phone.say("MULAI")
    before = len(phone.gateway.asked)
    town.answered(report, "Besok dikerjakan.")
    carry()
    assert len(phone.gateway.asked) == before + 1


def test_help_is_told_and_robots_are_not_talked_to_for_ever(phone, town):
    assert "LAPOR" in phone.say("BANTUAN")[0]
    assert sum(len(phone.say("selamat siang")) for _ in range(5)) == 2


def test_kannel_gets_and_posts(phone, town, client):
    pairs = {"from": PHONE, "text": f"LAPOR {STORY}", "id": "k1", "password": SECRET}
    answer = client.get(reverse("sms:kannel"), pairs)
    assert answer.status_code == 200 and answer.content == b""
    client.post(reverse("sms:kannel"), pairs)
    hear()
    assert Report.objects.count() == 1
    assert client.get(reverse("sms:kannel"), pairs | {"password": "salah"}).status_code == 403
    assert client.get(reverse("sms:kannel"), {"text": "x", "password": SECRET}).status_code == 400


def test_rapidpro_hands_over_words_and_voice(phone, town, client, serve, settings):
    sound = opus()
    lies = serve(lambda asked: (200, sound, "audio/ogg"))
    settings.MEDIA_HOSTS = ("127.0.0.1",)
    body = {"contact": {"urn": f"tel:{PHONE}"}, "input": {
        "text": "", "uuid": "r1", "attachments": [f"audio/ogg:http://127.0.0.1:{lies.port}/suara.ogg"]}}
    answer = client.post(reverse("sms:rapidpro"), json.dumps(body), "application/json",
                         headers={"Authorization": f"Token {SECRET}"})
    assert answer.status_code == 200
    hear()
    report = town.only()
    kept = Enclosure.objects.get(report=report)
    assert unlocked(report).open_words(kept.about, "about-file")["mime"] == "audio/ogg"


def test_no_stranger_chooses_whom_our_machine_asks(phone, town, serve, settings):
    inside = serve(lambda asked: (200, b"rahasia", "text/plain"))
    settings.SMS_OUT = ""
    phone.send(f"LAPOR {STORY}", media=[{"mime": "image/jpeg", "url": f"http://127.0.0.1:{inside.port}/admin"}])
    hear()
    assert not inside.asked and Report.objects.count() == 1 and not Enclosure.objects.exists()


def whatsapp(text="", name="wamid.1", **part):
    message = {"from": PHONE[1:], "id": name, "timestamp": "1795000000", **(part or {
        "type": "text", "text": {"body": text}})}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{
        "field": "messages", "value": {"messaging_product": "whatsapp", "messages": [message]}}]}]}).encode()


def meta(client, body, secret="rahasia-meta"):
    said = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return client.post(reverse("sms:whatsapp"), body, "application/json", headers={"X-Hub-Signature-256": said})


def test_whatsapp_asks_whose_address_it_is(client, db):
    ask = {"hub.mode": "subscribe", "hub.verify_token": "kata-uji", "hub.challenge": "12345"}
    assert client.get(reverse("sms:whatsapp"), ask).content == b"12345"
    assert client.get(reverse("sms:whatsapp"), ask | {"hub.verify_token": "lain"}).status_code == 403


def test_whatsapp_brings_a_photo_without_its_place(client, town, serve, settings):
    picture = photo()

    def cloud(asked):
        if asked.path == "/v21.0/MEDIA1":
            return 200, json.dumps({"url": f"http://127.0.0.1:{server.port}/lies", "mime_type": "image/jpeg"})
        if asked.path == "/lies":
            assert asked.headers["authorization"] == "Bearer KUNCI"
            return 200, picture, "image/jpeg"
        return 200, json.dumps({"messages": [{"id": "wamid.out"}]})
    server = serve(cloud)
    settings.WHATSAPP_OUT = f"http://628111:KUNCI@127.0.0.1:{server.port}/v21.0"
    body = whatsapp(type="image", image={"id": "MEDIA1", "mime_type": "image/jpeg", "caption": f"LAPOR {STORY}"})
    assert meta(client, body, "salah").status_code == 403
    assert meta(client, body).status_code == 200 and meta(client, body).status_code == 200
    hear()
    carry()
    report = town.only()
    assert report.channel == "whatsapp" and report.enclosures.count() == 1
    sent = server.asked[-1]
    assert sent.path == "/v21.0/628111/messages" and sent.json["to"] == PHONE[1:]
    assert report.code in sent.json["text"]["body"]
    assert meta(client, json.dumps({"entry": [{"changes": [{"value": {"statuses": [{"id": "x"}]}}]}]}).encode()
                ).status_code == 200


def test_a_talk_remembers_codes_sealed(phone, town):
    phone.say(f"LAPOR {STORY}")
    row = Talk.objects.get()
    assert town.only().code.encode() not in bytes(row.body) and PHONE not in row.mark


def test_no_number_and_no_word_in_logs(phone, town, caplog):
    phone.say(f"LAPOR {STORY}")
    phone.send("x", sender="abc")
    phone.gateway.answer = lambda asked: (500, "kaput")
    phone.say(f"LAPOR {STORY} lagi")
    assert PHONE not in caplog.text and "Lampu" not in caplog.text and PHONE[3:] not in caplog.text


def opus(tags=b"dibuat oleh Sari Contoh"):
    """A tiny Ogg Opus stream with a telling tag."""
    comment = b"OpusTags" + struct.pack("<I", 4) + b"Cam1" + struct.pack("<II", 1, len(tags)) + tags
    bodies = [b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00", comment, b"\x00" * 60]
    return b"".join(page(PAGE.unpack(PAGE.pack(b"OggS", 0, 0, 0, 7, n, 0, 1)), body, bytes([len(body)]), n)
                    for n, body in enumerate(bodies))
