"""The same city, and somebody outside who copies it."""
from tests.gateways.mirror.conftest import city, outside

__all__ = ["city", "outside"]
