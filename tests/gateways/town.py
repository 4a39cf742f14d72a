"""An invented regency with a desk for reports, for the tests of the gateways. Nobody here is real."""
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone

from pendopo.channels.reports.actions import handling, routing, verifying
from pendopo.channels.reports.actions.keeping import settle_desk
from pendopo.channels.reports.models import Report
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.places.models import City
from pendopo.kit.regions.models import Edition, Region
from tests.core.hall import again, person

PHONE = "+6281234567890"
OTHER = "+6281234567899"


class Town:
    """The desk, an office of works, its people; and a report on its way."""

    def __init__(self):
        edition = Edition.objects.create(name="test", source="invented", licence="none", digest="0",
                                         loaded=timezone.now())
        Region.objects.create(code="99.99", name="Contoh", kind="regency", level=2, edition=edition)
        Region.objects.create(code="99.99.01", name="Contoh Utara", kind="district", level=3, parent_id="99.99",
                              edition=edition)
        self.desk = Organisation.objects.create(slug="setda", name="Sekretariat Contoh", side="government")
        self.works = Organisation.objects.create(slug="pu", name="Dinas PU Contoh", side="government")
        City.objects.create(pk=1, name="Kabupaten Contoh", region_id="99.99", office=self.desk)
        settle_desk(actor=system("test"), office=self.desk)
        self.ratna = person("Ratna Contoh", at=self.desk, role="coordinator")
        self.budi = person("Budi Contoh", at=self.works, role="officer")

    def only(self):
        return Report.objects.select_related("desk", "office", "author", "key").get()

    def fresh(self, report):
        return Report.objects.select_related("desk", "office", "author", "key").get(pk=report.pk)

    def to_office(self, report):
        """Verified and with the office of works."""
        verifying.verify(actor=again(self.ratna), report=self.fresh(report), classification="complaint")
        routing.route(actor=again(self.ratna), report=self.fresh(report), office=self.works)
        return self.fresh(report)

    def answered(self, report, text="Kami perbaiki minggu ini.", public=""):
        return handling.answer(actor=again(self.budi), report=self.fresh(report), text=text, public=public)

    def asked(self, report, text="Di depan rumah nomor berapa?"):
        return handling.ask(actor=again(self.budi), report=self.fresh(report), text=text)

    def done(self, report, text="Lampu sudah diganti."):
        return handling.finish(actor=again(self.budi), report=self.fresh(report), text=text)


class Asked:
    """One question that a fixture server got."""

    def __init__(self, handler, body):
        parts = urlsplit(handler.path)
        self.method, self.path, self.query = handler.command, parts.path, dict(parse_qsl(parts.query))
        self.headers, self.body = {name.lower(): value for name, value in handler.headers.items()}, body

    @property
    def json(self):
        return json.loads(self.body)


class Fixture:
    """A real HTTP server in a thread. `answer(asked)` gives (status, body[, type]); every question is remembered."""

    def __init__(self, answer):
        fixture, self.asked, self.answer = self, [], answer

        class Door(BaseHTTPRequestHandler):
            def talk(self):
                asked = Asked(self, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
                fixture.asked.append(asked)
                status, body, *kind = fixture.answer(asked)
                if status == 0:                      # hangs up in the middle
                    self.connection.close()
                    return
                body = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind[0] if kind else "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = talk

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture
def town(db):
    return Town()


@pytest.fixture
def serve():
    """serve(answer) -> Fixture, stopped at the end."""
    running = []

    def start(answer):
        running.append(Fixture(answer))
        return running[-1]
    yield start
    for one in running:
        one.stop()


@pytest.fixture
def enter(client, monkeypatch):
    """Signed in with the second factor (that it is needed is tested with the sign-in)."""
    def go(who):
        client.force_login(who)
        monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
        return client
    return go
