from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "pendopo.gateways.feeds"
    label = "feeds"
