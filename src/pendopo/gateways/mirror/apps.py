from django.apps import AppConfig


class MirrorConfig(AppConfig):
    name = "pendopo.gateways.mirror"
    label = "mirror"
