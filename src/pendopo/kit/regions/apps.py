from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "pendopo.kit.regions"
    label = "regions"
