# SPDX-License-Identifier: GPL-2.0-or-later
"""Other programs get every field by the same name and with the same value, whichever of Wireshark's outputs they read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from support.places import CAPTURES
from support.rows import ANY_FINDING, NUMBERS
from support.sharkd import Sharkd, nodes
from support.wireshark import tshark

# Field -> type. Who reads fields by name relies on these: none may change or go away; a new one is added here.
OF_A_WRONG_NUMBER = {
    "": "FT_NONE",
    ".expected": "FT_UINT32",
    ".observed": "FT_UINT32",
    ".mask": "FT_UINT32",
    ".count": "FT_UINT8",
    ".bit": "FT_UINT8",
    ".delta": "FT_INT32",
    ".reference": "FT_FRAMENUM",
    ".cause": "FT_UINT8",
    ".confidence": "FT_UINT8",
    ".checksum": "FT_UINT8",
    ".evidence": "FT_STRING",
    ".pattern": "FT_STRING",
    ".previous": "FT_FRAMENUM",
    ".next": "FT_FRAMENUM",
    ".recovered_in": "FT_FRAMENUM",
    ".stall": "FT_RELATIVE_TIME",
    # Expert information.
    ".wrong": "FT_NONE",
    ".likely_wrong": "FT_NONE",
}
OUT_OF_WINDOW = {"": "FT_NONE", ".reason": "FT_UINT8", ".distance": "FT_INT32", ".note": "FT_NONE"}
TYPES = {
    **{
        f"tcp.{number}_bitflip{child}": of
        for number in NUMBERS
        for child, of in OF_A_WRONG_NUMBER.items()
    },
    **{
        f"tcp.{number}_outofwindow{child}": of
        for number in ("seq", "ack")
        for child, of in OUT_OF_WINDOW.items()
    },
    "tcp.seq_bitflip.misled_by": "FT_FRAMENUM",
    "tcp.seq_bitflip.misled": "FT_NONE",
}
# Of type FT_NONE are items without a value; what is printed for these differs.
HEXADECIMAL = {f"tcp.{number}_bitflip.mask" for number in NUMBERS}
WITH_VALUE = [field for field, of in TYPES.items() if of != "FT_NONE"]
ANY = f"{ANY_FINDING} || tcp.seq_bitflip.misled_by || tcp.seq_outofwindow || tcp.ack_outofwindow"

# All values of each field in a frame, as text.
Values = dict[str, list[str]]
FILTER = re.compile(r"(?P<field>[\w.]+) == (?P<value>.+)")


def registered(beginning: tuple[str, ...]) -> dict[str, str]:
    rows = (line.split("\t") for line in tshark("-G", "fields").splitlines())
    return {row[2]: row[3] for row in rows if row[0] == "F" and row[2].startswith(beginning)}


def test_names_and_types_are_those_that_programs_rely_on() -> None:
    families = ("tcp.seq_outofwindow", "tcp.ack_outofwindow", *(f"tcp.{number}_bitflip" for number in NUMBERS))
    assert registered(families) == TYPES


def as_list(value: object) -> list[str]:
    return value if isinstance(value, list) else [value]


def collected(tree: object, names: dict[str, str]) -> Values:
    """The values in a tree of JSON; `names` says which field a key stands for."""
    values: Values = {}
    if isinstance(tree, dict):
        for key, child in tree.items():
            if key in names:
                values.setdefault(names[key], []).extend(as_list(child))
            merge(values, collected(child, names))
    elif isinstance(tree, list):
        for child in tree:
            merge(values, collected(child, names))
    return values


def merge(into: Values, more: Values) -> None:
    for field, found in more.items():
        into.setdefault(field, []).extend(found)


def from_fields(capture: Path, frames: Iterable[int]) -> dict[int, Values]:
    columns = [option for field in WITH_VALUE for option in ("-e", field)]
    form = ("-T", "fields", "-E", "occurrence=a", "-E", "aggregator=|", "-e", "frame.number")
    rows = [
        line.split("\t")
        for line in tshark("-2", "-r", capture, "-Y", ANY, *form, *columns).split("\n")
        if line
    ]
    return {
        int(row[0]): {
            field: value.split("|") for field, value in zip(WITH_VALUE, row[1:], strict=True) if value
        }
        for row in rows
    }


def from_json(capture: Path, frames: Iterable[int]) -> dict[int, Values]:
    names = {field: field for field in WITH_VALUE}
    packets = json.loads(tshark("-2", "-r", capture, "-Y", ANY, "-T", "json", "--no-duplicate-keys"))
    layers = [packet["_source"]["layers"] for packet in packets]
    return {int(one["frame"]["frame.number"]): collected(one, names) for one in layers}


def from_elasticsearch(capture: Path, frames: Iterable[int]) -> dict[int, Values]:
    """A field `a.b` of the protocol `tcp` is called `tcp_a_b` there; from 4.6 on all numbers are decimal there."""
    names = {"tcp_" + field.replace(".", "_"): field for field in WITH_VALUE}
    lines = [json.loads(line) for line in tshark("-2", "-r", capture, "-Y", ANY, "-T", "ek").splitlines()]
    layers = [line["layers"] for line in lines if "layers" in line]
    found = {int(one["frame"]["frame_frame_number"]): collected(one, names) for one in layers}
    for values in found.values():
        for field in HEXADECIMAL & values.keys():
            values[field] = [f"0x{int(value, 0):08x}" for value in values[field]]
    return found


def from_sharkd(capture: Path, frames: Iterable[int]) -> dict[int, Values]:
    """Each item comes with the filter that finds it."""
    sharkd = Sharkd()
    sharkd.ask("load", file=str(capture))
    requests = {frame: sharkd.ask("frame", frame=frame, proto=True) for frame in frames}
    answers = sharkd.answers()
    found: dict[int, Values] = {}
    for frame, request in requests.items():
        found[frame] = {}
        for node in nodes(answers[request]["tree"]):
            filtered = FILTER.fullmatch(node.get("f", ""))
            if filtered and filtered["field"] in WITH_VALUE:
                found[frame].setdefault(filtered["field"], []).append(filtered["value"].strip('"'))
    return found


@pytest.mark.parametrize("reading", (from_json, from_elasticsearch, from_sharkd))
@pytest.mark.parametrize(
    "name",
    ("seed-both-connections.pcap", "stuck-bit.pcap", "flipped-bit-in-pure-ack-number.pcap", "cleared.pcap"),
)
def test_every_output_carries_the_same_values(
    name: str, reading: Callable[[Path, Iterable[int]], dict[int, Values]]
) -> None:
    wanted = from_fields(CAPTURES / name, ())
    assert wanted, f"{name} has no finding"
    found = reading(CAPTURES / name, wanted)
    for frame, values in wanted.items():
        assert found[frame] == values, f"{name}, frame {frame}"


def test_the_values_themselves() -> None:
    """So that the outputs cannot agree in being empty."""
    values = from_fields(CAPTURES / "seed-both-connections.pcap", ())[31]
    assert values | {"tcp.seq_bitflip.evidence": []} == {
        "tcp.seq_bitflip.expected": ["2582068127"],
        "tcp.seq_bitflip.observed": ["2565356191"],
        "tcp.seq_bitflip.mask": ["0x010f0100"],
        "tcp.seq_bitflip.count": ["6"],
        "tcp.seq_bitflip.bit": ["8", "16", "17", "18", "19", "24"],
        "tcp.seq_bitflip.delta": ["-16711936"],
        "tcp.seq_bitflip.reference": ["30"],
        "tcp.seq_bitflip.cause": ["3"],
        "tcp.seq_bitflip.confidence": ["2"],
        "tcp.seq_bitflip.checksum": ["2"],
        "tcp.seq_bitflip.evidence": [],
        "tcp.seq_bitflip.pattern": ["Constant offset -16711936 in sequence numbers"],
        "tcp.seq_bitflip.previous": ["8"],
        "tcp.seq_bitflip.stall": ["25.937351000"],
    }
