# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person sees: the mark in the packet list, the picture of the bits, the highlighted bytes."""

from __future__ import annotations

import pytest

from support import truth
from support.places import CAPTURES, SEED
from support.rows import ANY_FINDING, NUMBERS
from support.sharkd import Sharkd, nodes
from support.wireshark import tshark

ETHERNET_AND_IP = 14 + 20
SEQUENCE_NUMBER = [ETHERNET_AND_IP + 4, 4]
ACKNOWLEDGMENT_NUMBER = [ETHERNET_AND_IP + 8, 4]


def info_of(name: str, frame: int, *options: str) -> str:
    return tshark(
        "-r",
        CAPTURES / name,
        *options,
        "-Y",
        f"frame.number == {frame}",
        "-T",
        "fields",
        "-e",
        "_ws.col.Info",
    ).rstrip("\n")


@pytest.mark.parametrize(
    ("name", "frame", "beginning"),
    (
        (SEED, 8, "[TCP Seq bit flip: 4 bits] 80 → 51712 [ACK]"),
        # Six bits at once: an added number explains them better than six flips do.
        ("seed-second-connection-midstream.pcap", 2, "[TCP Seq constant offset: -16711936] "),
        ("flipped-bit-in-data.pcap", 9, "[TCP Seq bit flip: 1 bit] "),
        ("flipped-bit-under-tls.pcap", 9, "[TCP Seq bit flip: 1 bit] "),
        ("flipped-bit-in-pure-ack-number.pcap", 12, "[TCP Ack bit flip: 1 bit] "),
        ("cleared.pcap", 9, "[TCP Seq cleared] "),
        ("byte-order.pcap", 11, "[TCP Seq byte order] "),
    ),
)
def test_info_begins_with_the_finding(name: str, frame: int, beginning: str) -> None:
    info = info_of(name, frame)
    assert info.startswith(beginning), info


@pytest.mark.parametrize(
    ("name", "frame", "beginning"),
    (
        ("seed-both-connections.pcap", 8, "[TCP Seq constant offset: -16711936] 80 → 51712 [ACK]"),
        ("seed-both-connections.pcap", 31, "[TCP Seq constant offset: -16711936] 80 → 49437 [ACK]"),
        ("stuck-bit.pcap", 13, "[TCP Seq stuck bit: 18] "),
        ("another-connections-number.pcap", 16, "[TCP Seq of another connection] "),
    ),
)
def test_with_two_passes_info_names_the_pattern(name: str, frame: int, beginning: str) -> None:
    info = info_of(name, frame, "-2")
    assert info.startswith(beginning), info


@pytest.mark.parametrize(
    ("name", "frame", "protocol", "upper_text"),
    (
        ("flipped-bit-under-tls.pcap", 9, "TLSv1.2", "Application Data"),
        ("flipped-bit-in-data-checksum-right.pcap", 9, "HTTP", "Continuation"),
    ),
)
def test_info_keeps_what_the_upper_protocol_wrote(
    name: str, frame: int, protocol: str, upper_text: str
) -> None:
    info = info_of(name, frame)
    assert info.startswith("[TCP Seq bit flip: 1 bit] ") and upper_text in info, info
    column = tshark(
        "-r", CAPTURES / name, "-Y", f"frame.number == {frame}", "-T", "fields", "-e", "_ws.col.Protocol"
    )
    assert column.strip() == protocol


def test_the_packet_list_marks_one_line_only() -> None:
    marked = [line for line in tshark("-r", CAPTURES / SEED).splitlines() if "bit flip" in line]
    assert len(marked) == 1, marked
    assert marked[0].split()[0] == "8"


def test_the_mark_can_be_switched_off() -> None:
    assert info_of(SEED, 8, "-o", "seqbitflip.info_prefix:FALSE").startswith("80 → 51712 [ACK]")


def test_the_tree_shows_both_numbers_and_the_bits_between_them() -> None:
    tree = tshark("-r", CAPTURES / SEED, "-Y", "frame.number == 8", "-V")
    picture = (
        "        [Expected  0xeb997d92  11101011 10011001 01111101 10010010]\n"
        "        [Observed  0xea9a7c92  11101010 10011010 01111100 10010010]\n"
        "        [Differing 0x01030100  .......^ ......^^ .......^ ........]\n"
    )
    assert picture in tree, tree
    assert "[Expected: 3952704914]" in tree and "[Observed: 3935992978]" in tree


def test_the_heading_also_gives_relative_numbers_where_wireshark_shows_them() -> None:
    absolute = "Sequence number is wrong: expected 3952704914, observed 3935992978"
    relative = (
        "Sequence number is wrong: expected 3952704914 (relative 265), "
        "observed 3935992978 (relative 4278255625)"
    )
    assert f"[{relative}]" in tshark("-r", CAPTURES / SEED, "-V")
    assert f"[{absolute}]" in tshark("-r", CAPTURES / SEED, "-V", "-o", "tcp.relative_sequence_numbers:FALSE")


@pytest.mark.parametrize(
    ("name", "frame", "root", "place"),
    (
        (SEED, 8, "tcp.seq_bitflip", SEQUENCE_NUMBER),
        ("flipped-bit-in-pure-ack-number.pcap", 12, "tcp.ack_bitflip", ACKNOWLEDGMENT_NUMBER),
    ),
)
def test_every_item_highlights_the_four_bytes_of_the_number(
    name: str, frame: int, root: str, place: list[int]
) -> None:
    sharkd = Sharkd()
    sharkd.ask("load", file=str(CAPTURES / name))
    request = sharkd.ask("frame", frame=frame, proto=True)
    tree = sharkd.answers()[request]["tree"]
    subtree = next(
        node
        for node in nodes(tree)
        if any(child.get("f", "").startswith(f"{root}.expected") for child in node.get("n", []))
    )
    items = [subtree, *(child for child in subtree["n"] if "Expert Info" not in child["l"])]
    assert len(items) > 10
    assert {tuple(item["h"]) for item in items} == {tuple(place)}
    assert all(item.get("g") for item in items), "an item is not marked as generated"


@pytest.mark.parametrize("name", truth.DAMAGED)
def test_every_finding_gives_its_evidence(name: str) -> None:
    roots = [f"tcp.{number}_bitflip" for number in NUMBERS]
    fields = [argument for root in roots for argument in ("-e", f"{root}.confidence", "-e", f"{root}.evidence")]
    output = tshark("-2", "-r", CAPTURES / name, "-Y", ANY_FINDING, "-T", "fields", "-e", "frame.number", *fields)
    frames = []
    for line in output.splitlines():
        frame, *values = line.split("\t")
        for confidences, evidence in zip(values[::2], values[1::2], strict=True):
            each = confidences.split(",") if confidences else []
            assert bool(evidence) == bool(each) and set(each) <= {"1", "2", "3"}, f"{name}: {line}"
            frames += [int(frame)] * len(each)
    assert sorted(frames) == [row.frame for row in truth.wanted_rows(name)]
