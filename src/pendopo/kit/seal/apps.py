from django.apps import AppConfig


class SealConfig(AppConfig):
    name = "pendopo.kit.seal"
    label = "seal"
