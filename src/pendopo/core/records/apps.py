from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "pendopo.core.records"
    label = "records"
