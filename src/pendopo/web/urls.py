"""Pages that stand on all channels. Addresses are Indonesian and stay; English lies under /en/."""
from django.urls import path

from pendopo.web import (
    calendars,
    closing,
    finding,
    health,
    how,
    machines,
    maps,
    mine,
    offices,
    sending,
    statistics,
    views,
)
from pendopo.web.settling import views as settling

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("cari/", finding.search, name="search"),
    path("cari/unduh.csv", finding.download, name="download"),
    path("peta/", maps.show, name="map"),
    path("peta/titik.json", maps.points, name="points"),
    path("kalender/", calendars.show, name="calendar"),
    path("kalender.ics", calendars.ical, name="ical"),
    path("kalender-libur.ics", calendars.ical_days, name="ical-days"),
    path("statistik/", statistics.show, name="statistics"),
    path("statistik/<slug:name>.csv", statistics.file, name="statistics-file"),
    path("cara-hitung/<slug:kind>/", how.show, name="how"),
    path("lembaga/<slug:slug>/", offices.show, name="office"),
    path("saya/", mine.show, name="mine"),
    path("tentang/", views.about, name="about"),
    path("privasi/", views.privacy, name="privacy"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
    path("data/", views.data, name="data"),
    path("kesehatan/", health.numbers, name="health"),
    path("kesehatan/rinci/", health.in_words, name="health-lines"),
    path("kesehatan/hanya-baca/", closing.show, name="readonly"),
    path("pengaturan/", settling.show, name="settings"),
    path("pengaturan/mulai/", settling.begin, name="begin"),
    path("pengaturan/<slug:name>/", settling.one, name="setting"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-halaman.xml", machines.sitemap_still, name="sitemap-still"),
    path("sitemap-catatan-<int:number>.xml", machines.sitemap_records, name="sitemap-records"),
    path("halaman-catatan.jsonl", sending.pages, name="many-pages"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.icon, name="icon"),
]
