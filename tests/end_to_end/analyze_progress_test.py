# SPDX-License-Identifier: GPL-2.0-or-later
"""packaging/analyze tells on a terminal how far it is with a long capture, and leaves no trace of that."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import threading
from pathlib import Path

import pytest

from support.places import CAPTURES, REPOSITORY

COPIES = 60
ERASE_LINE = "\r\033[K"


@pytest.fixture(scope="module", name="long_capture")
def long_capture_of_copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    capture = tmp_path_factory.mktemp("long") / "long.pcapng"
    copies = [CAPTURES / "connection-through-several-wraps.pcap"] * COPIES
    subprocess.run(["mergecap", "-a", "-w", capture, *copies], check=True, capture_output=True)
    return capture


def test_a_terminal_sees_progress(long_capture: Path) -> None:
    terminal, standard_error = pty.openpty()
    seen: list[bytes] = []
    reader = threading.Thread(target=read_all, args=(terminal, seen))
    reader.start()
    result = subprocess.run(
        ["packaging/analyze", long_capture],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=standard_error,
        text=True,
        check=False,
    )
    os.close(standard_error)
    reader.join()
    text = b"".join(seen).decode()
    assert result.returncode == 0
    assert re.search(r"\033\[Kreading: [1-9]\d? %", text) and re.search(
        r"\033\[Kjudging: [1-9]\d* frames", text
    ), repr(text)
    assert text.endswith(ERASE_LINE), repr(text)


def read_all(terminal: int, seen: list[bytes]) -> None:
    try:
        while part := os.read(terminal, 4096):
            seen.append(part)
    except OSError:  # how Linux tells that the other end is closed
        pass


def test_a_file_or_pipe_sees_none(long_capture: Path) -> None:
    result = subprocess.run(
        ["packaging/analyze", long_capture],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
