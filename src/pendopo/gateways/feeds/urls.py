"""Every list as a feed. Under /umpan/ in Indonesian, the same under /en/umpan/ (english.py)."""
from django.urls import path

from pendopo.gateways.feeds import views

app_name = "feeds"
urlpatterns = [
    path("atom.xml", views.records, name="records"),
    path("records.json", views.json_feed, name="json"),
    path("jenis/<slug:kind>/atom.xml", views.of_kind, name="kind"),
    path("lembaga/<slug:office>/atom.xml", views.of_office, name="office"),
    path("wilayah/<str:place>/atom.xml", views.of_place, name="place"),
]
