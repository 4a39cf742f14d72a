"""A row in a state that the table no longer knows: shown as what it is, and no list, feed or sheet breaks over it."""
import pytest

from pendopo.channels.reports.actions import routing, verifying
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.news import news
from pendopo.core.records.models import Record
from tests.channels.reports.town import again
from tests.web.town import enter

OLD = "ditangguhkan"
SAID = "status tidak dikenal: ditangguhkan"


@pytest.fixture
def report(town):
    found, _holder = town.report()
    verifying.verify(actor=again(town.rina), report=found, classification="complaint", category=town.road,
                     title="Jalan berlubang", text="Ada lubang di jalan desa.")
    routing.route(actor=again(town.rina), report=found, office=town.pu)
    Record.objects.filter(pk=found.pk).update(state=OLD)
    return Report.objects.get(pk=found.pk)


def test_everybody_reads_the_code_and_that_it_is_not_known(client, town, report):
    for address in ("/laporan/", f"/laporan/{report.code}/", "/cari/?q=berlubang", "/kalender/"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert report.code not in page.text or SAID in page.text, address
    assert SAID in client.get("/laporan/").text
    assert "unknown state: ditangguhkan" in client.get(f"/en/laporan/{report.code}/").text
    for address in ("/", "/peta/", "/statistik/", "/laporan/angka/", f"/laporan/lembaga/{town.setda.slug}/",
                    "/laporan/umpan.xml", "/umpan/atom.xml", "/umpan/jenis/reports/atom.xml"):
        assert client.get(address).status_code == 200, address
    assert SAID in client.get("/umpan/records.json").text
    assert OLD in b"".join(client.get("/open311/v2/requests.csv").streaming_content).decode()
    for form in ("json", "xml"):
        assert SAID in client.get(f"/open311/v2/requests.{form}").content.decode()
    assert str(news(report).state) == SAID


def test_whoever_works_on_it_reads_it_too(client, town, report):
    enter(client, town.rina)
    for address in ("", f"{report.code}/", "pagi/", "lapangan/"):
        page = client.get(f"/laporan/meja/{address}")
        assert page.status_code == 200, address
        assert report.code not in page.text or SAID in page.text, address
    assert SAID in client.get("/laporan/meja/").text
