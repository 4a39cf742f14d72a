"""A disk that is thrown away, and how a file is sent."""
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from tests.kit.files.samples import Send


@pytest.fixture(autouse=True)
def disk(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILES_QUOTA = 10_000_000
    settings.FILES_SCANNER = ""
    return tmp_path / "files"


@pytest.fixture
def send() -> Send:
    return lambda content, name="berkas": SimpleUploadedFile(name, content)
