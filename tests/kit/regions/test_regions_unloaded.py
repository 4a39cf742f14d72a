"""Before `pendopo import areas FILE` the server knows the names of villages, and not where they lie."""
import pytest
from django.test import Client

from pendopo.kit.regions import actions
from pendopo.kit.regions.models import Region


@pytest.mark.django_db
@pytest.mark.parametrize(("front", "unloaded", "unknown"), [
    ("", "Server ini belum diberi tahu", "Tidak ada desa atau kelurahan yang kami kenal"),
    ("/en", "This server has not been told", "No village that we know lies near")])
def test_a_point_before_any_was_loaded_is_told_why_it_names_none(client: Client, front: str, unloaded: str,
                                                                 unknown: str) -> None:
    """The invented regency alone has points: a point in Semarang is not far from every village, nobody knows them."""
    actions.load_demo()
    address = f"{front}/wilayah/dekat?lat=-6.98&lng=110.42"
    page = client.get(address)
    assert unloaded in page.text and 'href="' + front + '/wilayah/"' in page.text and "/wilayah/cari" in page.text
    told = client.get(address, headers={"accept": "application/json"}).json()
    assert told["results"] == [] and told["km"] is None and told["said"].startswith(unloaded)
    one = Region.objects.filter(level=4).first()
    assert one is not None
    one.pk, one.lat, one.lng = "51.71.01.1001", -8.65, 115.22
    one.save(force_insert=True)
    assert unknown in client.get(address + "&again").text and unloaded not in client.get(address + "&again").text
    near = client.get(f"{front}/wilayah/dekat?lat=-8.651&lng=115.22")
    assert "0,1 km" in near.text or "0.1 km" in near.text
