"""The numbers of the demo city are kept from its first day on."""
from django.utils.translation import gettext

from pendopo.core.records.keeping import keep_figures


def load() -> str:
    return gettext("numbers kept: %(many)d") % {"many": keep_figures()}


DEMO = (99, load)
