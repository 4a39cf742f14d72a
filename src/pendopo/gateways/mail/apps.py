from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "pendopo.gateways.mail"
    label = "mail"
