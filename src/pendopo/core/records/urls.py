"""What stands beside every record, whatever its channel: under /catatan/. A code may carry a slug; only it counts."""
from django.urls import path

from pendopo.core.records import views

app_name = "records"
urlpatterns = [
    path("<slug:code>/", views.go, name="go"),
    path("<slug:code>/riwayat", views.timeline, name="timeline"),
    path("<slug:code>/jam/<int:clock>", views.clock, name="clock"),
]
