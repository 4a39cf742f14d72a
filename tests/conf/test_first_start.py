"""A first start that is cut off: what the next one finds."""
import pytest
from django.core.management import call_command

from pendopo.conf.management.commands.demo import at_once
from pendopo.core.people.models import Organisation
from pendopo.core.places.models import City
from pendopo.kit.regions import actions as regions
from pendopo.kit.regions import packs
from pendopo.kit.regions.models import Region


class Cut(Exception):
    """The power is gone."""


def half() -> str:
    Organisation.objects.create(slug="contoh-setengah", name="Dinas Setengah Contoh", side="government")
    raise Cut


@pytest.mark.django_db(transaction=True)
def test_a_room_of_the_invented_city_is_loaded_whole_or_not_at_all():
    """By its first things a room tells that it was loaded: half of it would stay half for ever."""
    with pytest.raises(Cut):
        at_once(half)()
    assert not Organisation.objects.exists()


def test_a_city_that_stands_is_not_loaded_again(db, settings, tmp_path):
    """What its people made of it stays. The start that was cut off is test_kill's."""
    settings.DEMO, settings.HOME = True, tmp_path
    regions.load(pack=packs.DEMO)
    office = Organisation.objects.create(slug="setda", name="Setda Contoh", side="government")
    City.objects.create(pk=1, name="Kabupaten Contoh", region=Region.objects.get(pk="99.99"), office=office, demo=True)
    call_command("prepare", quiet=True)
    assert Organisation.objects.get() == office
    assert not (tmp_path / "demo-begun").exists()
