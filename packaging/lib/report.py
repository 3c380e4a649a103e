# SPDX-License-Identifier: GPL-2.0-or-later
"""The text that a person reads: the findings in columns, how to see more, and the plugin's own report."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence

from finding import Finding
from plugin_fields import ROOTS

HEADINGS = (
    "Frame",
    "Time",
    "From → to",
    "Number",
    "Expected",
    "Observed",
    "Bits that differ",
    "Difference",
    "Confidence",
)
TO_THE_RIGHT = frozenset({"Frame", "Time", "Expected", "Observed", "Difference"})
FILTER = " || ".join(ROOTS)


def found(findings: Sequence[Finding], name: str, diagnosis: str) -> str:
    rows = [row(finding) for finding in findings]
    return "\n".join(
        [*columns([HEADINGS, *rows]), "", *how_to_see_more(name, findings[0]), "", diagnosis.rstrip("\n")]
    )


def nothing_found(segments: int, frames: int, diagnosis: str) -> str:
    if not frames:
        return "There are no packets in this capture."
    if not segments:
        return f"There are no TCP segments in this capture of {counted(frames, 'frame')}."
    return diagnosis.rstrip("\n")


def row(finding: Finding) -> tuple[str, ...]:
    return (
        finding.frame,
        finding.time,
        f"{finding.source} → {finding.destination}",
        finding.number,
        finding.expected,
        finding.observed,
        f"{len(finding.bits)}: {' '.join(finding.bits)}",
        finding.difference,
        finding.confidence,
    )


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    return [
        "  ".join(
            cell.rjust(width) if heading in TO_THE_RIGHT else cell.ljust(width)
            for heading, cell, width in zip(HEADINGS, cells, widths)
        ).rstrip()
        for cells in rows
    ]


def counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def how_to_see_more(name: str, first: Finding) -> list[str]:
    lines = ["To see more:", f"  filter to type in Wireshark:  {FILTER}"]
    if not os.path.isfile(name):
        return [*lines, "  (the capture came through a pipe: keep it in a file to open it in Wireshark)"]
    capture = shlex.quote(name)
    return [
        *lines,
        f"  Wireshark, at this frame:     wireshark -r {capture} -g {first.frame}",
        f"  the frame in the terminal:    tshark -2 -r {capture} -Y 'frame.number == {first.frame}' -O tcp",
    ]
