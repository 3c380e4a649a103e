# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparing of findings with the truth, with a stand-in for tshark that finds what it is told."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import recall  # noqa: E402
from recall_score import (Change, Finding, false_findings, is_echo,  # noqa: E402
                          parse_findings, read_change, score_changes)
from recall_table import SECTIONS, Tally, recall_tables, spread, tally  # noqa: E402

PORTS = frozenset({51712, 80})
# Prints FILE.one, or with -2 FILE.two; knows the plugin's field.
FAKE_TSHARK = """#!/usr/bin/python3
import sys
if "-G" in sys.argv:
    print("F\\tbit flip\\ttcp.seq_bitflip\\tFT_NONE\\ttcp")
else:
    name = sys.argv[sys.argv.index("-r") + 1]
    try:
        print(open(name + (".two" if "-2" in sys.argv else ".one")).read(), end="")
    except FileNotFoundError:
        pass
"""
# Copies the file and claims one corrupted number; its findings are those of the original's .found.
FAKE_INJECTOR = """#!/usr/bin/python3
import json, shutil, sys
original, copy, *options = sys.argv[1:]
if "unusable" in original:
    sys.exit("inject-faults: no link layer that is known")
shutil.copy(original, copy)
field = options[options.index("--field") + 1]
change = {"frame": 8, "field": field, "kind": "data", "original": 100, "corrupted": 101,
          "checksum": options[options.index("--checksum") + 1], "checksum_before": "valid",
          "source_port": 80, "destination_port": 51712}
json.dump({"changes": [change]}, open(copy.replace(".pcap", ".truth.json"), "w"))
right = "8\\t100\\t101\\t\\t\\t\\t\\t\\t\\t80\\t51712\\n"
wrong = "9\\t\\t\\t7\\t6\\t\\t\\t\\t\\t80\\t51712\\n"
open(copy + ".one", "w").write(wrong)
open(copy + ".two", "w").write(right)
"""


def change(frame: int = 8, field: str = "seq", original: int = 100, corrupted: int = 101,
           kind: str = "data") -> Change:
    return Change(frame, field, kind, original, corrupted, "stale", PORTS)


def program(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def run_recall(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/usr/bin/python3", str(Path(recall.__file__)), *arguments],
                          capture_output=True, text=True, check=False)


def test_findings_of_all_fields_and_of_several_layers_are_read() -> None:
    text = ("8\t100,5\t101,7\t\t\t\t\t\t\t80,1\t51712,2\n"
            "9\t\t\t3\t4\t\t\t\t\t80\t51712\n"
            "10\t\t\t\t\t11,12\t21,22\t13\t23\t80\t51712\n")
    assert parse_findings(text) == [
        Finding(8, "seq", 100, 101, frozenset({80, 51712, 1, 2})),
        Finding(8, "seq", 5, 7, frozenset({80, 51712, 1, 2})),
        Finding(9, "ack", 3, 4, PORTS),
        Finding(10, "sack", 11, 21, PORTS),
        Finding(10, "sack", 12, 22, PORTS),
        Finding(10, "ts", 13, 23, PORTS),
    ]


def test_a_change_is_found_in_its_frame_and_field_only() -> None:
    changes = [change(frame=8), change(frame=9), change(frame=10)]
    findings = [Finding(8, "seq", 100, 101), Finding(9, "ack", 100, 101), Finding(10, "seq", 99, 101)]
    outcomes = score_changes("f", "v", changes, (findings, []))
    assert [outcome.found for outcome in outcomes] == [(True, False), (False, False), (True, False)]
    assert [outcome.exact for outcome in outcomes] == [(True, False), (False, False), (False, False)]


def test_of_several_numbers_of_a_kind_the_carried_one_tells_which() -> None:
    changes = [change(field="sack", original=500, corrupted=516), change(field="tsecr")]
    findings = [Finding(8, "sack", 500, 516), Finding(8, "sack", 900, 901), Finding(8, "ts", 7, 5)]
    outcomes = score_changes("f", "v", changes, (findings, findings))
    assert [outcome.exact for outcome in outcomes] == [(True, True), (False, False)]
    assert [false.finding for false in false_findings("f", "v", changes, ([], findings))] == findings[1:]


def test_what_the_truth_does_not_name_is_false_in_the_pass_where_it_was_said() -> None:
    named, foreign = Finding(8, "seq", 100, 101), Finding(8, "ack", 5, 4)
    false = false_findings("f", "v", [change()], ([named], [named, foreign]))
    assert [(entry.passes, entry.finding) for entry in false] == [(2, foreign)]
    assert not false[0].echo


ACKNOWLEDGED = Finding(20, "ack", 100 + 1448, 356 + 1448, PORTS)


@pytest.mark.parametrize(("story", "finding", "echo"), [
    ("the segment with the corrupted number is acknowledged", ACKNOWLEDGED, True),
    ("the same number comes back", replace(ACKNOWLEDGED, expected=100, observed=356), True),
    ("in another connection", replace(ACKNOWLEDGED, ports=frozenset({1, 2})), False),
    ("the corrupted number itself, in a frame that was not corrupted",
     Finding(20, "seq", 100, 356, PORTS), False),
    ("off by another difference", replace(ACKNOWLEDGED, observed=357 + 1448), False),
    ("farther beyond than a segment is long",
     replace(ACKNOWLEDGED, expected=100 + 65536, observed=356 + 65536), False),
    ("before the corrupted number", replace(ACKNOWLEDGED, expected=99, observed=355), False),
])
def test_a_host_that_tells_back_what_the_capture_did_not_see_is_no_false_finding(
        story: str, finding: Finding, echo: bool) -> None:
    assert is_echo(finding, [change(original=100, corrupted=356)]) == echo, story


def test_only_a_single_differing_bit_has_a_position() -> None:
    assert change(original=0, corrupted=1 << 31).bit == 31
    assert change(original=0, corrupted=3).bit is None
    assert change(original=0, corrupted=3).bits == 2


def test_a_checksum_that_was_not_valid_before_is_a_column_of_its_own() -> None:
    entry = {"frame": 1, "field": "ack", "kind": "data", "original": 1, "corrupted": 2,
             "checksum": "right", "checksum_before": "not valid", "source_port": 1,
             "destination_port": 2}
    assert read_change(entry).checksum == "not verifiable"
    assert read_change(entry | {"checksum_before": "valid"}).checksum == "right"


def test_a_stale_checksum_that_fits_by_chance_counts_as_right() -> None:
    entry = {"frame": 1, "field": "seq", "kind": "data", "original": 0x10000, "corrupted": 1,
             "checksum": "stale", "source_port": 1, "destination_port": 2}
    assert read_change(entry | {"checksum_after": "valid"}).checksum == "right"
    assert read_change(entry | {"checksum_after": "not valid"}).checksum == "stale"


def test_shares_are_of_the_changes_and_of_the_found() -> None:
    cell = Tally()
    for found, exact in ((True, True), (True, True), (True, False), (False, False)):
        cell.add(found, exact)
    assert cell.text() == "75.0 / 66.6"
    assert Tally().text() == "-"


def test_a_hundred_percent_means_all() -> None:
    cell = Tally(changes=100_000, found=99_999, exact=99_999)
    assert cell.text() == "99.9 / 100.0"


def test_rows_are_kinds_in_the_order_of_a_connection() -> None:
    changes = [change(kind=kind) for kind in ("RST", "data", "SYN")]
    outcomes = score_changes("f", "one bit", changes, ([], []))
    by_segment = dict(SECTIONS)["By segment"]
    assert list(tally(outcomes, by_segment, 1)) == ["SYN", "data", "RST"]


def test_faults_put_on_rare_segments_do_not_count_in_the_totals() -> None:
    outcomes = score_changes("f", recall.RARE_KINDS, [change()], ([], []))
    assert "All" not in recall_tables(outcomes)
    assert "By segment" in recall_tables(outcomes)


def test_examples_come_from_the_whole_list() -> None:
    assert spread(list(range(100)), 4) == [0, 25, 50, 75]
    assert spread([1, 2], 4) == [1, 2]
    assert spread([1, 2], 0) == []


def test_originals_with_known_wrong_numbers_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("healthy.pcap", "broken.pcap", "inner/other.pcapng", "inner/broken.pcap",
                 "live.pcap", "live.truth.json", "README.md"):
        (tmp_path / name).touch()
    expected: dict[str, list[Any]] = {"healthy.pcap": [], "broken.pcap": [{"frame": 8}],
                                      "inner/broken.pcap": [{"frame": 1}]}
    (tmp_path / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    names = [path.relative_to(tmp_path).as_posix() for path in recall.originals(tmp_path)]
    assert names == ["healthy.pcap", "inner/other.pcapng"]


def test_a_whole_measurement(tmp_path: Path) -> None:
    tshark = program(tmp_path / "tshark", FAKE_TSHARK)
    injector = program(tmp_path / "inject-faults", FAKE_INJECTOR)
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "a.pcap").touch()
    (captures / "unusable.pcap").touch()
    (captures / "a.pcap.two").write_text("3\t1\t2\t\t\t\t\t\t\t80\t51712\n", encoding="utf-8")
    result = run_recall("--only-folders", "--folder", str(captures), "--tshark", tshark,
                        "--injector", injector, "--misses", "3", "--json", str(tmp_path / "out.json"))
    assert result.returncode == 0, result.stderr
    tables = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["Injected"]["tables"]
    # Three kinds of fault count in the totals; the stand-in finds sequence numbers in two passes.
    assert tables["All, 1 pass"]["all"]["seq, stale"] == {"changes": 3, "found": 0, "exact": 0}
    assert tables["All, 2 pass"]["all"]["seq, stale"] == {"changes": 3, "found": 3, "exact": 3}
    assert tables["All, 2 pass"]["all"]["ack, right"] == {"changes": 3, "found": 0, "exact": 0}
    assert "uncorrupted originals: 0 in one pass, 1 in two" in result.stdout
    # Each of the 28 runs has a false finding in one pass; where the fault was in another number, the
    # stand-in's sequence finding of the second pass is false too.
    assert "in corrupted captures: 28 in one pass, 20 in two" in result.stdout
    assert "Missed or not exact after two passes: 20 of 28" in result.stdout
    assert "Runs without a corrupted copy: 28; inject-faults: no link layer" in result.stdout


def test_live_captures_are_scored_as_they_are(tmp_path: Path) -> None:
    tshark = program(tmp_path / "tshark", FAKE_TSHARK)
    entry = {"frame": 8, "field": "seq", "kind": "data", "original": 100, "corrupted": 108,
             "checksum": "right", "source_port": 80, "destination_port": 51712}
    elsewhere = {name: value for name, value in entry.items() if name != "frame"} | {
        "original": 500, "corrupted": 516}
    truth = {"changes": [entry], "elsewhere": [elsewhere]}
    (tmp_path / "web.truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "web.pcap.two").write_text(
        "8\t100\t108\t\t\t\t\t\t\t80\t51712\n"
        "9\t\t\t700\t716\t\t\t\t\t51712\t80\n"
        "10\t\t\t700\t704\t\t\t\t\t51712\t80\n", encoding="utf-8")
    result = run_recall("--only-folders", "--live", str(tmp_path), "--tshark", tshark)
    assert result.returncode == 0, result.stderr
    assert "| all | 1 | 100.0 / 100.0 |" in result.stdout
    assert "that the capture did not see: 0 in one pass, 1 in two" in result.stdout
    assert "in corrupted captures: 0 in one pass, 1 in two" in result.stdout


@pytest.mark.parametrize(("arguments", "message"), [
    (["--only-folders", "--live", "/nonexistent"], "no .truth.json"),
    (["--only-folders", "--folder", "/nonexistent", "--injector", "/bin/true"], "is not a folder"),
    (["--injector", "/nonexistent"], "/nonexistent is missing"),
])
def test_wrong_folders_are_refused(tmp_path: Path, arguments: list[str], message: str) -> None:
    tshark = program(tmp_path / "tshark", FAKE_TSHARK)
    result = run_recall(*arguments, "--tshark", tshark)
    assert result.returncode == 2
    assert message in result.stderr


def test_a_tshark_without_the_plugin_is_refused(tmp_path: Path) -> None:
    tshark = program(tmp_path / "tshark", "#!/bin/sh\nexit 0\n")
    result = run_recall("--tshark", tshark)
    assert result.returncode == 2
    assert "the plugin is not installed" in result.stderr


def test_a_tshark_that_crashes_is_not_taken_for_silence(tmp_path: Path) -> None:
    tshark = program(tmp_path / "tshark", FAKE_TSHARK.replace("else:", "else:\n    sys.exit(134)\nif 0:"))
    (tmp_path / "web.truth.json").write_text('{"changes": []}', encoding="utf-8")
    result = run_recall("--only-folders", "--live", str(tmp_path), "--tshark", tshark)
    assert result.returncode == 2
    assert "134" in result.stderr
