"""The page on which staff see whether the gateways are open: numbers only."""
import pytest
from django.urls import reverse

from pendopo.gateways.sms.models import Arrived
from pendopo.kit.seal.actions import keep
from pendopo.kit.seal.boxes import Box
from pendopo.kit.work.passages import dropped, failed, passed

pytestmark = pytest.mark.django_db


def test_it_shows_numbers_in_both_languages(town, enter):
    passed("sms.in", 7)
    dropped("sms.in", 2)
    failed("lapor.out", "Closed")
    client = enter(town.ratna)
    for name, word in (("watch:page", "Gerbang"), ("watch-en:page", "Gateways")):
        page = client.get(reverse(name)).content.decode()
        assert word in page and ">7<" in page and "Closed" in page and "LAPOR!" in page


def test_it_is_for_coordinators(town, enter, client):
    assert client.get(reverse("watch:page")).status_code == 403
    client = enter(town.budi)
    assert client.get(reverse("watch:page")).status_code == 403
    assert client.post(reverse("watch:again", args=["sms"])).status_code == 403


def test_what_was_given_up_is_tried_again(town, enter):
    Arrived.objects.create(mark="x", way="sms", key=keep(Box(), "sms"), next_try=None, tries=9)
    client = enter(town.ratna)
    assert "Coba lagi" in client.get(reverse("watch:page")).content.decode()
    client.post(reverse("watch:again", args=["sms"]))
    assert Arrived.objects.get().next_try is not None and Arrived.objects.get().tries == 0
    assert client.post(reverse("watch:again", args=["tidak-ada"])).status_code == 404
