# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures with random damage everywhere, and captures that break off: neither crash nor dissector bug."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support import truth
from support.places import CAPTURES, SEED
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
