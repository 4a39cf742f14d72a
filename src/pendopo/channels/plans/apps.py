from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "pendopo.channels.plans"
    label = "plans"
