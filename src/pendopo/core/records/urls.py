"""What stands beside every record, whatever its channel: under /catatan/. A code may carry a slug; only it counts."""
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pendopo.core.records.views import dated, days, holding, pages, tying


class IsoDay(StringConverter):
    """2026-11-22."""
    regex = r"\d{4}-\d{2}-\d{2}"


class Subject(StringConverter):
    """Which office, place, plan or category: bappeda, 99.99, jalan.jalan-rusak."""
    regex = r"[-a-zA-Z0-9_.]+"


register_converter(IsoDay, "isoday")
register_converter(Subject, "subject")
app_name = "records"
urlpatterns = [
    path("angka.jsonl", days.everything, name="figures-data"),
    path("angka/<slug:name>/hari.csv", days.table, name="figures-days"),
    path("angka/<slug:name>/<subject:subject>/hari.csv", days.table, name="figures-days-of"),
    path("angka/<slug:name>/<isoday:day>/", dated.dated_figures, name="figures"),
    path("angka/<slug:name>/<subject:subject>/<isoday:day>/", dated.dated_figures, name="figures-of"),
    path("angka/<slug:name>/", dated.latest_figures, name="figures-now"),
    path("angka/<slug:name>/<subject:subject>/", dated.latest_figures, name="figures-now-of"),
    path("<slug:code>/", pages.go, name="go"),
    path("<slug:code>/riwayat", pages.timeline, name="timeline"),
    path("<slug:code>/kaitan", tying.ties, name="ties"),
    path("<slug:code>/kaitan/tambah", tying.tie, name="tie"),
    path("<slug:code>/kaitan/<int:number>/lepas", tying.untie, name="untie"),
    path("<slug:code>/tahan", holding.hold, name="hold"),
    path("<slug:code>/pada/", dated.choose, name="choose-day"),
    path("<slug:code>/pada/<isoday:day>/", dated.dated, name="dated"),
    path("<slug:code>/jam/<int:clock>", pages.clock, name="clock"),
]
