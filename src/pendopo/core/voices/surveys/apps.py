from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "pendopo.core.voices.surveys"
    label = "surveys"
