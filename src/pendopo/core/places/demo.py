"""The invented regency: its code is reserved, its office is the secretariat made by the room of people."""
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.places.actions import serve, settle
from pendopo.core.places.models import City
from pendopo.kit.regions import actions as regions
from pendopo.kit.regions import packs
from pendopo.kit.regions.models import Region

CODE = "99.99"


def load() -> str:
    regions.load(pack=packs.DEMO)
    region = Region.objects.get(pk=CODE)
    office = Organisation.objects.filter(side="government", parent=None).order_by("pk").first()
    settle(actor=system("demo"), city=City(
        name=region.full_name, region=region, office=office, demo=True, contact="halo@contoh.example",
        about="Kabupaten rekaan untuk mencoba Pendopo. Tidak ada orang, kantor, atau kejadian nyata di sini.",
        about_en="An invented regency for trying Pendopo. No person, office or event here is real."))
    for unit in Organisation.objects.filter(side="government", until=None):
        serve(unit, region)
    return region.full_name


DEMO = (20, load)
