"""A regency with a desk, offices and people, and a report of each sort. Everybody here is invented."""
import re

from pendopo.channels.reports import packs
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.keeping import load_categories, set_duties, settle_desk
from pendopo.channels.reports.actions.reaching import prove_contact
from pendopo.channels.reports.models import Category, Identity
from pendopo.channels.reports.queries.contact import countersign
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import receipt_from, system
from pendopo.core.places.models import City
from pendopo.kit.regions import actions as regions
from pendopo.kit.regions import packs as region_packs
from pendopo.kit.regions.models import Region
from tests.core.hall import person

PLANTED = "lubang sedalam sumur di depan rumah Sari Contoh 0812-0000-1111"
CONTACT = Reporter("Sari Contoh Rahasiawati", "+6281200001111", "sari.rahasia@contoh.example", way="sms")
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")


class Town:
    """pemkab over setda (the desk), inspektorat (the second desk), pu (roads) with a unit below, and dukcapil."""

    def __init__(self):
        regions.load(pack=region_packs.DEMO)
        self.top = self.office("pemkab", "Pemkab Contoh")
        self.setda = self.office("setda", "Setda Contoh", self.top)
        self.inspektorat = self.office("inspektorat", "Inspektorat Contoh", self.top)
        self.pu = self.office("pu", "Dinas PU Contoh", self.top)
        self.uptd = self.office("uptd", "UPTD Jalan Contoh", self.pu)
        self.dukcapil = self.office("dukcapil", "Dinas Dukcapil Contoh", self.top)
        self.region = Region.objects.get(pk="99.99")
        self.village = Region.objects.filter(level=4, pk__startswith="99.99").first()
        City.objects.create(pk=1, name="Kabupaten Contoh", region=self.region, office=self.top, demo=True)
        actor = system("test")
        settle_desk(actor=actor, office=self.setda, second=self.inspektorat)
        load_categories(actor=actor, rows=packs.categories())
        self.road, self.ktp = self.category("jalan/jalan-rusak"), self.category("kependudukan/ktp")
        self.levy = self.category("pemerintahan/pungli")
        set_duties(actor=actor, office=self.pu, categories=[self.road])
        set_duties(actor=actor, office=self.dukcapil, categories=[self.ktp])
        self.rina = person("Rina Contoh", at=self.setda, role="coordinator")
        self.gita = person("Gita Contoh", at=self.inspektorat, role="coordinator")
        self.hadi = person("Hadi Contoh", at=self.pu, role="liaison")
        self.tono = person("Tono Contoh", at=self.pu, role="head")
        self.yuni = person("Yuni Contoh", at=self.dukcapil, role="liaison")
        self.citizen = person("Bayu Contoh")

    def office(self, slug, name, parent=None):
        return Organisation.objects.create(slug=slug, name=name, side="government", parent=parent)

    def category(self, code):
        return Category.objects.get(code=code)

    def entry(self, **more):
        return Entry(**{"text": PLANTED, "classification": "complaint", "category": self.road.pk,
                        "region": self.village, "reporter": CONTACT} | more)

    def report(self, actor=None, **more):
        """(report, its reporter with the receipt)"""
        done = submit(actor=actor, entry=self.entry(**more))
        receipt = receipt_from(done.receipt)
        return done.report, ReceiptHolder(receipt.person, done.report.pk)


def prove(report):
    """Whoever reads the contact has answered with the digits that stand beside the receipt."""
    asked = Identity.objects.select_related("report", "key").get(report=report.pk)
    assert prove_contact(actor=None, identity=asked, digits=countersign(report.code))


def again(one):
    """The same person in a new request."""
    fresh = Person.objects.get(pk=one.pk)
    fresh.strong = True
    return fresh
