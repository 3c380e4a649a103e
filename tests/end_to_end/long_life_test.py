# SPDX-License-Identifier: GPL-2.0-or-later
"""tshark that runs for long, with conversations coming and going: with its session reset now and then (`-M`), or with a
ring buffer, the plugin keeps nothing of the sessions before. Compared with tshark whose plugin is switched off: tshark 4.0
itself goes on growing under -M, and more than without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import wireshark
from support.places import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "packaging" / "lib"))
from bench_captures import SERVER_PORT_RAW, Connection, interleaved, write_capture  # noqa: E402

SHORT, LONG = 20_000, 200_000  # frames
SESSION = 5_000
MEBIBYTE = 1 << 20
# What the allocator takes more or less, whatever the plugin does; what the plugin keeps of the long capture is nearly twice that.
NOISE = 5 * MEBIBYTE
# Live, tshark takes in as many frames at a time as have come, more on a busy machine, and a session ends only after that. This
# can only add: the least of a few runs is without it.
LIVE_RUNS = 3


@pytest.fixture(scope="module", name="captures")
def captures_of_conversations_that_come_and_go(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Ten frames each."""
    folder = tmp_path_factory.mktemp("captures")
    captures = {frames: folder / f"{frames}.pcap" for frames in (SHORT, LONG)}
    for frames, capture in captures.items():
        write_capture(capture, interleaved(lambda i: Connection(i, SERVER_PORT_RAW).echo(), 32), frames)
    return captures


def peak_memory(*options: str, stdin: Path | None = None) -> int:
    """Bytes."""
    words = ["tshark", "-n", *options]
    with open(stdin or os.devnull, "rb") as source:
        feeder = subprocess.Popen(["cat"], stdin=source, stdout=subprocess.PIPE)
        with feeder, subprocess.Popen(
            words,
            stdin=feeder.stdout,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | wireshark.ENVIRONMENT,
        ) as tshark:
            assert tshark.stderr is not None
            messages = tshark.stderr.read().decode()
            _, status, usage = os.wait4(tshark.pid, 0)
            tshark.returncode = os.waitstatus_to_exitcode(status)
    assert tshark.returncode == 0, messages
    return usage.ru_maxrss * 1024


def growth_by_plugin(captures: dict[int, Path], *options: str, live: bool = False) -> int:
    """By how much more tshark grows from the short capture to the long one than it does without the plugin."""

    def growth(*more: str) -> int:
        short, long = (
            min(peak_memory(*options, *more, stdin=capture) for _ in range(LIVE_RUNS))
            if live
            else peak_memory(*options, *more, "-r", str(capture))
            for capture in (captures[SHORT], captures[LONG])
        )
        return long - short

    return growth() - growth("--disable-protocol", "seqbitflip")


def test_without_resets_it_grows_with_the_conversations(captures: dict[int, Path]) -> None:
    """Or else the tests below show nothing."""
    assert growth_by_plugin(captures) > NOISE


def test_with_resets_it_levels_off(captures: dict[int, Path]) -> None:
    assert growth_by_plugin(captures, "-M", str(SESSION)) < NOISE


def test_a_live_capture_with_resets_levels_off(captures: dict[int, Path]) -> None:
    """Live: from a pipe."""
    assert growth_by_plugin(captures, "-i", "-", "-M", str(SESSION), live=True) < NOISE


def test_a_live_capture_into_a_ring_buffer_levels_off(captures: dict[int, Path], tmp_path: Path) -> None:
    ring = ["-b", f"packets:{SESSION}", "-b", "files:2", "-w", str(tmp_path / "ring.pcapng")]
    assert growth_by_plugin(captures, "-i", "-", "-P", *ring, live=True) < NOISE
