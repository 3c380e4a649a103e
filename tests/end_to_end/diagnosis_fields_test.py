# SPDX-License-Identifier: GPL-2.0-or-later
"""The fields of the diagnosis: cause, pattern, neighbours, recovery and stall, and who misled Wireshark."""

from __future__ import annotations

import pytest

from support import truth
from support.places import CAPTURES, SEED
from support.report import BOTH_SEEDS
from support.wireshark import tshark

PASSES = pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
CHILDREN = ("cause", "pattern", "previous", "next", "recovered_in", "stall")
SEED_PATTERN = "Constant offset -16711936 in sequence numbers"
BIT_FLIP, STUCK_BIT, CONSTANT_OFFSET = "1", "2", "3"


def diagnosed(name: str, number: str = "seq", *options: str) -> dict[int, tuple[str, ...]]:
    """By frame, the values of the children; empty where a child is absent."""
    root = f"tcp.{number}_bitflip"
    fields = ["-e", "frame.number"]
    for child in CHILDREN:
        fields += ["-e", f"{root}.{child}"]
    output = tshark("-2", *options, "-r", CAPTURES / name, "-Y", root, "-T", "fields", *fields)
    rows = [line.split("\t") for line in output.splitlines()]
    return {int(frame): tuple(values) for frame, *values in rows}


def frames_matching(name: str, display_filter: str, *options: str) -> list[int]:
    output = tshark(
        *options, "-r", CAPTURES / name, "-Y", display_filter, "-T", "fields", "-e", "frame.number"
    )
    return [int(frame) for frame in output.split()]


def test_both_seeds_share_a_pattern_and_point_at_each_other() -> None:
    assert diagnosed(BOTH_SEEDS) == {
        8: (CONSTANT_OFFSET, SEED_PATTERN, "", "31", "", "120.141867000"),
        31: (CONSTANT_OFFSET, SEED_PATTERN, "8", "", "", "25.937351000"),
    }


def test_a_seed_alone_has_no_pattern() -> None:
    assert diagnosed(SEED) == {8: (BIT_FLIP, "", "", "", "", "120.141867000")}


def test_a_stuck_bit_is_a_chain_through_all_its_frames() -> None:
    rows = diagnosed("stuck-bit.pcap")
    frames = sorted(rows)
    assert frames == [row.frame for row in truth.wanted_rows("stuck-bit.pcap")]
    for before, frame, after in zip([None, *frames], frames, [*frames[1:], None]):
        cause, pattern, previous, following, *_ = rows[frame]
        assert (cause, pattern) == (STUCK_BIT, "Bit 18 stuck at 1 in sequence numbers")
        assert (previous, following) == (str(before or ""), str(after or "")), f"frame {frame}"


def test_a_frame_with_several_numbers_of_a_pattern_is_no_neighbour_of_itself() -> None:
    rows = diagnosed("sack-edges-not-translated.pcap", "sack")
    frames = sorted(rows)
    for before, frame, after in zip([None, *frames], frames, [*frames[1:], None]):
        previous, following = (values.split(",") for values in rows[frame][2:4])
        assert max(len(previous), len(following)) > 1, f"frame {frame} has one number only"
        assert (set(previous), set(following)) == ({str(before or "")}, {str(after or "")}), f"frame {frame}"


@pytest.mark.parametrize(
    ("name", "frame", "number", "recovered_in", "stall"),
    (
        # The lost data come again in frame 16 by fast retransmission.
        ("flipped-bit-in-data.pcap", 9, "seq", "16", "0.011339000"),
        ("flipped-bit-in-fin.pcap", 8, "seq", "10", "0.212071000"),
        ("flipped-bit-in-pure-ack-number.pcap", 12, "ack", "13", "0.000060000"),
        ("cleared.pcap", 9, "seq", "10", "0.212000000"),
        ("flipped-bit-in-syn-ack.pcap", 2, "seq", "6", "1.042064000"),
    ),
)
def test_recovery(name: str, frame: int, number: str, recovered_in: str, stall: str) -> None:
    assert diagnosed(name, number)[frame][4:] == (recovered_in, stall)


@pytest.mark.parametrize(
    ("name", "display_filter", "frames"),
    (
        (BOTH_SEEDS, 'tcp.seq_bitflip.cause == "Constant offset"', [8, 31]),
        (BOTH_SEEDS, 'tcp.seq_bitflip.cause == "Bit flip"', []),
        (BOTH_SEEDS, 'tcp.seq_bitflip.pattern contains "-16711936"', [8, 31]),
        (BOTH_SEEDS, "tcp.seq_bitflip.stall > 120.1", [8]),
        (BOTH_SEEDS, "tcp.seq_bitflip && !tcp.seq_bitflip.recovered_in", [8, 31]),
        ("flipped-bit-in-data.pcap", "tcp.seq_bitflip.recovered_in == 16", [9]),
        ("cleared.pcap", 'tcp.seq_bitflip.cause == "Cleared"', [9]),
    ),
)
def test_filters(name: str, display_filter: str, frames: list[int]) -> None:
    assert frames_matching(name, display_filter, "-2") == frames


def test_in_one_pass_the_pattern_begins_with_its_second_frame() -> None:
    assert frames_matching(BOTH_SEEDS, 'tcp.seq_bitflip.cause == "Bit flip"') == [8]
    assert frames_matching(BOTH_SEEDS, 'tcp.seq_bitflip.cause == "Constant offset"') == [31]


@pytest.mark.parametrize(
    ("name", "cause"),
    (
        ("byte-order.pcap", "Byte order"),
        ("stuck-bit.pcap", "Stuck bit"),
        ("cleared.pcap", "Cleared"),
        ("another-connections-number.pcap", "Another connection's number"),
        ("flipped-bit-in-data.pcap", "Bit flip"),
        (BOTH_SEEDS, "Constant offset"),
    ),
)
def test_each_cause_is_filtered_by_its_name(name: str, cause: str) -> None:
    wanted = [row.frame for row in truth.wanted_rows(name)]
    assert frames_matching(name, f'tcp.seq_bitflip.cause == "{cause}"', "-2") == wanted


@PASSES
@pytest.mark.parametrize(
    ("name", "misled", "to_blame"),
    (
        # New data behind a number that was too high; Wireshark calls them out of order or sent again.
        ("flipped-bit-under-tls.pcap", [12, 14, 19, 22], 9),
        # Here data behind an acknowledgment that was too high; Wireshark calls them spurious.
        ("flipped-bit-in-pure-ack-number.pcap", [13, 14], 12),
        # The number was too low, Wireshark keeps to the right one.
        ("flipped-bit-in-data.pcap", [], None),
    ),
)
def test_frames_that_wireshark_misreads_name_the_frame_to_blame(
    name: str, misled: list[int], to_blame: int | None, options: tuple[str, ...]
) -> None:
    assert frames_matching(name, "tcp.seq_bitflip.misled_by", *options) == misled
    assert frames_matching(name, f"tcp.seq_bitflip.misled_by == {to_blame or 0}", *options) == misled
    sent_again = "tcp.analysis.retransmission || tcp.analysis.out_of_order || tcp.analysis.spurious_retransmission"
    assert set(misled) <= set(frames_matching(name, sent_again, *options))


def test_misled_frames_carry_a_chat_and_no_accusation() -> None:
    name = "flipped-bit-under-tls.pcap"
    tree = tshark("-2", "-r", CAPTURES / name, "-Y", "tcp.seq_bitflip.misled_by", "-V")
    assert tree.count("[Expert Info (Chat/Sequence)") >= 4, tree
    assert tree.count("nothing is lost before it: the wrong number in frame 9 misleads Wireshark's analysis") >= 4, tree
    assert "Sequence number is wrong" not in tree


@PASSES
@pytest.mark.parametrize("name", truth.BENIGN)
def test_nobody_is_blamed_in_a_healthy_capture(name: str, options: tuple[str, ...]) -> None:
    assert frames_matching(name, "tcp.seq_bitflip.misled_by", *options) == []
