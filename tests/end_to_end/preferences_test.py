# SPDX-License-Identifier: GPL-2.0-or-later
"""What the preferences hide is hidden everywhere: in fields, statistics, report, and where other frames name it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from support import truth
from support.places import CAPTURES
from support.report import BOTH_SEEDS, report, report_json
from support.rows import NUMBERS
from support.wireshark import tshark

ACKNOWLEDGMENTS_OFF = "seqbitflip.acknowledgments:FALSE"
ONLY_PROVEN = "seqbitflip.lowest_confidence:proven"
WRONG_ACKNOWLEDGMENT = "flipped-bit-in-pure-ack-number-checksum-right.pcap"
HIDDEN = (
    (BOTH_SEEDS, ONLY_PROVEN),
    ("byte-order.pcap", ONLY_PROVEN),
    (WRONG_ACKNOWLEDGMENT, ONLY_PROVEN),
    (WRONG_ACKNOWLEDGMENT, ACKNOWLEDGMENTS_OFF),
)
IN_WINDOW = ("seq", "ack")
NAMED = (
    "tcp.seq_bitflip.misled_by",
    *(f"tcp.{number}_bitflip.{neighbour}" for number in NUMBERS for neighbour in ("previous", "next")),
)
PRESENT = (*(f"tcp.{number}_bitflip" for number in NUMBERS), *(f"tcp.{number}_outofwindow" for number in IN_WINDOW))
COLUMNS = (*NAMED, *PRESENT)


@dataclass
class Shown:
    """By the fields of the frames, and `counted` by the statistics."""

    findings: list[int] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    outside: int = 0
    counted: int = 0


def values(text: str) -> list[str]:
    return [value for value in text.split(",") if value]


def shown(name: str, preference: str) -> Shown:
    form = ["-T", "fields", "-E", "occurrence=a", "-e", "frame.number"]
    for column in COLUMNS:
        form += ["-e", column]
    fields = ("-Y", " || ".join(COLUMNS), *form)
    output = tshark("-2", "-o", preference, "-r", CAPTURES / name, *fields, "-z", "seqbitflip,tree")
    frames, _, statistics = output.partition("\n===")
    wrong = re.search(r"^Wrong numbers +(\d+) ", statistics, re.MULTILINE)
    assert wrong, output
    found = Shown(counted=int(wrong[1]))
    for line in frames.splitlines():
        frame, *texts = line.split("\t")
        of = {column: values(text) for column, text in zip(COLUMNS, texts, strict=True)}
        for number in NUMBERS:
            found.findings += [int(frame)] * len(of[f"tcp.{number}_bitflip"])
        for column in NAMED:
            found.named |= set(map(int, of[column]))
        for number in IN_WINDOW:
            found.outside += bool(of[f"tcp.{number}_outofwindow"]) and not of[f"tcp.{number}_bitflip"]
    return found


@pytest.mark.parametrize(("name", "preference"), HIDDEN)
def test_nothing_is_left_of_a_capture_whose_findings_are_all_hidden(name: str, preference: str) -> None:
    assert shown(name, preference) == Shown()
    text = report(CAPTURES / name, "-2", "-o", preference)
    assert text.startswith("No wrong sequence or acknowledgment numbers ")
    document = report_json(CAPTURES / name, "-2", "-o", preference)
    assert (document["findings"], document["capture"]["out_of_window"]) == ([], 0)
    wrong = len(report_json(CAPTURES / name, "-2")["findings"])
    assert document["capture"]["hidden"] == wrong
    assert re.search(rf"^  Hidden +{wrong} wrong numbers? (is|are) not shown: ", text, re.MULTILINE), text


@pytest.mark.parametrize("preference", (ONLY_PROVEN, ACKNOWLEDGMENTS_OFF))
@pytest.mark.parametrize("name", truth.DAMAGED)
def test_fields_statistics_and_report_agree(name: str, preference: str) -> None:
    fields, document = shown(name, preference), report_json(CAPTURES / name, "-2", "-o", preference)
    assert sorted(fields.findings) == [finding["frame"] for finding in document["findings"]]
    assert fields.counted == len(fields.findings)
    assert fields.outside == document["capture"]["out_of_window"]
    everything = report_json(CAPTURES / name, "-2")
    assert everything["capture"]["hidden"] == 0
    assert document["capture"]["hidden"] == len(everything["findings"]) - len(fields.findings)
    assert fields.named <= set(fields.findings), "a frame names one whose finding is hidden"
