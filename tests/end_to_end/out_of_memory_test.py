# SPDX-License-Identifier: GPL-2.0-or-later
"""Where memory runs out, that is said, and nothing is called healthy; tshark shows the capture all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support import wireshark
from support.places import CAPTURES, REPOSITORY, SEED
from support.report import report

sys.path.insert(0, str(REPOSITORY / "packaging" / "lib"))
from bench_captures import SERVER_PORT_RAW, Connection, interleaved, write_capture  # noqa: E402

SCARCE_MEMORY = REPOSITORY / "build" / "tests" / "end_to_end" / "libscarce_memory.so"
FRAMES = 40_000  # two of each connection
# What is kept of a whole capture: more than this for all of these connections, less at the beginning. And for the
# beginning alone.
ENOUGH_TO_BEGIN, TOO_LITTLE = 100_000, 20_000
SAID = "tshark: SeqBitFlip ran out of memory: "
NO_REPORT = "seqbitflip: no report: memory ran out\n"


def run_with(most_at_once: int, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return wireshark.run("env", f"LD_PRELOAD={SCARCE_MEMORY}", f"MOST_AT_ONCE={most_at_once}", *words)


def tshark_with(most_at_once: int, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run_with(most_at_once, "tshark", *arguments)


@pytest.fixture(scope="module", name="crowd")
def capture_of_very_many_connections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    capture = tmp_path_factory.mktemp("captures") / "crowd.pcap"
    write_capture(capture, interleaved(lambda i: Connection(i, SERVER_PORT_RAW).refused(), 1), FRAMES)
    return capture


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("form", ("report", "report,json"))
def test_no_report_is_made_of_half_a_capture(crowd: Path, form: str, options: tuple[str, ...]) -> None:
    result = tshark_with(ENOUGH_TO_BEGIN, *options, "-q", "-z", f"seqbitflip,{form}", "-r", crowd)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert result.stderr.count(SAID) == 1 and result.stderr.endswith(NO_REPORT), result.stderr


def test_the_same_capture_has_a_report_where_there_is_memory(crowd: Path) -> None:
    assert report(crowd).startswith(f"No wrong sequence or acknowledgment numbers in {FRAMES} TCP segments of ")


def test_every_frame_is_shown_all_the_same(crowd: Path) -> None:
    result = tshark_with(ENOUGH_TO_BEGIN, "-r", crowd, "-T", "fields", "-e", "tcp.seq_raw")
    assert result.stdout == wireshark.tshark("-r", crowd, "-T", "fields", "-e", "tcp.seq_raw")
    assert SAID in result.stderr


def test_analyze_fails_and_says_why(crowd: Path) -> None:
    findings = REPOSITORY / "packaging" / "lib" / "findings.py"
    result = run_with(ENOUGH_TO_BEGIN, "/usr/bin/python3", findings, crowd, "--name=crowd")
    assert (result.returncode, result.stdout) == (1, ""), result.stderr
    assert result.stderr.startswith(f"analyze: {SAID}") and NO_REPORT in result.stderr, result.stderr


def test_too_little_to_begin_with() -> None:
    result = tshark_with(TOO_LITTLE, "-q", "-z", "seqbitflip,report", "-r", CAPTURES / SEED)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert result.stderr.count(SAID) == 1 and result.stderr.endswith(NO_REPORT), result.stderr
