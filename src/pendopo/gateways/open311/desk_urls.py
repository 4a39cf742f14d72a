"""Keys of programs, for staff. The same under /en/ (desk_english.py)."""
from django.urls import path

from pendopo.gateways.open311 import desk

app_name = "open311-keys"
urlpatterns = [path("", desk.keys, name="keys"), path("<int:number>/akhiri/", desk.end, name="end")]
