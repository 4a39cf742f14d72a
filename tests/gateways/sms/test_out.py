"""What the city writes leaves in the shapes of three gateways, is tried again, and given up when there is no hope."""
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from pendopo.gateways.sms.actions import carry, drain, settle
from pendopo.gateways.sms.ways import Rejected, fetched, way_of
from pendopo.kit.post import actions as outbox
from pendopo.kit.post.models import Letter
from tests.gateways.town import PHONE

pytestmark = pytest.mark.django_db
WORDS = "Ada kabar. Balas KODE."
ACCEPTED = 202, "0: Accepted for delivery"
SENT = 200, json.dumps({"messages": [{"id": "wamid.x"}]})


def posted(channel="sms", text=WORDS):
    return outbox.post(channel=channel, to=PHONE, subject="", text=text, sealed=True)


def later():
    Letter.objects.exclude(next_try=None).update(next_try="2026-01-01T00:00:00Z")


def wrong(code, status=400):
    return status, json.dumps({"error": {"code": code, "message": "x"}})


@pytest.fixture
def gateway(serve, settings):
    """Answers as told, one after the other, the last one for ever."""
    answers = [ACCEPTED]
    found = serve(lambda asked: answers.pop(0) if len(answers) > 1 else answers[0])
    found.answers = answers
    settings.SMS_OUT = f"kannel+http://pendopo:ka%40ta@127.0.0.1:{found.port}/cgi-bin/sendsms?from=1708&smsc=a"
    settings.WHATSAPP_OUT = f"http://628111:KUNCI@127.0.0.1:{found.port}/v21.0"
    return found


def test_kannel(gateway):
    posted()
    posted(text="Kabar “baru”")
    assert carry() == 2
    plain, other = gateway.asked
    assert plain.path == "/cgi-bin/sendsms" and plain.query == {
        "username": "pendopo", "password": "ka@ta", "from": "1708", "smsc": "a", "to": PHONE, "text": WORDS,
        "charset": "UTF-8"}
    assert other.query["coding"] == "2" and other.query["text"] == "Kabar “baru”"


def test_news_do_not_go_to_a_telephone_that_said_stop_and_answers_still_do(gateway):
    settle(PHONE, stop=True)
    posted()
    outbox.post(channel="sms", to=PHONE, subject="", text="Jawaban", urgent=True, sealed=True)
    assert carry() == 1
    assert [asked.query["text"] for asked in gateway.asked] == ["Jawaban"]
    assert Letter.objects.get(state="given_up").error == "Stopped"


def test_rapidpro(gateway, settings):
    settings.SMS_OUT = f"rapidpro+http://TANDA@127.0.0.1:{gateway.port}/api/v2/broadcasts.json"
    gateway.answers[:] = [(201, "{}")]
    posted()
    assert carry() == 1
    [asked] = gateway.asked
    assert asked.headers["authorization"] == "Token TANDA" and asked.path == "/api/v2/broadcasts.json"
    assert asked.json == {"urns": [f"tel:{PHONE}"], "text": WORDS}


def test_whatsapp_and_its_template_after_a_day_of_silence(gateway, settings):
    gateway.answers[:] = [SENT, wrong(131047), SENT]
    settings.WHATSAPP_TEMPLATE = "kabar"
    posted("wa")
    posted("wa", "Baris satu\nbaris dua")
    assert carry() == 2
    first, _refused, template = gateway.asked
    assert first.headers["authorization"] == "Bearer KUNCI" and first.json["text"]["body"] == WORDS
    assert template.json["template"]["name"] == "kabar"
    assert template.json["template"]["components"][0]["parameters"][0]["text"] == "Baris satu baris dua"


@pytest.mark.parametrize("answer", [(500, ""), (503, "3: busy"), (429, "")])
def test_a_busy_gateway_gets_it_later(gateway, answer):
    gateway.answers[:] = [answer, ACCEPTED]
    posted()
    assert carry() == 0 and Letter.objects.get().state == "failed"
    assert carry() == 0 and len(gateway.asked) == 1           # not before its time
    later()
    assert carry() == 1 and Letter.objects.get().state == "sent"


def test_what_is_refused_for_good_is_given_up_and_gone(gateway):
    gateway.answers[:] = [wrong(131026)]
    posted("wa")
    assert carry() == 0
    letter = Letter.objects.get()
    assert letter.state == "given_up" and not letter.body and letter.key is None and letter.error == "131026"


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_password_blames_no_message(gateway, status):
    gateway.answers[:] = [(status, "")]
    posted()
    assert carry() == 0 and Letter.objects.get().tries == 0 and Letter.objects.get().state == "waiting"


def test_a_gateway_that_is_away_blames_no_message(gateway):
    gateway.server.server_close()
    gateway.server.shutdown()
    posted()
    assert carry() == 0 and Letter.objects.get().tries == 0 and Letter.objects.get().error


def test_without_a_gateway_messages_wait_two_days(settings):
    posted()
    assert drain("sms") == 0 and Letter.objects.get().state == "waiting"
    Letter.objects.update(made=timezone.now() - timedelta(days=3))
    later()
    drain("sms")
    assert Letter.objects.get().state == "given_up"


def test_an_unknown_shape_is_named(settings):
    settings.SMS_OUT = "pos+http://x"
    with pytest.raises(ValueError, match="kannel"):
        way_of("sms")


@pytest.mark.parametrize("address", ["http://169.254.169.254/x", "file:///etc/passwd", "http://lookaside.fbsbx.com@x/",
                                     "gopher://127.0.0.1/", "x"])
def test_media_come_from_named_hosts_only(address, settings):
    with pytest.raises(Rejected):
        fetched(address)
