# SPDX-License-Identifier: GPL-2.0-or-later
"""On every capture exactly the numbers that are wrong are found, in one pass, in two, and out of order."""

from __future__ import annotations

import random

import pytest

from support import truth
from support.places import CAPTURES
from support.readings import ONE_PASS, TWO_PASSES, from_fields
from support.records import frame_count
from support.rows import ANY_FINDING, as_table, assert_same
from support.sharkd import rows_of_frames
from support.wireshark import tshark

# Nothing before these frames tells that their number is wrong; one pass cannot look ahead.
KNOWN_ONLY_FROM_LATER_FRAMES = {
    "another-connections-number.pcap",  # the checksum is right, and data may have been missed by the capture
    "flipped-bit-in-syn-ack.pcap",  # the first number of its direction
    "low-bit-in-data-checksum-right.pcap",  # inside the window, and the checksum is right
    "sack-edges-not-translated.pcap",  # the first ones; several edges tell the difference
    "sack-edges-not-translated-two-connections.pcap",
    "timestamp-echo-never-sent.pcap",  # the capture may have missed what is echoed
    "timestamp-leaps-and-comes-back.pcap",  # as long as it has not come back
}


@pytest.mark.parametrize("name", truth.ALL)
def test_two_passes_find_exactly_what_is_wrong(name: str) -> None:
    assert_same(from_fields(CAPTURES / name, *TWO_PASSES), truth.wanted_rows(name), name)


@pytest.mark.parametrize("name", truth.ALL)
def test_one_pass_finds_nothing_else(name: str) -> None:
    surplus = set(from_fields(CAPTURES / name, *ONE_PASS)) - set(truth.wanted_rows(name))
    assert not surplus, f"{name}: found in one pass, but not true\n{as_table(surplus)}"


@pytest.mark.parametrize("name", [name for name in truth.DAMAGED if name not in KNOWN_ONLY_FROM_LATER_FRAMES])
def test_one_pass_is_enough_where_earlier_frames_tell(name: str) -> None:
    assert_same(from_fields(CAPTURES / name, *ONE_PASS), truth.wanted_rows(name), f"{name} in one pass")


@pytest.mark.parametrize("name", truth.ALL)
def test_frames_in_any_order_give_the_same(name: str) -> None:
    frames = list(range(1, 1 + frame_count(CAPTURES / name)))
    random.Random(name).shuffle(frames)
    assert_same(
        rows_of_frames(CAPTURES / name, frames), truth.wanted_rows(name), f"{name}, frames in shuffled order"
    )


@pytest.mark.parametrize("passes", (ONE_PASS, TWO_PASSES), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name", truth.BENIGN)
def test_benign_captures_match_no_filter_for_findings(name: str, passes: tuple[str, ...]) -> None:
    found = tshark(*passes, "-r", CAPTURES / name, "-Y", ANY_FINDING)
    assert found == "", f"{name}: an innocent number is accused\n{found}"
