# SPDX-License-Identifier: GPL-2.0-or-later
"""A line on the terminal that tells how far a long capture has been read; elsewhere nothing."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

SECONDS_BETWEEN_LINES = 0.5
ERASE_LINE = "\r\033[K"


class Progress:
    """A context, in which `frames` is kept up to date by whoever reads tshark's output."""

    def __init__(self, process_id: int, capture: str) -> None:
        self.frames = 0
        self._open_files = Path(f"/proc/{process_id}/fd")
        self._capture = capture
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()
            print(ERASE_LINE, end="", file=sys.stderr, flush=True)

    def _tell(self) -> None:
        while not self._done.wait(SECONDS_BETWEEN_LINES):
            print(f"{ERASE_LINE}{self._line()}", end="", file=sys.stderr, flush=True)

    def _line(self) -> str:
        # tshark prints nothing in its first pass, but the kernel knows how far it has read.
        return f"judging: {self.frames} frames" if self.frames else f"reading: {self._percent_read()} %"

    def _percent_read(self) -> int:
        try:
            position = max(
                (
                    self._position(entry)
                    for entry in self._open_files.iterdir()
                    if os.readlink(entry) == self._capture
                ),
                default=0,
            )
            return 100 * position // os.path.getsize(self._capture)
        except OSError:  # tshark has just ended
            return 100

    @staticmethod
    def _position(open_file: Path) -> int:
        information = (open_file.parent.parent / "fdinfo" / open_file.name).read_text()
        return int(information.split()[1])
