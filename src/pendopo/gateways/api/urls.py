"""What programs can read here: a page for people, the same as OpenAPI. The same under /en/api/ (english.py)."""
from django.urls import path

from pendopo.gateways.api import views

app_name = "api"
urlpatterns = [path("", views.page, name="page"), path("openapi.json", views.openapi, name="openapi")]
