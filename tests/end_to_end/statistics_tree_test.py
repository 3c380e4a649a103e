# SPDX-License-Identifier: GPL-2.0-or-later
"""tshark -z seqbitflip,tree: wrong numbers counted by cause, confidence, direction, conversation and bit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support import truth
from support.aggregates import data_of, download, of_client, of_server, write_frames
from support.places import CAPTURES
from support.report import BOTH_SEEDS
from support.wireshark import run, tshark

ROW = re.compile(r"(?P<indent> *)(?P<topic>\S.*?)\s+(?P<count>\d+)(\s|$)")


def counts(name: str, *options: str) -> dict[str, dict[str, int]]:
    """The counted values below each heading; the whole number is below "Wrong numbers"."""
    output = tshark(*options, "-q", "-z", "seqbitflip,tree", "-r", CAPTURES / name)
    tree: dict[str, dict[str, int]] = {}
    heading = ""
    for line in output.splitlines():
        row = ROW.match(line)
        if row is None:
            continue
        if len(row["indent"]) < 2:
            heading = row["topic"]
            tree[heading] = {}
            if row["indent"] == "":
                tree[heading]["all"] = int(row["count"])
        else:
            tree[heading][row["topic"]] = int(row["count"])
    return tree


def test_both_seeds_by_cause_direction_conversation_bit_and_confidence() -> None:
    assert counts(BOTH_SEEDS, "-2") == {
        "Wrong numbers": {"all": 2},
        "Number": {"sequence number": 2},
        "Cause": {"Constant offset": 2},
        "Confidence": {"Strong": 2},
        "Direction": {"203.0.113.10 -> 192.168.104.2": 2},
        "Conversation": {
            "192.168.104.2:51712 <-> 203.0.113.10:80": 1,
            "192.168.104.2:49437 <-> 203.0.113.10:80": 1,
        },
        "Differing bit": {"08": 2, "16": 2, "17": 2, "18": 1, "19": 1, "24": 2},
    }


def test_a_stuck_bit_by_cause_and_position() -> None:
    tree = counts("stuck-bit.pcap", "-2")
    assert tree["Cause"] == {"Stuck bit": 15}
    assert tree["Differing bit"] == {"18": 15}


@pytest.mark.parametrize("name", truth.ALL)
def test_every_wrong_number_is_counted_once(name: str) -> None:
    wanted = truth.wanted_rows(name)
    tree = counts(name, "-2")
    assert tree["Wrong numbers"] == {"all": len(wanted)}
    for heading in ("Cause", "Confidence", "Direction", "Conversation"):
        assert sum(tree.get(heading, {}).values()) == len(wanted), heading
    for bit in range(32):
        assert tree.get("Differing bit", {}).get(f"{bit:02}", 0) == sum(bit in row.bits for row in wanted)


def test_one_pass_counts_as_well() -> None:
    assert counts(BOTH_SEEDS)["Wrong numbers"] == {"all": 2}


def write_taken_back(path: Path) -> None:
    """In one frame a number that is too high, and what takes that back: the client acknowledges, the server goes on."""
    size = 1460
    packets, client, server = download(size, 12)
    server += 1 << 16
    last = [
        of_server(14, "PA", server, client, data_of(size, 14)),
        of_client(10, "A", client, server + size),
        *(of_server(14 + n, "PA", server + size * n, client, data_of(size, 14 + n)) for n in range(1, 5)),
    ]
    write_frames(path, [*([packet] for packet in packets), last])


def test_what_the_same_frame_takes_back_was_counted_as_it_was(tmp_path: Path) -> None:
    """With a heap that spoils what is given back, so that nobody reads it unnoticed."""
    capture = tmp_path / "aggregate.pcap"
    write_taken_back(capture)
    assert tshark("-2", "-r", capture, "-Y", "tcp.seq_bitflip") == "", "taken back"
    spoilt = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0:glibc.malloc.perturb=165"
    result = run("env", spoilt, "tshark", "-q", "-z", "seqbitflip,tree", "-r", capture)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.search(r"^Wrong numbers +1 ", result.stdout, re.MULTILINE), result.stdout
    assert re.search(r"^  sequence number +1 ", result.stdout, re.MULTILINE), result.stdout
