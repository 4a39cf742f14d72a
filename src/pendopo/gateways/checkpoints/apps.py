from django.apps import AppConfig


class CheckpointsConfig(AppConfig):
    name = "pendopo.gateways.checkpoints"
    label = "checkpoints"
