"""An invented regency with a plan of its own; nobody here is real."""
import csv
import io

import pytest
import time_machine
from django.utils import timezone

from pendopo.channels.plans import imports, packs
from pendopo.channels.plans.models import Commitment, Milestone, Part
from pendopo.core.people.models import Organisation
from pendopo.core.places.models import City
from pendopo.kit.regions.models import Edition, Region
from tests.core.hall import person

AREAS = {"00": ("Indonesia", "country", 0), "11": ("Aceh", "province", 1), "11.71": ("Banda Aceh", "city", 2),
         "33.29": ("Brebes", "regency", 2), "33.74": ("Semarang", "city", 2), "35.22": ("Bojonegoro", "regency", 2),
         "72.01": ("Banggai", "regency", 2), "99.99": ("Contoh", "regency", 2)}
ROW = {"plan": "CTH1", "plan_years": "2026-2027", "number": "1", "ogp_id": "", "level": "local", "area_code": "99.99",
       "title_en": "Open contracts", "title_id": "Kontrak terbuka", "lead": "Diskominfo Contoh",
       "partners": "Forum Contoh", "start": "2026", "end": "2027-06", "milestones": "draft; published (2026-09)",
       "verifiable": "", "design_score": "", "design_scale": "", "completion_midterm": "", "completion_final": "",
       "early_result": "", "source": "invented for a test"}


def sheet(*changes):
    """A facts file: one row for each dictionary of changes to the invented one."""
    rows = [ROW | change for change in changes or ({},)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture(autouse=True)
def august():
    """The invented plan runs from 2026 to 2027; its tests stay in that time."""
    with time_machine.travel("2026-08-15 09:00+07:00"):
        yield


@pytest.fixture
def areas(db):
    edition = Edition.objects.create(name="test", source="invented", licence="none", digest="0", loaded=timezone.now())
    return Region.objects.bulk_create(Region(code=code, name=name, kind=kind, level=level, edition=edition)
                                      for code, (name, kind, level) in AREAS.items())


class Town:
    """The regency, its offices, and one commitment that Diskominfo leads and the forum supports."""

    def __init__(self):
        self.bappeda, self.diskominfo = self.office("Bappeda Contoh"), self.office("Diskominfo Contoh")
        self.forum, self.body = self.office("Forum Contoh", "cso"), self.office("Lembaga Pemantau Contoh", "cso")
        City.objects.create(pk=1, name="Kabupaten Contoh", region_id="99.99", office=self.bappeda, demo=True)

    def office(self, name, side="government"):
        return Organisation.objects.create(slug=name.lower().replace(" ", "-"), name=name, side=side)

    def load(self, tmp_path, *changes, totals=b"", name="rencana.csv", dry_run=False):
        path = tmp_path / name
        path.write_bytes(sheet(*({"owner": "Bappeda Contoh", "monitor": "Lembaga Pemantau Contoh"} | change
                                 for change in changes or ({},))))
        more = []
        if totals:
            more = [tmp_path / "totals.csv"]
            more[0].write_bytes(totals)
        return imports.take(imports.read([path], more), dry_run)

    def commitment(self, number="1", plan="CTH1"):
        return Commitment.objects.get(plan__code=plan, number=number)

    def milestone(self, position=1, number="1"):
        return Milestone.objects.get(commitment=self.commitment(number), position=position)

    def part(self, office, number="1"):
        return Part.objects.get(commitment=self.commitment(number), organisation=office)

    def editor(self):
        return person("Eko Contoh", at=self.bappeda, role="editor")

    def officer(self):
        return person("Budi Contoh", at=self.diskominfo, role="officer")

    def member(self):
        return person("Wahyu Contoh", at=self.forum, role="member")

    def monitor(self):
        return person("Putri Contoh", at=self.body, role="monitor")


@pytest.fixture
def town(areas):
    return Town()


@pytest.fixture
def contoh(town, tmp_path):
    """The town with its plan of one commitment and two milestones."""
    town.load(tmp_path)
    return town


@pytest.fixture
def real(areas):
    """The plans that ship with the house."""
    return imports.take(imports.read([packs.COMMITMENTS], [packs.TOTALS]))


@pytest.fixture
def enter(client, monkeypatch):
    """Signed in with the second factor (that it is needed is tested with the sign-in)."""
    def go(who):
        client.force_login(who)
        monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
        return client
    return go
