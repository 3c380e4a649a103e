# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures with random damage everywhere, and captures that break off: neither crash nor dissector bug."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest
from scapy.utils import RawPcapReader

from support import truth
from support.places import CAPTURES, SEED
from support.report import BOTH_SEEDS, report_json
from support.wireshark import run

SEEDS = ("1", "2")
ERRORS_PER_BYTE = "0.02"
CUT_SHORT = "appears to have been cut short in the middle of a packet"


def assert_survived(capture: Path, *options: str) -> None:
    """A dissector bug would abort tshark, see support/wireshark.py."""
    result = run("tshark", "-2", "-r", capture, *options)
    assert result.returncode in (0, 2), f"{capture.name}: exit status {result.returncode}\n{result.stderr}"
    assert "Dissector bug" not in result.stdout, capture.name


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", truth.ALL)
def test_random_errors_in_every_frame(tmp_path: Path, name: str, seed: str) -> None:
    damaged = tmp_path / "damaged.pcap"
    subprocess.run(
        ["editcap", "-E", ERRORS_PER_BYTE, "--seed", seed, CAPTURES / name, damaged],
        check=True,
        capture_output=True,
    )
    assert damaged.read_bytes() != (CAPTURES / name).read_bytes()
    assert_survived(damaged, "-V")


@pytest.mark.parametrize("length", range(14, 80, 2))
def test_frames_cut_at_every_place(tmp_path: Path, length: int) -> None:
    cut = tmp_path / "cut.pcap"
    subprocess.run(
        ["editcap", "-s", str(length), CAPTURES / "seed-both-connections.pcap", cut],
        check=True,
        capture_output=True,
    )
    assert_survived(cut, "-V")


@pytest.mark.parametrize("bytes_missing", (1, 15, 40, 1500))
def test_a_file_that_breaks_off(tmp_path: Path, bytes_missing: int) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes((CAPTURES / SEED).read_bytes()[:-bytes_missing])
    result = run("tshark", "-2", "-r", cut, "-Y", "tcp.seq_bitflip", "-T", "fields", "-e", "frame.number")
    assert CUT_SHORT in result.stderr
    assert result.stdout.split() == ["8"]


def block(kind: int, body: bytes) -> bytes:
    """Of a pcapng file."""
    padded = body + bytes(-len(body) % 4)
    length = struct.pack("<I", len(padded) + 12)
    return struct.pack("<I", kind) + length + padded + length


def in_whole_seconds(frames: list[tuple[int, bytes]]) -> bytes:
    """A pcapng file of Ethernet frames at these times, of 64 bits each."""
    section = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    seconds_are_the_unit = struct.pack("<HHB3xHH", 9, 1, 0, 0, 0)
    interface = block(1, struct.pack("<HHI", 1, 0, 0) + seconds_are_the_unit)
    packets = (
        block(6, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(data), len(data)) + data)
        for time, data in frames
    )
    return section + interface + b"".join(packets)


@pytest.mark.parametrize("far", (10**12, 2**62, 2**64 - 10**12), ids=("year 33658", "later still", "before the epoch"))
def test_times_that_nanoseconds_cannot_tell_are_the_farthest_that_they_can(tmp_path: Path, far: int) -> None:
    frames = [data for data, _ in RawPcapReader(str(CAPTURES / BOTH_SEEDS))]
    capture = tmp_path / "far.pcapng"
    capture.write_bytes(in_whole_seconds([(0 if i < 8 else far, data) for i, data in enumerate(frames)]))
    document = report_json(capture, "-2")
    farthest = (2**62 - 1) // 10**9 * 10**9
    first, last = (0, farthest) if far < 2**63 else (-farthest, 0)
    assert (document["capture"]["first_ns"], document["capture"]["last_ns"]) == (first, last)
    assert all(0 <= finding["stall_ns"] <= farthest for finding in document["findings"])
