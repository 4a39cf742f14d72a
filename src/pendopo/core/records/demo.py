"""The numbers of the demo city are kept from its first day on."""
from pendopo.core.records.keeping import keep_figures


def load() -> str:
    return f"numbers kept: {keep_figures()}"


DEMO = (99, load)
