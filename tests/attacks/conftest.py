"""One demo city for all attacks; each puts back what it did."""
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.town import Town, standing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Building the town takes most of a minute: whoever needs it runs in the same process of a shared run."""
    for item in items:
        if "town" in getattr(item, "fixturenames", ()) and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("town"))


@pytest.fixture(scope="package")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), standing() as built:
        yield built


@pytest.fixture
def _django_db_helper(town: Town) -> None:
    """Instead of pytest-django's transaction around each test: an attack sees how an action really ends. The mark
    `django_db` stays, because it makes the database."""
