from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "pendopo.gateways.open311"
    label = "open311"
