from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "pendopo.gateways.watch"
    label = "watch"
