import pytest
import time_machine

from pendopo.channels.reports.queries import learned
from tests.channels.reports.town import Town


@pytest.fixture(autouse=True)
def monday():
    """Monday 4 March 2024: the month of the golden dates."""
    with time_machine.travel("2024-03-04 09:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def nothing_read():
    """No test answers with the router that another one taught; no thread of one reads on in the next."""
    learned.KEPT.clear()
    yield
    with learned.READING:
        learned.KEPT.clear()


@pytest.fixture
def town(db):
    return Town()
