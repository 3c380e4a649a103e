# SPDX-License-Identifier: GPL-2.0-or-later
"""A corrupted first number can be known where anything else of its stream was captured."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from recall_first_numbers import CapturedSegment, frames_nobody_can_know, parse_segments  # noqa: E402
from recall_score import Change  # noqa: E402

CLIENT, SERVER = 51712, 80
RIGHT, WRONG = 1000, 1064
SYN_ACK = CapturedSegment(2, SERVER, CLIENT, WRONG, 501)


def corrupted(frame: int = 2, kind: str = "SYN-ACK", field: str = "seq", checksum: str = "right") -> Change:
    return Change(frame, field, kind, RIGHT, WRONG, checksum, frozenset({CLIENT, SERVER}))


def unknown(*others: CapturedSegment, change: Change = corrupted()) -> frozenset[int]:
    return frames_nobody_can_know([change], [SYN_ACK, *others])


def test_nothing_else_of_the_stream() -> None:
    assert unknown() == {2}


def test_the_client_repeats_the_wrong_number() -> None:
    assert unknown(CapturedSegment(3, CLIENT, SERVER, 501, WRONG + 1)) == {2}


@pytest.mark.parametrize("other", [
    CapturedSegment(3, SERVER, CLIENT, RIGHT, 501),
    CapturedSegment(3, SERVER, CLIENT, RIGHT + 1, 501),
    CapturedSegment(3, CLIENT, SERVER, 501, RIGHT + 1),
], ids=["sent again", "goes on", "acknowledged"])
def test_something_tells_the_right_number(other: CapturedSegment) -> None:
    assert unknown(other) == frozenset()


def test_another_connection_tells_nothing() -> None:
    assert unknown(CapturedSegment(3, SERVER, CLIENT + 1, RIGHT, 501)) == {2}


@pytest.mark.parametrize("change", [corrupted(kind="data"), corrupted(field="ack"),
                                    corrupted(checksum="stale")],
                         ids=["not the first number", "an acknowledgment", "the checksum tells it"])
def test_other_changes_can_always_be_known(change: Change) -> None:
    assert unknown(change=change) == frozenset()


def test_reads_tsharks_lines() -> None:
    assert parse_segments("2\t80\t51712\t1064\t501\n3\t51712\t80\t500\t\n4,5\t1\t2\t3\t4\n") == [
        SYN_ACK, CapturedSegment(3, CLIENT, SERVER, 500, None)]
