import pytest
import time_machine

from pendopo.gateways.open311 import keys
from pendopo.kit.limits.here import WINDOWS
from tests.gateways.open311.town import Streets


@pytest.fixture(autouse=True)
def monday():
    WINDOWS.clear()                              # the hour stands still here: what other tests read counts no more
    with time_machine.travel("2024-03-04 09:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def streets(db):
    return Streets()


@pytest.fixture
def key(db):
    return keys.give(name="Aplikasi Contoh", scopes=("read", "write"))
