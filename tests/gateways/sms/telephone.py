"""Somebody with a telephone in the invented town, over the signed webhook and a fixture gateway."""
import hashlib
import hmac
import json
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from pendopo.gateways.sms.actions import carry, hear
from tests.gateways.town import PHONE

SECRET = "rahasia-untuk-uji"
STORY = "Lampu jalan di depan pasar padam sejak Senin."


@pytest.fixture(autouse=True)
def open_gates(settings):
    cache.clear()
    settings.SMS_SECRET, settings.WHATSAPP_SECRET, settings.WHATSAPP_VERIFY = SECRET, "rahasia-meta", "kata-uji"


class Phone:
    """Somebody with a telephone: sends over the signed webhook, reads what the fixture gateway got."""

    def __init__(self, client, gateway, settings):
        self.client, self.gateway, self.next = client, gateway, 0
        settings.SMS_OUT = f"kannel+http://pendopo:kata@127.0.0.1:{gateway.port}/cgi-bin/sendsms?from=1708"

    def send(self, text, sender=PHONE, name="", stamp=None, secret=SECRET, media=()):
        self.next += 1
        body = json.dumps({"id": name or f"m{self.next}", "from": sender, "text": text, "media": list(media)}).encode()
        stamp = str(int(time.time()) if stamp is None else stamp)
        said = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return self.client.post(reverse("sms:in"), body, "application/json", headers={
            "X-Pendopo-Time": stamp, "X-Pendopo-Signature": said})

    def say(self, text, sender=PHONE, **more):
        """Sends, lets the worker work, and gives what came back to this telephone."""
        before = len(self.gateway.asked)
        assert self.send(text, sender, **more).status_code == 200
        hear()
        carry()
        return [one.query["text"] for one in self.gateway.asked[before:] if one.query["to"] == sender]


@pytest.fixture
def phone(client, serve, settings, town):
    return Phone(client, serve(lambda asked: (202, "0: Accepted for delivery")), settings)
