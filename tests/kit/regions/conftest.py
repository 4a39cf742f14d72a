"""All regions of Indonesia, loaded once for the tests of this folder and taken back afterwards."""
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from pendopo.kit.regions import actions


@pytest.fixture(scope="module")
def all_regions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        actions.load()
        actions.load_demo()
        connection.check_constraints()      # now and once, not at the end of every test
        yield
        transaction.set_rollback(True)


@pytest.fixture
def indonesia(all_regions: None, db: None) -> None:
    """Every test sees all of Indonesia and the demo regency, and takes back what it changed."""


@pytest.fixture(scope="module")
def all_points(all_regions: None, shared: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The same with the points and outlines that a city imports once."""
    with django_db_blocker.unblock(), transaction.atomic():
        actions.import_areas(file=shared / "data/areas/centroids.csv.gz")
        actions.import_areas(file=shared / "data/areas/regencies.geojson.gz")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def points(all_points: None, db: None) -> None:
    """Indonesia with points and outlines."""
