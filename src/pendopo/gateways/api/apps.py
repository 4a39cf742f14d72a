from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "pendopo.gateways.api"
    label = "api"
