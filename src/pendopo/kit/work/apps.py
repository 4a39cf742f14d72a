from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "pendopo.kit.work"
    label = "work"
