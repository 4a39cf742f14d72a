"""What stands beside every record, whatever its channel: under /catatan/. A code may carry a slug; only it counts."""
from django.urls import path

from pendopo.core.records import tying, views

app_name = "records"
urlpatterns = [
    path("<slug:code>/", views.go, name="go"),
    path("<slug:code>/riwayat", views.timeline, name="timeline"),
    path("<slug:code>/kaitan", tying.ties, name="ties"),
    path("<slug:code>/kaitan/tambah", tying.tie, name="tie"),
    path("<slug:code>/kaitan/<int:number>/lepas", tying.untie, name="untie"),
    path("<slug:code>/jam/<int:clock>", views.clock, name="clock"),
]
