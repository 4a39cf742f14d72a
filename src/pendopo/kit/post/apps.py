from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "pendopo.kit.post"
    label = "post"
