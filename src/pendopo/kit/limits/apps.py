from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "pendopo.kit.limits"
    label = "limits"
