"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data, gold and scorers beside the repository; a test that needs it is skipped without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold" / "dev.jsonl").is_file():
        pytest.skip("the folder of data and gold (../shared) is not there")
    return folder
