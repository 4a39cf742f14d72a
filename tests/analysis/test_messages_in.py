"""Messages in the shapes that Kannel, RapidPro and WhatsApp's cloud send; what a stranger sends breaks nothing."""
import hashlib
import hmac
import json
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import messages_in
from pendopo.analysis.messages_in import Media, Message, NotAMessage

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 1, 3, 5, tzinfo=UTC)


def test_kannel():
    pairs = [("from", "+62 812-0000-0001"), ("text", "CONTOH jalan"), ("smsid", "k1"), ("time", "2026-01-03 12:00:00")]
    assert messages_in.kannel(pairs, WIB) == Message("+6281200000001", "CONTOH jalan", "k1", NOON)
    assert messages_in.kannel([("from", "6281200000001"), ("ts", "1767416400")], WIB).at == NOON


def test_rapidpro():
    body = json.dumps({"contact": {"uuid": "c", "urn": "tel:+6281200000001"}, "input": {
        "uuid": "m", "text": "YA", "created_on": "2026-01-03T05:00:00Z",
        "attachments": ["image/jpeg:https://gerbang.invalid/a.jpg"]}}).encode()
    assert messages_in.rapidpro(body, "application/json", WIB) == Message(
        "+6281200000001", "YA", "m", NOON, (Media("image/jpeg", url="https://gerbang.invalid/a.jpg"),))
    form = b"from=%2B6281200000001&text=jalan+rusak&id=9"
    assert messages_in.rapidpro(form, "application/x-www-form-urlencoded", WIB).text == "jalan rusak"


def whatsapp(*messages):
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [
        {"field": "messages", "value": {"messaging_product": "whatsapp", "messages": list(messages)}}]}]}).encode()


def test_whatsapp_cloud():
    base = {"from": "6281200000001", "id": "w", "timestamp": "1767416400"}
    text, voice, picture, button = messages_in.whatsapp(whatsapp(
        {**base, "type": "text", "text": {"body": "Jalan rusak"}, "context": {"id": "ours"}},
        {**base, "type": "audio", "audio": {"mime_type": "audio/ogg; codecs=opus", "id": "v1", "voice": True}},
        {**base, "type": "image", "image": {"mime_type": "image/jpeg", "id": "p1", "caption": "di sini"}},
        {**base, "type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"title": "YA"}}}))
    assert text == Message("6281200000001", "Jalan rusak", "w", NOON, reply_to="ours")
    assert voice.media == (Media("audio/ogg", "v1"),) and picture.text == "di sini" and button.text == "YA"
    assert messages_in.whatsapp(whatsapp()) == []


@settings(max_examples=100)
@given(st.binary(max_size=60) | st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda inside: st.lists(inside, max_size=2) | st.dictionaries(
        st.sampled_from(["entry", "changes", "value", "messages", "from", "type", "text", "input", "contact", "urn"]),
        inside, max_size=3), max_leaves=8).map(lambda found: json.dumps(found).encode()))
def test_strangers(body):
    for read in (messages_in.whatsapp, lambda b: messages_in.rapidpro(b, "application/json", WIB),
                 lambda b: messages_in.rapidpro(b, "", WIB)):
        with suppress(NotAMessage):
            read(body)


def test_only_a_good_signature_is_believed():
    good = hmac.new(b"rahasia", b"isi", hashlib.sha256).hexdigest()
    assert messages_in.signed(b"rahasia", b"isi", f"sha256={good}")
    assert messages_in.signed(b"rahasia", b"isi", good.upper())
    for said in ("", "sha256=", good[:-1], "é" * 64):
        assert not messages_in.signed(b"rahasia", b"isi", said)


@pytest.mark.parametrize("text, found", [
    ("CONTOH jalan rusak", ("CONTOH", "jalan rusak")), ("contoh: jalan\nrusak", ("CONTOH", "jalan\nrusak")),
    ("jalan rusak", ("", "jalan rusak")), ("CONTOH", ("CONTOH", "")), ("  ", ("", "")),
    ("contoh\njalan", ("CONTOH", "jalan"))])
def test_the_keyword(text, found):
    assert messages_in.keyword(text, ["CONTOH"]) == found


@pytest.mark.parametrize("text, said", [("YA", True), ("ya, sudah", True), ("Tidak", False), ("belum selesai", False),
                                        ("", None), ("mungkin", None), ("jalan yang di depan pasar sudah rusak", None)])
def test_yes_or_no(text, said):
    assert messages_in.yes_or_no(text) is said
