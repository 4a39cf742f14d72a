from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "pendopo.core.ledger"
    label = "ledger"
