from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "pendopo.core.voices"
    label = "voices"
