from django.apps import AppConfig


class SmsConfig(AppConfig):
    name = "pendopo.gateways.sms"
    label = "sms"
