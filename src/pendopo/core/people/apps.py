from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pendopo.core.people"
    label = "people"
