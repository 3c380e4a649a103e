# SPDX-License-Identifier: GPL-2.0-or-later
"""tcp.stream_offset and tcp.stream_wraps: the position in the stream, whatever the 32 bits of the number say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from support.long_stream import GIB, SEGMENT, SEQUENCE_SPACE, LongStream, Where
from support.places import CAPTURES
from support.rows import ANY_FINDING
from support.sharkd import Sharkd, nodes
from support.wireshark import tshark

FIELDS = ("frame.number", "tcp.stream_offset", "tcp.stream_wraps")
BOTH_SIDES = CAPTURES / "isn-rewriting-device-both-sides.pcap"


def positions(capture: Path, *options: str) -> list[tuple[int, int | None, int | None]]:
    columns = [argument for field in FIELDS for argument in ("-e", field)]
    rows = []
    for line in tshark(*options, "-r", capture, "-T", "fields", *columns).splitlines():
        frame, offset, wraps = line.split("\t")
        rows.append((int(frame), int(offset) if offset else None, int(wraps) if wraps else None))
    return rows


def positions_in_any_order(capture: Path, frames: list[int]) -> list[tuple[int, int | None, int | None]]:
    sharkd = Sharkd()
    sharkd.ask("load", file=str(capture))
    asked = {sharkd.ask("frame", frame=frame, proto=True): frame for frame in frames}
    answers = sharkd.answers()
    rows = []
    for request, frame in asked.items():
        values: dict[str, int] = {}
        for node in nodes(answers[request]["tree"]):
            field, _, value = node.get("f", "").partition(" == ")
            if field in FIELDS[1:]:
                values[field] = int(value)
        rows.append((frame, values.get(FIELDS[1]), values.get(FIELDS[2])))
    return sorted(rows)


def assert_true(found: list[tuple[int, int | None, int | None]], truth: list[Where]) -> None:
    wrong = [
        f"frame {where.frame} ({where.what}): found {row[1:]}, true is {(where.offset, where.wraps)}"
        for row, where in zip(found, truth, strict=True)
        if row != (where.frame, where.offset, where.wraps)
    ]
    assert not wrong, f"{len(wrong)} of {len(truth)} frames\n" + "\n".join(wrong[:20])


@pytest.fixture(scope="module", params=(0, 5_000, SEQUENCE_SPACE - 1, SEQUENCE_SPACE - 70_000, 3_000_000_000))
def download(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Where]]:
    """More than 12 GiB: three wraps, wherever the first one is."""
    path = tmp_path_factory.mktemp("long") / "download.pcap"
    stream = LongStream(request.param, path)
    stream.connect()
    stream.download(13 * GIB)
    stream.reset_without_number()
    return path, stream.finish()


@pytest.mark.parametrize("passes", ((), ("-2",)), ids=("one pass", "two passes"))
def test_positions_are_those_of_64_bit_arithmetic(download: tuple[Path, list[Where]], passes: tuple[str]) -> None:
    path, truth = download
    assert max(where.wraps or 0 for where in truth) >= 3
    assert_true(positions(path, *passes), truth)


def test_positions_are_the_same_in_any_order(download: tuple[Path, list[Where]]) -> None:
    path, truth = download
    asked = random.Random(2).sample(truth, 120)
    found = positions_in_any_order(path, [where.frame for where in asked])
    assert_true(found, sorted(asked, key=lambda where: where.frame))


def test_nothing_is_wrong_in_such_a_download(download: tuple[Path, list[Where]]) -> None:
    path, _ = download
    assert tshark("-2", "-r", path, "-Y", ANY_FINDING) == ""


def test_a_wrong_number_lies_where_the_right_one_does(tmp_path: Path) -> None:
    stream = LongStream(SEQUENCE_SPACE - 1_000_000, tmp_path / "damaged.pcap")
    stream.connect()
    end = stream.burst(stream.download(9 * GIB))
    for bit in (31, 30, 21, 4):
        stream.send(end, f"bit {bit} flipped", flips=1 << bit)
        stream.send(end + SEGMENT, "the next")
        stream.acknowledge(end)
        stream.send(end, "sent again")
        end += 2 * SEGMENT
        stream.acknowledge(end)
        end = stream.burst(end)
    truth = stream.finish()
    path = tmp_path / "damaged.pcap"
    damaged = {where.frame for where in truth if "flipped" in where.what}
    found = tshark("-2", "-r", path, "-Y", "tcp.seq_bitflip", "-T", "fields", "-e", "frame.number")
    assert {int(frame) for frame in found.split()} == damaged
    assert_true(positions(path, "-2"), truth)
    shown = tshark("-2", "-r", path, "-Y", "tcp.seq_bitflip", "-V")
    assert shown.count("(of the expected sequence number)]") == len(damaged)


def test_without_a_handshake_it_is_counted_from_the_first_segment_and_marked() -> None:
    capture = CAPTURES / "midstream-start.pcap"
    marked = tshark("-r", capture, "-V").count("(counted from the first segment captured)")
    with_position = tshark("-r", capture, "-Y", "tcp.stream_offset", "-T", "fields", "-e", "frame.number").split()
    assert marked == len(with_position) > 0
    assert "counted from" not in tshark("-r", CAPTURES / "retransmissions.pcap", "-V")


def test_both_sides_of_a_translating_device_tell_the_same_position() -> None:
    frames = positions(BOTH_SIDES)
    inside, outside = frames[::2], frames[1::2]
    assert [row[1] for row in inside] == [row[1] for row in outside]
    assert positions_in_any_order(BOTH_SIDES, [row[0] for row in reversed(frames)]) == frames


def test_a_connection_on_ports_used_before_starts_again_at_zero() -> None:
    capture = CAPTURES / "port-reuse.pcap"
    syns = tshark("-r", capture, "-Y", "tcp.flags.syn == 1", "-T", "fields", "-e", "tcp.stream_offset").split()
    assert len(syns) > 2 and set(syns) == {"0"}
    frames = positions(capture)
    assert positions_in_any_order(capture, [row[0] for row in reversed(frames)]) == frames
    assert max(row[1] for row in frames if row[1] is not None) < 100_000


def test_it_can_be_switched_off_and_filtered_by() -> None:
    capture = CAPTURES / "connection-through-several-wraps.pcap"
    beyond = ("-Y", "tcp.stream_offset >= 4294967296", "-T", "fields", "-e", "tcp.stream_wraps")
    assert set(tshark("-r", capture, *beyond).split()) == {"2", "3"}
    assert tshark("-r", capture, "-o", "seqbitflip.stream_offsets:FALSE", *beyond) == ""
