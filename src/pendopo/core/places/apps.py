from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "pendopo.core.places"
    label = "places"
