"""The log that most of what is tried on the verifier begins with."""
from pathlib import Path

import pytest
from tests.analysis.logs import Log, small


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return small(tmp_path / "log")
