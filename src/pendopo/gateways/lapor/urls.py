"""Working with the national application, for the desk. The same under /en/ (english.py)."""
from django.urls import path

from pendopo.gateways.lapor import views

app_name = "lapor"
urlpatterns = [
    path("", views.page, name="page"),
    path("kirim/", views.choose, name="choose"),
    path("nomor/", views.number, name="number"),
    path("lembar/", views.sheet, name="sheet"),
    path("lembar/masuk/", views.back, name="back"),
]
