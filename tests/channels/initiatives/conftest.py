import pytest
import time_machine

from tests.channels.initiatives.town import Town


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel("2026-08-15 09:00+07:00"):
        yield


@pytest.fixture
def keys(settings, tmp_path):
    """A key file of its own."""
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.KEYS_ROOT.mkdir()


@pytest.fixture
def town(db, keys):
    return Town()


@pytest.fixture
def begun(town):
    return town.begin()


@pytest.fixture
def enter(client, monkeypatch):
    """Signed in with the second factor (that it is needed is tested with the sign-in)."""
    def go(who):
        client.force_login(who)
        monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
        return client
    return go
