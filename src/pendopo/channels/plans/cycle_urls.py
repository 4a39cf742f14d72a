"""The addresses that every record has: they lead to the page of the plan."""
from django.urls import path

from pendopo.channels.plans.views import cycle

app_name = "cycles"
urlpatterns = [
    path("", cycle.every, name="list"),
    path("<str:code>/", cycle.one, name="detail"),
]
