"""Shared by all tests: where the shared material lies."""
import os
from pathlib import Path

import pytest

# What stands on one long setting up goes to one process of several, and what wants the machine for itself to one too.
TOGETHER = {"attacks": "town", "api": "town", "test_mirror.py": "copies",
            "test_kill.py": "cuts", "test_kill_reports.py": "cuts", "test_first_run.py": "cuts"}
SHARED = Path(os.environ.get("PENDOPO_SHARED", "/nowhere"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that read it say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("left out: PENDOPO_SHARED does not name the shared folder")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test to whichever process is free, except these."""
    for item in items:
        place = next((place for place in (item.path.name, item.path.parent.name) if place in TOGETHER), "")
        if place:
            item.add_marker(pytest.mark.xdist_group(TOGETHER[place]))
