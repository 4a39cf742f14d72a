import pytest
import time_machine

from tests.core.notices.week import WEDNESDAY


@pytest.fixture
def wednesday():
    """It is Wednesday, ten in the morning; what happens now is in the digest of Thursday."""
    with time_machine.travel(WEDNESDAY):
        yield
