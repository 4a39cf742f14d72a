from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "pendopo.channels.reports"
    label = "reports"
