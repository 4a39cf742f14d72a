from django.apps import AppConfig


class ConfConfig(AppConfig):
    name = "pendopo.conf"
    label = "conf"
