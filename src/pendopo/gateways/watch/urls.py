"""Whether the gateways are open, for staff. The same under /en/ (english.py)."""
from django.urls import path

from pendopo.gateways.watch import views

app_name = "watch"
urlpatterns = [path("", views.page, name="page"), path("<str:name>/ulang/", views.again, name="again")]
