"""Shared by all tests: where the shared material lies."""
import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("PENDOPO_SHARED", "/nowhere"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that read it say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("left out: PENDOPO_SHARED does not name the shared folder")
    return SHARED
