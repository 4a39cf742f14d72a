"""What is new among the organisations, for readers of feeds; each names the feed of its records."""
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from pendopo.core.people.models import Organisation
from tests.core.hall import office

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_list_and_each_organisation_name_a_feed_without_what_was_only_proposed(client):
    unit, _forum = office("Dinas Contoh"), office("Forum Contoh", "cso")
    Organisation.objects.create(slug="calon", name="Calon Contoh", side="cso", state="proposed")
    page = client.get(reverse("people:organisations"), {"pihak": "cso"}).content.decode()
    address = reverse("people:organisations_feed") + "?pihak=cso"
    assert page.count(f'href="{address}"') == 2
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml") and not answer.cookies
    entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Forum Contoh"]
    one = client.get(reverse("people:organisation", args=[unit.slug])).content.decode()
    records = reverse("feeds:office", args=[unit.slug])
    assert one.count(f'href="{records}"') == 2 and client.get(records).status_code == 200
