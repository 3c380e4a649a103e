# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults put into clean captures by the fault injector: the plugin tells what kind of fault it was."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from support.places import CAPTURES, REPOSITORY
from support.wireshark import tshark

INJECTOR = REPOSITORY / "build" / "tests" / "fault_injector" / "inject-faults"
ENOUGH_TO_SHARE = 3
SHARE_THAT_MUST_BE_RIGHT = 0.95

# Long enough to be judged in spite of six faults, and with several connections where one is needed.
ORIGINALS = (
    "capture-loss.pcap",
    "port-reuse.pcap",
    "offloaded-checksums.pcap",
    "merged-segments.pcap",
    "retransmissions.pcap",
    "fast-retransmit-with-sack-and-dsack.pcap",
)
FAULTS = {
    "Bit flip": ("--mask", "0x01030100"),
    "Stuck bit": ("--stuck-bit", "27:1"),
    "Constant offset": ("--offset", "-16711936"),
    "Byte order": ("--swap-bytes",),
    "Cleared": ("--zeros",),
    "Another connection's number": ("--other-flow",),
}
# In the direction that the second fault of a mixture gets, bit 27 is set already.
FAULTS_IN_MIXTURES = {**FAULTS, "Stuck bit": ("--stuck-bit", "27:0")}
# Two different faults for one capture, each in the segments of one direction.
MIXTURES = (
    ("Constant offset", "Stuck bit"),
    ("Bit flip", "Cleared"),
    ("Byte order", "Constant offset"),
)


@dataclass(frozen=True)
class Found:
    frame: int
    cause: str
    pattern: str


def inject(original: Path, copy: Path, *options: str) -> set[int]:
    """The frames that were changed; none where the original holds nothing that the fault could change."""
    result = subprocess.run(
        [INJECTOR, original, copy, *options], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{original.name} {options}: {result.stderr}"
    truth = json.loads(copy.with_suffix(".truth.json").read_text())
    return {change["frame"] for change in truth["changes"]}


def found_in(capture: Path) -> list[Found]:
    root = "tcp.seq_bitflip"
    names = cause_names()
    output = tshark(
        "-2",
        "-r",
        capture,
        "-Y",
        root,
        "-T",
        "fields",
        "-e",
        "frame.number",
        "-e",
        f"{root}.cause",
        "-e",
        f"{root}.pattern",
    )
    rows = [line.split("\t") for line in output.splitlines()]
    return [Found(int(frame), names[cause], pattern) for frame, cause, pattern in rows]


@cache
def cause_names() -> dict[str, str]:
    values = (line.split("\t") for line in tshark("-G", "values").splitlines())
    return {fields[2]: fields[3] for fields in values if fields[:2] == ["V", "tcp.seq_bitflip.cause"]}


def as_lines(found: Sequence[Found]) -> str:
    return "\n".join(f"  frame {one.frame}: {one.cause}, pattern {one.pattern!r}" for one in found)


@pytest.mark.parametrize("checksum", ("stale", "right"))
# Another connection's number takes connections that are busy at the same time, more than these captures have:
# captures/another-connections-number.pcap has one.
@pytest.mark.parametrize("cause", [cause for cause in FAULTS if cause != "Another connection's number"])
def test_three_or_more_of_a_kind_get_the_right_cause(cause: str, checksum: str, tmp_path: Path) -> None:
    right, wrong = 0, []
    for name in ORIGINALS:
        for seed in range(1, 4):
            copy = tmp_path / f"{seed}-{name}"
            options = ("--checksum", checksum, "--count", "8", "--min-gap", "3", "--seed", str(seed))
            changed = inject(CAPTURES / name, copy, *FAULTS[cause], *options)
            found = [one for one in found_in(copy) if one.frame in changed]
            if len(found) < ENOUGH_TO_SHARE:
                continue
            right += sum(one.cause == cause for one in found)
            wrong += [
                f"{name}, seed {seed}: frame {one.frame}: {one.cause}, pattern {one.pattern!r}"
                for one in found
                if one.cause != cause
            ]
    judged = right + len(wrong)
    assert judged >= 20, f"only {judged} frames of captures with three or more: too few to tell"
    message = f"{right} of {judged} have the cause {cause!r}; the others:\n" + "\n".join(wrong)
    assert right >= SHARE_THAT_MUST_BE_RIGHT * judged, message


@pytest.mark.parametrize("checksum", ("stale", "right"))
@pytest.mark.parametrize("causes", MIXTURES, ids=" and ".join)
def test_two_faults_in_one_capture_are_told_apart(
    causes: tuple[str, str], checksum: str, tmp_path: Path
) -> None:
    original = CAPTURES / "capture-loss.pcap"
    copy = original
    changed: list[set[int]] = []
    for number, (cause, direction) in enumerate(zip(causes, ("from", "to"))):
        target = tmp_path / f"{number}.pcap"
        options = ("--port", "80", "--direction", direction, "--count", "8", "--min-gap", "3")
        fault = (*FAULTS_IN_MIXTURES[cause], "--checksum", checksum, "--seed", "7")
        changed.append(inject(copy, target, *fault, *options))
        copy = target
    found = found_in(copy)
    patterns = []
    for cause, frames in zip(causes, changed):
        members = [one for one in found if one.frame in frames]
        assert len(members) >= ENOUGH_TO_SHARE, f"{cause}: too few of {sorted(frames)}\n{as_lines(found)}"
        right = [one for one in members if one.cause == cause and one.pattern]
        # A member whose expected number is not exact does not share the difference or the mask.
        assert len(right) > len(members) / 2, f"{cause}:\n{as_lines(members)}"
        patterns.append({one.pattern for one in members if one.pattern})
    assert all(len(names) == 1 for names in patterns) and patterns[0] != patterns[1], patterns


def test_unrelated_flips_are_no_pattern(tmp_path: Path) -> None:
    for seed in range(1, 6):
        copy = tmp_path / f"{seed}.pcap"
        changed = inject(
            CAPTURES / "capture-loss.pcap",
            copy,
            "--each-bit",
            "--count",
            "10",
            "--min-gap",
            "3",
            "--seed",
            str(seed),
        )
        found = [one for one in found_in(copy) if one.frame in changed]
        assert len(found) >= ENOUGH_TO_SHARE
        assert not [one for one in found if one.pattern], f"seed {seed}\n{as_lines(found)}"
