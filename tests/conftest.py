"""Shared by all tests: where the shared material lies."""
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

# What stands on one long setting up goes to one process of several, and what wants the machine for itself to one too.
TOGETHER = {"tests/attacks/test_kill": "cuts", "tests/attacks/test_first_run": "cuts", "tests/attacks/": "town",
            "tests/gateways/api/": "town", "tests/browser/test_mirror.py": "copies"}
# A busy machine is no fault of what is tried. What must pass before anything lands tries the same each time; whoever
# wants to find something (`make test-all`) tries what nobody has tried.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("search"), derandomize=True)
settings.load_profile("house")
SHARED = Path(os.environ.get("PENDOPO_SHARED", "/nowhere"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that read it say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("left out: PENDOPO_SHARED does not name the shared folder")
    return SHARED


class Together(LoadScopeScheduling):
    """Each test to whichever process is free, but what is named above to one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for place, group in TOGETHER.items() if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Together(config, log)
