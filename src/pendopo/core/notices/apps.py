from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pendopo.core.notices"
    label = "notices"
