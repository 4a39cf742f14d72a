from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pendopo.kit.ui"
    label = "ui"
