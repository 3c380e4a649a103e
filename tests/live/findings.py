# SPDX-License-Identifier: GPL-2.0-or-later
"""Wrong numbers, as the plugin tells them through tshark or as the truth has them."""

from pathlib import Path
from typing import NamedTuple

from support.wireshark import tshark

NUMBERS = ("seq", "ack")
FIELDS = ["frame.number", *(f"tcp.{number}_bitflip.{child}" for number in NUMBERS
                            for child in ("expected", "observed"))]
AS_FIELDS = ["-T", "fields", *(argument for field in FIELDS for argument in ("-e", field))]


class Finding(NamedTuple):
    frame: int
    number: str
    expected: int
    observed: int

    def __str__(self) -> str:
        mask = f"{self.expected ^ self.observed:#010x}"
        return f"frame {self.frame}: {self.number} {self.observed}, expected {self.expected}, mask {mask}"


def findings_in(output: str) -> list[Finding]:
    """From the lines that tshark prints with AS_FIELDS."""
    found = []
    for line in output.splitlines():
        frame, *values = line.split("\t")
        for number, expected, observed in zip(NUMBERS, values[::2], values[1::2], strict=True):
            if expected or observed:
                found.append(Finding(int(frame), number, int(expected), int(observed)))
    return found


def find(capture: Path, *options: str) -> list[Finding]:
    """What the plugin finds in a file, in one pass or, with the option -2, in two."""
    return findings_in(tshark("-n", *options, "-r", capture, *AS_FIELDS))
