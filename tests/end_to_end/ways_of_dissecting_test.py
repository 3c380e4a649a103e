# SPDX-License-Identifier: GPL-2.0-or-later
"""The verdict is the same whatever is printed, filtered or preferred, and in a second file, too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support import truth
from support.places import CAPTURES, SEED
from support.readings import TWO_PASSES, from_fields, from_json, from_pdml
from support.rows import Row, assert_same
from support.sharkd import Sharkd, rows_in
from support.wireshark import tshark

SEED_CAPTURE = CAPTURES / SEED
FRAME, EXPECTED, OBSERVED = "8", "3952704914", "3935992978"
ANALYSIS_PREFERENCES = ("tcp.relative_sequence_numbers", "tcp.analyze_sequence_numbers")
OTHER_PREFERENCES = (
    "tcp.desegment_tcp_streams:FALSE",
    "tcp.check_checksum:TRUE",
    "tcp.calculate_timestamps:FALSE",
    "tcp.summary_in_tree:FALSE",
)


@pytest.mark.parametrize("reading", (from_json, from_pdml))
@pytest.mark.parametrize("name", truth.DAMAGED)
def test_every_kind_of_output_tells_the_same(name: str, reading: Callable[..., list[Row]]) -> None:
    assert_same(reading(CAPTURES / name, *TWO_PASSES), truth.wanted_rows(name), f"{name}, {reading.__name__}")


@pytest.mark.parametrize("preference", ANALYSIS_PREFERENCES)
@pytest.mark.parametrize("name", truth.DAMAGED)
def test_without_wiresharks_own_analysis_it_is_the_same(name: str, preference: str) -> None:
    found = from_fields(CAPTURES / name, *TWO_PASSES, "-o", f"{preference}:FALSE")
    assert_same(found, truth.wanted_rows(name), f"{name} with {preference} off")


@pytest.mark.parametrize("passes", ((), TWO_PASSES), ids=("one pass", "two passes"))
def test_where_tcp_is_switched_off_nothing_is_said_of_it(passes: tuple[str, ...]) -> None:
    own = "SeqBitFlip"
    command = (*passes, "-q", "-z", "expert", "-r", SEED_CAPTURE)
    assert own in tshark(*command)
    assert own not in tshark("--disable-protocol", "tcp", *command)


@pytest.mark.parametrize("preference", OTHER_PREFERENCES)
def test_other_preferences_of_tcp_change_nothing(preference: str) -> None:
    found = from_fields(SEED_CAPTURE, *TWO_PASSES, "-o", preference)
    assert_same(found, truth.wanted_rows(SEED), f"the seed capture with {preference}")


def test_the_whole_tree_of_all_frames_tells_it_once() -> None:
    assert tshark("-r", SEED_CAPTURE, "-V").count(f"[Observed: {OBSERVED}]") == 1


def test_a_display_filter_finds_the_frame_by_any_field() -> None:
    for condition in (
        "tcp.seq_bitflip",
        f"tcp.seq_bitflip.expected == {EXPECTED}",
        "tcp.seq_bitflip.mask == 0x01030100",
        "tcp.seq_bitflip.count == 4",
        "tcp.seq_bitflip.bit == 17",
        "tcp.seq_bitflip.delta == -16711936",
        "tcp.seq_bitflip.reference == 6",
        "tcp.seq_outofwindow",
        'tcp.seq_bitflip.checksum == "Checksum covers the wrong number"',
    ):
        output = tshark("-r", SEED_CAPTURE, "-Y", condition, "-T", "fields", "-e", "frame.number")
        assert output.split() == [FRAME], f"{condition} selects the frames {output.split()}"


@pytest.mark.parametrize("read_filter", ("tcp", "tcp.srcport == 80", "tcp.seq_bitflip"))
def test_a_read_filter_rejects_frames_only_after_they_were_judged(read_filter: str) -> None:
    output = tshark(
        "-2",
        "-R",
        read_filter,
        "-r",
        SEED_CAPTURE,
        "-Y",
        "tcp.seq_bitflip",
        "-T",
        "fields",
        "-e",
        "tcp.seq_bitflip.expected",
        "-e",
        "tcp.seq_bitflip.observed",
    )
    assert output.splitlines() == [f"{EXPECTED}\t{OBSERVED}"]


def test_expert_information_holds_one_error_of_this_plugin() -> None:
    lines = tshark("-r", SEED_CAPTURE, "-q", "-z", "expert,error").splitlines()
    assert "Errors (1)" in lines
    errors = [line.split(maxsplit=3) for line in lines if "Sequence" in line]
    assert [error[:3] for error in errors] == [["1", "Sequence", "SeqBitFlip"]]
    assert EXPECTED in errors[0][3] and OBSERVED in errors[0][3]


def test_benign_captures_have_no_error_of_this_plugin() -> None:
    for name in truth.BENIGN:
        output = tshark("-2", "-r", CAPTURES / name, "-q", "-z", "expert,warn")
        assert "SeqBitFlip" not in output, f"{name}\n{output}"


def frame_by_frame(sharkd: Sharkd, capture: Path, frames: int) -> dict[int, int]:
    sharkd.ask("load", file=str(capture))
    return {sharkd.ask("frame", frame=frame, proto=True): frame for frame in range(1, frames + 1)}


def test_a_second_file_owes_nothing_to_the_first() -> None:
    sharkd = Sharkd()
    first = frame_by_frame(sharkd, SEED_CAPTURE, 29)
    second = frame_by_frame(sharkd, CAPTURES / "flipped-bit-in-pure-ack-number.pcap", 12)
    third = frame_by_frame(sharkd, SEED_CAPTURE, 29)
    answers = sharkd.answers()
    for requests, name in ((first, SEED), (second, "flipped-bit-in-pure-ack-number.pcap"), (third, SEED)):
        assert_same(rows_in(requests, answers), truth.wanted_rows(name), name)


@pytest.mark.parametrize("switch", (("-o", "seqbitflip.enabled:FALSE"), ("--disable-protocol", "seqbitflip")))
def test_the_plugin_can_be_switched_off(switch: tuple[str, str]) -> None:
    assert from_fields(SEED_CAPTURE, *TWO_PASSES, *switch) == []
