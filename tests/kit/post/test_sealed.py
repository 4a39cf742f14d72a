"""A sealed letter: whoever steals the table learns neither to whom it went nor what it said."""
import pytest

from pendopo.kit.post import actions as outbox
from pendopo.kit.post import replies
from pendopo.kit.post.models import Letter
from pendopo.kit.seal.models import DataKey

pytestmark = pytest.mark.django_db
PHONE, WORDS = "+6281234567890", "Ada kabar tentang laporan Anda."


def posted():
    return outbox.post(channel="sms", to=PHONE, subject="", text=WORDS, sealed=True)


def lying():
    return str(Letter.objects.values().get()) + str(bytes(Letter.objects.get().body))


def test_only_the_carrier_reads_it():
    posted()
    assert PHONE not in lying() and WORDS not in lying()
    [letter] = outbox.claim(5, "sms")
    assert letter.to == PHONE and letter.text == WORDS
    outbox.refused(letter, "HTTP 500")
    outbox.put_back([letter])
    assert PHONE not in lying()
    [again] = outbox.claim(5, "sms")
    assert again.text == WORDS


def test_delivered_or_given_up_it_is_gone_with_its_key():
    posted()
    outbox.delivered(outbox.claim(5, "sms")[0])
    posted()
    outbox.refused(outbox.claim(5, "sms")[0], "HTTP 400", final=True)
    assert not DataKey.objects.exists()
    assert {(one.state, bytes(one.body)) for one in Letter.objects.all()} == {("sent", b""), ("given_up", b"")}


def test_whoever_is_erased_gets_no_more_letters():
    posted()
    assert outbox.forget("+6281111111111") == 0
    assert outbox.forget(PHONE) == 1 and not DataKey.objects.exists()


def test_a_token_names_its_number_to_us_alone(settings):
    settings.INTAKE_ADDRESS = "lapor@contoh.example"
    token = replies.token("r", 4711)
    assert replies.read("r", token) == 4711 == replies.read("r", token.upper())
    assert replies.read("o", token) is None and replies.read("r", token[:-1] + "a2"[token[-1] == "a"]) is None
    assert replies.read("r", "") is None and replies.read("r", "ä!") is None
    assert len(replies.reply_address("r", 2 ** 40).partition("@")[0]) <= 64
    settings.INTAKE_ADDRESS = ""
    assert replies.reply_address("r", 1) == ""
