"""What a test needs that a machine may lack: named as NOT RUN locally, a failure in CI."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

NOT_RUN: dict[str, str] = {}


def missing(what: str, how: str) -> NoReturn:
    """Say that something is missing: skip here, fail in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing: {how}")
    NOT_RUN[what] = how
    pytest.skip(f"NOT RUN, {what} is missing: {how}")
