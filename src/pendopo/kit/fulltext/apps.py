from django.apps import AppConfig


class FulltextConfig(AppConfig):
    name = "pendopo.kit.fulltext"
    label = "fulltext"
