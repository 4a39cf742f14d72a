"""Letters that wait for a person. The same under /en/ (held_english.py)."""
from django.urls import path

from pendopo.gateways.mail import held

app_name = "intake"
urlpatterns = [path("", held.held, name="held"), path("<int:number>/", held.one, name="one")]
