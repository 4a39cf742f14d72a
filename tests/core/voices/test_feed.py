"""The comments on one record, for readers of feeds: what a visitor reads, and no more."""
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from pendopo.core.records.models import Record
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.models import Comment
from tests.core.hall import person, record

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_feed_has_the_words_that_everybody_reads_and_no_others(client):
    road, sari = record(), person()
    said = {state: comment(actor=sari, record=road, text=f"Kata {state} & lain") for state in (
        "shown", "held", "hidden", "withdrawn")}
    for state, one in said.items():
        Comment.objects.filter(pk=one.pk).update(state=state)
    address = reverse("voices:feed", args=[road.code])
    for page in (road.get_absolute_url(), reverse("voices:discussion", args=[road.code])):
        assert f'href="{address}"' in client.get(page).content.decode()
    answer = client.get(address)
    assert not answer.cookies and "Kata shown" in answer.content.decode()
    entry, = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(reverse("voices:comment", args=[said["shown"].pk]))


def test_of_a_record_that_not_everybody_sees_there_is_no_feed(client):
    road, sari = record(), person()
    comment(actor=sari, record=road, text="Kata")
    Record.objects.update(visibility="members", author=sari)
    client.force_login(sari)
    assert client.get(reverse("voices:feed", args=[road.code])).status_code == 404
