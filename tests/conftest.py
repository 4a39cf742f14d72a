"""Shared by all tests: where the shared material lies."""
import os
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Where setting up takes most of a minute: the town under attack, the copy of a city. Once, in one process of several.
TOGETHER = ("tests/attacks/", "tests/browser/test_mirror.py")
SHARED = Path(os.environ.get("PENDOPO_SHARED", "/nowhere"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that read it say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("left out: PENDOPO_SHARED does not name the shared folder")
    return SHARED


class Together(LoadScopeScheduling):
    """Each test to whichever process is free, but what stands on one long setting up to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Together(config, log)
