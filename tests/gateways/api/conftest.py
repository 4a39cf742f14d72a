"""The demo city, as the attacks use it: every path of the document is asked there."""
from tests.attacks.conftest import _django_db_helper, town

__all__ = ["_django_db_helper", "town"]
