"""The addresses of the log for programs: no language, no cookie, the same layout as in a folder."""
from django.urls import path, re_path

from pendopo.core.ledger import views

app_name = "tlog"
urlpatterns = [
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("key", views.key, name="key"),
    path("verifier.py", views.verifier, name="verifier"),
    path("rows/records.jsonl", views.pages, name="records"),
    path("rows/<int:number>.jsonl", views.rows, name="rows"),
    path("proof/<int:place>.json", views.proof, name="proof"),
    re_path(r"^(?P<path>tile/.+)$", views.tile, name="tile"),
]
