"""The invented town and its fixture servers."""
from tests.gateways.town import enter, serve, town

__all__ = ["enter", "serve", "town"]
