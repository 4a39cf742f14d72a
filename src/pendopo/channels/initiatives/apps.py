from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "pendopo.channels.initiatives"
    label = "initiatives"
