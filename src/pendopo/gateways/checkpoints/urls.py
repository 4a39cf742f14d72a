"""The checkpoints of the ledger as they go out. The same under /en/ (english.py)."""
from django.urls import path

from pendopo.gateways.checkpoints import views

app_name = "checkpoints"
urlpatterns = [
    path("", views.page, name="page"),
    path("atom.xml", views.feed, name="feed"),
    path("cetak/", views.paper, name="paper"),
    path("cetak/<int:key>/", views.paper, name="paper-of"),
    path("surat/", views.by_mail, name="by-mail"),
]
