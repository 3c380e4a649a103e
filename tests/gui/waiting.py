# SPDX-License-Identifier: GPL-2.0-or-later
"""A window does what it is told in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from accessibility import NOT_THERE

# Only a test that fails waits for so long, or one on a machine that is very busy.
SECONDS_ALLOWED = 60
SECONDS_BETWEEN_LOOKS = 0.2

Result = TypeVar("Result")


def wait_for(attempt: Callable[[], Result | None], what: str) -> Result:
    """What the attempt gives as soon as it gives something."""
    end = time.monotonic() + SECONDS_ALLOWED
    reason = ""
    while time.monotonic() < end:
        try:
            if result := attempt():
                return result
            reason = ""
        except NOT_THERE as error:
            reason = f": {error}"
        time.sleep(SECONDS_BETWEEN_LOOKS)
    raise AssertionError(f"{what}: not within {SECONDS_ALLOWED} s{reason}")
