"""The reports' town with published reports on its streets, and a visitor who reads XML and JSON side by side."""
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from pendopo.analysis import open311_tree
from pendopo.channels.reports.actions.verifying import verify
from pendopo.channels.reports.models import Report
from pendopo.core.records.models import Record
from tests.channels.reports.town import Town, again

ROOT = "/open311/v2"


class Streets(Town):
    def published(self, text="Jalan berlubang di depan pasar.", title="Jalan berlubang", days_ago=0, closed=False,
                  about_what=None, **more):
        """A report as everybody reads it."""
        report, _holder = self.report(**more)
        verify(actor=again(self.rina), report=report, classification="complaint",
               category=about_what or self.road, title=title, text=text)
        at = timezone.now() - timedelta(days=days_ago)
        Record.objects.filter(pk=report.pk).update(created=at, closed=at if closed else None)
        return Report.objects.get(pk=report.pk)


def get(address, **words):
    """The JSON answer as the standard's words; the XML one must say the very same."""
    client = Client()
    answers = {form: client.get(f"{ROOT}/{address}.{form}", words) for form in ("json", "xml")}
    json, xml = answers["json"], answers["xml"]
    assert json.status_code == xml.status_code, (json.content, xml.content)
    assert json["Content-Type"] == "application/json; charset=utf-8"
    assert xml["Content-Type"] == "text/xml; charset=utf-8"
    assert open311_tree.read(json.content, "json") == open311_tree.read(xml.content, "xml")
    for name in ("X-Result-Count", "X-Page-Count"):
        assert json.get(name) == xml.get(name)
    return json


def codes(answer):
    return [one["service_request_id"] for one in answer.json()]
