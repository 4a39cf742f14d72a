"""The desk at work: officers who have shown their second factor, and a queue of reports."""
import pytest
from django.test import Client

from pendopo.channels.reports.actions import routing, verifying
from tests.channels.reports.town import again
from tests.core.hall import person

LINE = "pendopo.core.people.sessions.signed_in"


def signed_in_strongly(request):
    found = getattr(request, "user", None)
    if found is None or not found.is_authenticated:
        return None
    found = found.person
    found.strong = True
    return found


@pytest.fixture
def browser(monkeypatch):
    """browser(somebody) is a browser in which they have signed in; browser() is a stranger's."""
    monkeypatch.setattr(LINE, signed_in_strongly)

    def go(who=None):
        client = Client()
        if who is not None:
            client.force_login(who, backend="pendopo.core.people.keeper.Keeper")
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
