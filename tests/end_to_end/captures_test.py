# SPDX-License-Identifier: GPL-2.0-or-later
"""The captures that are checked in are those that the program writes."""

from __future__ import annotations

import subprocess
import sys

from support import truth
from support.places import CAPTURES

MAKE_CAPTURES = CAPTURES / "make_captures.py"


def test_captures_are_what_their_program_writes() -> None:
    result = subprocess.run(
        [sys.executable, MAKE_CAPTURES, "--check"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_capture_has_its_truth() -> None:
    files = sorted(str(path.relative_to(CAPTURES)) for path in CAPTURES.rglob("*.pcap"))
    assert files == truth.ALL


def test_there_are_captures_of_both_kinds() -> None:
    assert truth.DAMAGED and truth.BENIGN
