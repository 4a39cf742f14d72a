"""The desk at work: officers who have shown their second factor, and a queue of reports."""
import pytest
from django.test import Client

from pendopo.channels.reports.actions import routing, verifying
from tests.channels.reports.town import again
from tests.core.hall import person
from tests.web.town import enter


@pytest.fixture
def browser():
    """browser(somebody) is a browser in which they have signed in with both factors; browser() is a stranger's."""
    def go(who=None):
        client = Client()
        if who is not None:
            enter(client, who)
        return client
    return go


class Desk:
    """What the tests of the desk need of the town."""

    def __init__(self, town):
        self.town = town
        self.indah = person("Indah Contoh", at=town.pu, role="officer")

    def new(self, **more):
        return self.town.report(**more)[0]

    def verified(self, title="Jalan berlubang", text="Ada lubang di jalan desa.", **more):
        report = self.new(**more)
        words = {} if report.secret else {"title": title, "text": text}
        return verifying.verify(actor=again(self.town.rina), report=report, classification=report.classification,
                                category=report.category, **words)

    def routed(self, office=None, **more):
        return routing.route(actor=again(self.town.rina), report=self.verified(**more), office=office or self.town.pu)


@pytest.fixture
def desk(town):
    return Desk(town)
