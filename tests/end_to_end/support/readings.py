# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of findings, read in each of the ways in which Wireshark prints fields."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from support.rows import ANY_FINDING, NUMBERS, Row, fields_of, rows_from
from support.wireshark import tshark, tshark_reading

ALL_FIELDS = [field for number in NUMBERS for field in fields_of(number)]
TWO_PASSES = ("-2",)
ONE_PASS = ()


def from_fields(capture: Path, *options: str) -> list[Row]:
    """tshark -T fields. The field of every frame is asked for, without a filter."""
    form = ["-T", "fields", "-E", "occurrence=a", "-E", "aggregator=,", "-e", "frame.number"]
    for field in ALL_FIELDS:
        form += ["-e", field]
    rows = []
    for line in tshark_reading(capture, *options, *form).splitlines():
        frame, *values = line.split("\t")
        split = {
            field: value.split(",") if value else [] for field, value in zip(ALL_FIELDS, values, strict=True)
        }
        rows += rows_from(int(frame), split)
    return rows


def from_json(capture: Path, *options: str) -> list[Row]:
    """tshark -T json, of the frames that a display filter selects."""
    output = tshark(*options, "-r", capture, "-Y", ANY_FINDING, "-T", "json", "--no-duplicate-keys")
    rows = []
    for packet in json.loads(output):
        values: dict[str, list[str]] = {field: [] for field in ALL_FIELDS}
        collect(packet["_source"]["layers"], values)
        frame = packet["_source"]["layers"]["frame"]["frame.number"]
        rows += rows_from(int(frame), values)
    return rows


def collect(node: object, values: dict[str, list[str]]) -> None:
    if isinstance(node, list):
        for child in node:
            collect(child, values)
    elif isinstance(node, dict):
        for name, child in node.items():
            if name in values:
                values[name] += child if isinstance(child, list) else [child]
            else:
                collect(child, values)


def from_pdml(capture: Path, *options: str) -> list[Row]:
    """tshark -T pdml, the whole tree of each frame."""
    rows = []
    for packet in ElementTree.fromstring(tshark(*options, "-r", capture, "-T", "pdml")):
        values: dict[str, list[str]] = {field: [] for field in ALL_FIELDS}
        for field in packet.iter("field"):
            if field.get("name") in values:
                values[field.get("name")].append(field.get("show"))
        number = next(field.get("show") for field in packet.iter("field") if field.get("name") == "num")
        rows += rows_from(int(number, 0), values)
    return rows
