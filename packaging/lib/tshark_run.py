# SPDX-License-Identifier: GPL-2.0-or-later
"""One run of tshark over a capture, with settled verdicts: the fields of every frame, the plugin's report,
and how it ended."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence

from finding import Frame
from progress import Progress

NOT_WORTH_TELLING = re.compile(r'Running as user ".*" and group ".*"\. This could be dangerous\.')
CUT_SHORT = re.compile(r"tshark: The file .* appears to have been cut short in the middle of a packet\.")


class TsharkRun:
    def __init__(self, capture: str, fields: Sequence[str]) -> None:
        self._capture = capture
        self._fields = fields
        self.cut_short = False
        self.read_to_the_end = False
        self.messages: list[str] = []
        self.report = ""

    def frames(self) -> Iterator[Frame]:
        """The fields of each frame; after the last one the other members tell how it ended."""
        command = ["tshark", "-n", "-2", "-r", self._capture, "-T", "fields", "-E", "occurrence=a"]
        command += ["-z", "seqbitflip,report"]
        for field in self._fields:
            command += ["-e", field]
        # A file, not a pipe, for the errors: nobody reads them while frames are read.
        with tempfile.TemporaryFile("w+", errors="replace") as errors:
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, text=True, errors="replace"
            ) as tshark:
                assert tshark.stdout is not None
                with Progress(tshark.pid, self._capture) as progress:
                    for line in tshark.stdout:
                        # The report comes after the last frame; unlike a frame's fields it has no tabs.
                        if self.report or (line != "\n" and "\t" not in line):
                            self.report += line
                            continue
                        if line == "\n":
                            continue  # tshark ends a line before it tells an error, even an empty one
                        progress.frames += 1
                        yield self._frame(line)
            errors.seek(0)
            self._end(tshark.returncode, errors.read().splitlines())

    def _frame(self, line: str) -> Frame:
        values = line.rstrip("\n").split("\t")
        return {
            field: value.split(",") if value else []
            for field, value in zip(self._fields, values, strict=True)
        }

    def _end(self, status: int, messages: list[str]) -> None:
        for message in messages:
            if CUT_SHORT.fullmatch(message):
                self.cut_short = True
            elif message and not NOT_WORTH_TELLING.fullmatch(message):
                self.messages.append(message)
        if status < 0:
            self.messages.append(f"tshark ended by signal {-status}")
        self.read_to_the_end = status == 0 or (self.cut_short and status > 0)
