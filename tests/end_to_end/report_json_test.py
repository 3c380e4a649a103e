# SPDX-License-Identifier: GPL-2.0-or-later
"""The report as JSON: it keeps to its schema on every capture, and tells what the seed captures show."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from support import truth
from support.places import CAPTURES, REPOSITORY
from support.records import frame_count
from support.report import BOTH_SEEDS, report, report_json
from support.wireshark import tshark

SCHEMA = json.loads((REPOSITORY / "docs" / "report.schema.json").read_text())

# How the report calls what the truth names.
NUMBERS = {
    "seq": "sequence",
    "ack": "acknowledgment",
    "sack": "sack edge",
    "tsval": "tsval",
    "tsecr": "tsecr",
}
FAULTS = ("faults", "scattered")


@pytest.fixture(scope="module", name="seeds")
def report_of_both_seeds() -> dict:
    return report_json(CAPTURES / BOTH_SEEDS, "-2")


def all_faults(report: dict) -> list[dict]:
    return [fault for kind in FAULTS for fault in report[kind]]


def test_the_schema_itself_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    (
        (lambda report: report.update(version=2), "1 was expected"),
        (lambda report: report["faults"][0].update(cause="Gremlins"), "is not one of"),
        (lambda report: report["findings"][0].update(expected=-1), "less than the minimum"),
        (lambda report: report["faults"][0]["bits"].pop(), "is too short"),
        (lambda report: report["faults"][0].pop("cost"), "'cost' is a required property"),
    ),
)
def test_the_schema_refuses_other_documents(seeds: dict, spoil, complaint: str) -> None:
    spoilt = json.loads(json.dumps(seeds))
    spoil(spoilt)
    with pytest.raises(jsonschema.ValidationError, match=complaint):
        jsonschema.validate(spoilt, SCHEMA)


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name", truth.ALL)
def test_every_report_keeps_to_the_schema(name: str, options: tuple[str, ...]) -> None:
    jsonschema.validate(report_json(CAPTURES / name, *options), SCHEMA)


@pytest.mark.parametrize("name", truth.ALL)
def test_findings_are_the_wrong_numbers_of_the_capture(name: str) -> None:
    report = report_json(CAPTURES / name, "-2")
    assert [
        (found["frame"], found["number"], found["expected"], found["observed"], found["mask"], found["delta"])
        for found in report["findings"]
    ] == [
        (row.frame, NUMBERS[entry["field"]], row.expected, row.observed, row.mask, row.delta)
        for row, entry in zip(truth.wanted_rows(name), truth.TRUTH[name])
    ]


@pytest.mark.parametrize("name", truth.DAMAGED)
def test_each_finding_belongs_to_one_fault(name: str) -> None:
    report = report_json(CAPTURES / name, "-2")
    members = [member for fault in all_faults(report) for member in fault["findings"]]
    assert sorted(members) == list(range(len(report["findings"])))
    for fault in all_faults(report):
        bits = [0] * 32
        for member in fault["findings"]:
            for bit in range(32):
                bits[bit] += report["findings"][member]["mask"] >> bit & 1
        assert fault["bits"] == bits, fault["name"]
        # A segment may hold several wrong SACK edges.
        frames = {report["findings"][member]["frame"] for member in fault["findings"]}
        assert len(frames) <= fault["exposed"], fault["name"]


def test_the_seeds_are_one_fault_with_a_constant_offset(seeds: dict) -> None:
    assert seeds["schema"] == "seqbitflip-report" and seeds["version"] == 1
    assert seeds["scattered"] == []
    (fault,) = seeds["faults"]
    assert fault["cause"] == "Constant offset" and fault["number"] == "sequence"
    assert fault["delta"] == -16711936 and "mask" not in fault
    assert fault["findings"] == [0, 1]
    assert fault["in_common"]["segment kind"] == "pure ACK"
    assert fault["in_common"]["source"] == "203.0.113.10:80"
    assert len({found["mask"] for found in seeds["findings"]}) == 2
    assert {found["delta"] for found in seeds["findings"]} == {-16711936}
    assert {found["checksum"] for found in seeds["findings"]} == {"Checksum covers the wrong number"}


def test_the_first_seed_stalled_until_its_reset(seeds: dict) -> None:
    first, second = seeds["findings"]
    assert (first["frame"], first["stall_ns"], first["reset"]) == (8, 120_141_867_000, True)
    assert "recovered_in" not in first
    assert (second["frame"], second["reset"]) == (31, False)
    cost = seeds["faults"][0]["cost"]
    assert cost["connections"] == 2 and cost["reset"] == 1
    assert cost["longest_stall_ns"] == first["stall_ns"]
    assert cost["total_stall_ns"] == first["stall_ns"] + second["stall_ns"]


def test_both_reports_of_one_run_are_themselves(seeds: dict) -> None:
    capture = CAPTURES / BOTH_SEEDS
    both = tshark("-2", "-q", "-z", "seqbitflip,report", "-z", "seqbitflip,report,json", "-r", capture)
    text = report(capture, "-2")
    assert both.count(text) == 1, both
    assert json.loads(both.replace(text, "")) == seeds


def test_a_stuck_bit_is_one_fault() -> None:
    report = report_json(CAPTURES / "stuck-bit.pcap", "-2")
    (fault,) = report["faults"]
    assert report["scattered"] == []
    assert (fault["cause"], fault["mask"]) == ("Stuck bit", 1 << 18)
    assert len(fault["findings"]) == 15 and fault["bits"][18] == 15


def test_a_healthy_capture_has_a_report_as_well() -> None:
    name = "keep-alives.pcap"
    report = report_json(CAPTURES / name, "-2")
    assert [report[kind] for kind in (*FAULTS, "findings")] == [[], [], []]
    assert report["capture"]["segments"] == frame_count(CAPTURES / name)
    assert report["capture"]["conversations"] == 2


def test_an_empty_capture_has_a_report_as_well(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pcap"
    empty.write_bytes((CAPTURES / BOTH_SEEDS).read_bytes()[:24])
    report = report_json(empty, "-2")
    jsonschema.validate(report, SCHEMA)
    assert report["capture"] == dict.fromkeys(report["capture"], 0)
    assert not {"first_ns", "last_ns"} & set(report["capture"]), "there was no segment, and so no time of one"
