"""A first start that is cut off: what the next one finds."""
import pytest
from django.core.management import call_command

from pendopo.conf.management.commands.demo import at_once
from pendopo.conf.upgrading import marker
from pendopo.core.ledger.queries import written
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


@pytest.fixture
def stands(db, settings, tmp_path):
    """A city of practice that was loaded before, in a home of its own."""
    settings.DEMO, settings.HOME, settings.STATIC_ROOT = True, tmp_path, tmp_path / "static"
    settings.DEMO_SIGN_INS = tmp_path / "demo.json"
    (tmp_path / "static").mkdir()
    regions.load(pack=packs.DEMO)
    office = Organisation.objects.create(slug="setda", name="Setda Contoh", side="government")
    return City.objects.create(pk=1, name="Kabupaten Contoh", region=Region.objects.get(pk="99.99"), office=office,
                               demo=True)


def test_a_city_that_stands_is_not_loaded_again(stands, tmp_path):
    """What its people made of it stays. The start that was cut off is test_kill's."""
    call_command("prepare", quiet=True)
    assert Organisation.objects.get() == stands.office
    assert not (tmp_path / "demo-begun").exists()


def test_a_start_in_the_middle_of_an_upgrade_writes_nothing(stands, capsys):
    """A service manager begins the site again whenever it ends: a line that it wrote after everything had been put back
    made the way back look incomplete."""
    with marker.alone():
        call_command("prepare", serve=True, quiet=True)
    assert not written()
    call_command("prepare", serve=True, quiet=True)
    assert written() == 1
