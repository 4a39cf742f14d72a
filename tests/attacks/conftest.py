"""One demo city for all attacks; each puts back what it did."""
from collections.abc import Iterator
from typing import Any

import pytest

from tests.attacks.town import Town, standing


@pytest.fixture(scope="package")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), standing() as built:
        yield built


@pytest.fixture
def _django_db_helper(town: Town) -> None:
    """Instead of pytest-django's transaction around each test: an attack sees how an action really ends. The mark
    `django_db` stays, because it makes the database."""
