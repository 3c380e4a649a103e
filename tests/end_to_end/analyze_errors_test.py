# SPDX-License-Identifier: GPL-2.0-or-later
"""packaging/analyze on what is no capture, and on captures that cannot be read to their end."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.analyze import analyze
from support.places import CAPTURES, REPOSITORY, SEED

SEED_BYTES = (CAPTURES / SEED).read_bytes()
FILE_HEADER, RECORD_HEADER = 24, 16
ONLY_WIRESHARK_CAN_TELL = "cut off in the file header"
NO_CAPTURES = {
    "text": b"this is not a capture\n" * 20,
    "empty": b"",
    ONLY_WIRESHARK_CAN_TELL: SEED_BYTES[:10],
    "text that gzip compressed": gzip.compress(b"hello\n" * 100),
    "JSON": b'{"a": [1, 2]}',
    "zeros": bytes(500),
    "a program": Path("/bin/true").read_bytes(),
}


@pytest.fixture(name="untouched")
def repository_without_build() -> Iterator[Path]:
    """A copy of the commands that everybody can read, with nothing built yet."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        shutil.copytree(REPOSITORY / "packaging", Path(folder) / "packaging")
        yield Path(folder)


def assert_refused(folder: Path, name: str | Path, reason: str, **options: object) -> None:
    result = analyze(name, folder=folder, program=folder / "packaging" / "analyze", **options)
    assert result.returncode == 2, result
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1 and result.stderr.startswith(f"analyze: {name}: "), result.stderr
    assert reason in result.stderr
    assert not (folder / "build").exists(), "something was built before the file was looked at"


@pytest.mark.parametrize("content", NO_CAPTURES)
def test_what_is_no_capture_is_refused_before_anything_is_built(untouched: Path, content: str) -> None:
    (untouched / "file").write_bytes(NO_CAPTURES[content])
    assert_refused(untouched, "file", "not a capture file")


@pytest.mark.parametrize("content", sorted(set(NO_CAPTURES) - {ONLY_WIRESHARK_CAN_TELL}))
def test_it_is_refused_also_where_wireshark_is_not_installed_yet(untouched: Path, content: str) -> None:
    (untouched / "file").write_bytes(NO_CAPTURES[content])
    programs = untouched / "programs"
    programs.mkdir()
    for program in (
        "bash",
        "cat",
        "dirname",
        "gzip",
        "zcat",
        "head",
        "mktemp",
        "od",
        "readlink",
        "rm",
        "tr",
        "sh",
    ):
        (programs / program).symlink_to(shutil.which(program))
    assert_refused(untouched, "file", "not a capture file", env={**os.environ, "PATH": str(programs)})


def test_a_missing_file(untouched: Path) -> None:
    assert_refused(untouched, "no such.pcap", "no such file")


def test_a_folder(untouched: Path) -> None:
    assert_refused(untouched, untouched, "is a folder")


def test_a_file_that_may_not_be_read(untouched: Path) -> None:
    secret = untouched / "secret.pcap"
    secret.write_bytes(SEED_BYTES)
    secret.chmod(0)
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    assert_refused(untouched, secret, "not readable", **nobody)


@pytest.mark.parametrize("arguments", ((), ("one", "two")))
def test_one_file_is_asked_for(untouched: Path, arguments: tuple[str, ...]) -> None:
    result = analyze(*arguments, folder=untouched, program=untouched / "packaging" / "analyze")
    assert result.returncode == 2
    assert result.stderr.startswith("Usage: packaging/analyze FILE")


def test_a_capture_without_packets(tmp_path: Path) -> None:
    capture = tmp_path / "empty.pcap"
    capture.write_bytes(SEED_BYTES[:FILE_HEADER])
    result = analyze(capture)
    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "There are no packets in this capture.\n",
        "",
    )


@pytest.mark.parametrize("length", (FILE_HEADER + 4, FILE_HEADER + RECORD_HEADER + 10))
def test_a_capture_cut_off_in_its_first_packet(tmp_path: Path, length: int) -> None:
    capture = tmp_path / "cut.pcap"
    capture.write_bytes(SEED_BYTES[:length])
    result = analyze(capture)
    assert result.returncode == 0
    assert "There are no packets" in result.stdout and "is cut off in the middle of a packet" in result.stderr


def test_a_capture_cut_off_later_shows_what_comes_before(tmp_path: Path) -> None:
    capture = tmp_path / "cut.pcap"
    capture.write_bytes(SEED_BYTES[:-20])
    result = analyze(capture)
    assert result.returncode == 0
    assert "1 wrong number in 28 TCP segments of 1 conversation" in result.stdout
    assert result.stderr == (
        f"analyze: warning: {capture} is cut off in the middle of a packet; "
        "what comes before was looked at\n"
    )


def test_a_capture_damaged_in_the_middle_shows_what_comes_before_and_fails(tmp_path: Path) -> None:
    capture = tmp_path / "damaged.pcap"
    capture.write_bytes(SEED_BYTES[:-70] + b"\xff" * 70)
    result = analyze(capture)
    assert result.returncode == 1
    assert "1 wrong number in 28 TCP segments" in result.stdout
    assert "damaged or corrupt" in result.stderr and "could not be read to its end" in result.stderr
