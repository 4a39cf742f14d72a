from django.apps import AppConfig


class LaporConfig(AppConfig):
    name = "pendopo.gateways.lapor"
    label = "lapor"
