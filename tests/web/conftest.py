"""Every page test has the invented town."""
import pytest

from pendopo.core.places.models import City
from tests.web.town import town


@pytest.fixture
def city(db: None) -> City:
    return town()
