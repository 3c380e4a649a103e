# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports of many captures become one diagnosis, as docs/many-captures.md says, word for word."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from support.places import CAPTURES, REPOSITORY
from support.wireshark import ENVIRONMENT, ROOT_NOTICE, tshark

PAGE = (REPOSITORY / "docs" / "many-captures.md").read_text()
BLOCKS = re.findall(r"^```bash\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SLURM = [block for block in BLOCKS if "#SBATCH" in block]
COMMANDS = [block for block in BLOCKS if "#SBATCH" not in block]
FIRST, SECOND = "seed-router-rewrites-ack", "seed-second-connection-midstream"
TOGETHER = "Fault 1: Constant offset -16711936 in sequence numbers\n"
TASKS = 4


def shell(script: str, folder: Path, **environment: str) -> str:
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    complaints = [line for line in result.stderr.splitlines(True) if line != ROOT_NOTICE]
    # GNU parallel asks scientists to cite it when it talks to no terminal.
    assert not [line for line in complaints if "tshark" in line or "join-reports" in line], result.stderr
    return result.stdout


@pytest.fixture(name="folder")
def folder_like_the_repository(tmp_path: Path) -> Path:
    for name in ("captures", "packaging"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    return tmp_path


def test_the_commands_of_the_page_run_and_find_what_it_says(folder: Path) -> None:
    recipe, questions, quick_look = (shell(block, folder) for block in COMMANDS)
    assert TOGETHER in recipe and TOGETHER in PAGE
    assert "Constant offset -16711936" in questions and "02:00:00:00:02:01" in questions
    assert f"reports/{FIRST}.json\t8\t203.0.113.10:80\t-16711936" in quick_look


def test_the_tasks_of_the_job_array_make_every_report_once(folder: Path) -> None:
    (script,) = SLURM
    assert f"--array=0-{TASKS - 1}\n" in script
    captures = sorted(path.name for path in CAPTURES.glob("seed-*.pcap"))
    (folder / "captures.txt").write_text("".join(f"captures/{name}\n" for name in captures))
    (folder / "reports").mkdir()
    for task in range(TASKS):
        before = set((folder / "reports").iterdir())
        shell(script, folder, SLURM_ARRAY_TASK_COUNT=str(TASKS), SLURM_ARRAY_TASK_ID=str(task))
        assert not any(path.stat().st_size == 0 for path in set((folder / "reports").iterdir()) - before)
    assert sorted(path.stem for path in (folder / "reports").iterdir()) == [
        Path(name).stem for name in captures
    ]
    assert TOGETHER in shell("packaging/join-reports reports", folder)


def test_a_task_of_the_job_array_goes_on_after_a_capture_that_breaks_off(folder: Path) -> None:
    whole = (CAPTURES / f"{FIRST}.pcap").read_bytes()
    (folder / "cut.pcap").write_bytes(whole[:-20])
    (folder / "none.pcap").write_bytes(b"no capture")
    (folder / "captures.txt").write_text(f"cut.pcap\nnone.pcap\ncaptures/{SECOND}.pcap\n")
    (folder / "reports").mkdir()
    result = subprocess.run(
        ["bash", "-c", *SLURM],
        cwd=folder,
        env={**ENVIRONMENT, "SLURM_ARRAY_TASK_COUNT": "1", "SLURM_ARRAY_TASK_ID": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, "the tasks after this one would never be started"
    for name in ("cut", "none"):
        said = re.search(rf"\b{name}\.pcap: not read to its end, tshark's status is [1-9]\d*\n", result.stderr)
        assert said, f"{name}.pcap is not named:\n{result.stderr}"
    assert SECOND not in result.stderr
    joined = join(folder, str(folder / "reports"))
    assert "in 2 captures\n" in joined.stdout, "what was cut has a report of what comes before"
    assert (joined.returncode, joined.stderr.count("\n")) == (1, 1) and "none.json: " in joined.stderr


def report_of(capture: str) -> dict:
    return json.loads(tshark("-2", "-q", "-z", "seqbitflip,report,json", "-r", CAPTURES / f"{capture}.pcap"))


def join(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [REPOSITORY / "packaging" / "join-reports", *(arguments or (str(folder),))],
        capture_output=True,
        text=True,
        check=False,
    )


def write(folder: Path, **reports: object) -> None:
    for name, report in reports.items():
        (folder / f"{name}.json").write_text(report if isinstance(report, str) else json.dumps(report))


def test_what_neither_capture_shows_alone_both_show_together(tmp_path: Path) -> None:
    reports = {"first": report_of(FIRST), "second": report_of(SECOND)}
    assert not any(report["faults"] for report in reports.values())
    write(tmp_path, **reports)
    joined = join(tmp_path)
    assert (joined.returncode, joined.stderr) == (0, "")
    assert TOGETHER in joined.stdout
    assert "  Captures   2: first, second\n" in joined.stdout
    common = " ".join(joined.stdout.split("In common")[1].split("Since")[0].split())
    assert "source 203.0.113.10:80" in common and "TTL 63" in common
    assert "destination 192.168.104.2:" not in common, "the connections differ"


def test_one_segment_captured_at_two_places_is_no_fault_of_two(tmp_path: Path) -> None:
    write(tmp_path, inside=report_of(FIRST), outside=report_of(FIRST))
    joined = join(tmp_path)
    assert "1 number is in more than one capture\n" in joined.stdout
    assert "Fault 1" not in joined.stdout and "\nNo pattern\n" in joined.stdout


def test_wrong_numbers_with_nothing_in_common_stay_apart(tmp_path: Path) -> None:
    write(tmp_path, first=report_of(FIRST), other=report_of("flipped-bit-in-data"))
    joined = join(tmp_path).stdout
    assert "Fault 1" not in joined and "\nNo pattern\n" in joined


@pytest.mark.parametrize("capture", ("byte-order", "cleared", "another-connections-number"))
def test_causes_without_common_bits_are_joined_by_their_name(tmp_path: Path, capture: str) -> None:
    report = report_of(capture)
    (cause,) = {element["cause"] for element in report["faults"] + report["scattered"]}
    write(tmp_path, one=report)
    assert f"Fault 1: {cause} in " in join(tmp_path).stdout


def test_healthy_captures_count_and_accuse_nobody(tmp_path: Path) -> None:
    write(tmp_path, one=report_of("keep-alives"), two=report_of("port-reuse"))
    joined = join(tmp_path)
    assert joined.returncode == 0
    assert re.fullmatch(
        r"0 wrong numbers in \d+ TCP segments of \d+ conversations in 2 captures\n", joined.stdout
    )


@pytest.mark.parametrize(
    ("broken", "reason"),
    (
        ("", "no JSON document"),
        ('{"schema": ', "no JSON document"),
        ("[1, 2]", "not a report"),
        ('{"schema": "something-else"}', "not a report"),
        ('{"schema": "seqbitflip-report", "version": 2}', "version 2"),
        ('{"schema": "seqbitflip-report", "version": 1, "capture": {}}', "what its schema says"),
    ),
)
def test_a_broken_report_is_named_and_the_others_are_joined(tmp_path: Path, broken: str, reason: str) -> None:
    write(tmp_path, first=report_of(FIRST), second=report_of(SECOND), broken=broken)
    joined = join(tmp_path)
    assert joined.returncode == 1
    assert "broken.json: " in joined.stderr and reason in joined.stderr
    assert TOGETHER in joined.stdout and "in 2 captures\n" in joined.stdout


def test_reports_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder, report in (("here", report_of(FIRST)), ("there", report_of(SECOND))):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, r=report)
    write(tmp_path / "here", healthy=report_of("keep-alives"))
    database = tmp_path / "faults.db"
    folders = (str(tmp_path / "here"), str(tmp_path / "there"))
    joined = join(tmp_path, *folders, "--database", str(database))
    assert (joined.returncode, joined.stderr) == (0, "")
    assert TOGETHER in joined.stdout and "in 3 captures\n" in joined.stdout
    with closing(sqlite3.connect(database)) as kept:
        names = {name for (name,) in kept.execute("SELECT name FROM capture")}
    assert names == {"healthy", *(f"{folder}/r" for folder in folders)}


def test_a_report_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path, first=report_of(FIRST))
    joined = join(tmp_path, str(tmp_path), str(tmp_path / "first.json"))
    assert (joined.returncode, joined.stderr) == (0, "")
    assert "in 1 capture\n" in joined.stdout and "  Captures   1: first\n" in joined.stdout


def test_a_second_report_of_the_same_name_is_not_called_broken(tmp_path: Path) -> None:
    write(tmp_path, r=report_of(FIRST))
    (tmp_path / "r.txt").write_text((tmp_path / "r.json").read_text())
    joined = join(tmp_path, str(tmp_path), str(tmp_path / "r.txt"))
    assert joined.returncode == 1
    assert joined.stderr == f"join-reports: {tmp_path}/r.txt: another report is already called {tmp_path}/r\n"


def test_without_any_report_there_is_no_diagnosis(tmp_path: Path) -> None:
    joined = join(tmp_path)
    assert (joined.returncode, joined.stdout) == (2, "") and "no report to join" in joined.stderr


def test_odd_reports_keep_no_other_one_from_being_joined(tmp_path: Path) -> None:
    report = report_of(FIRST)
    write(tmp_path, first=report, huge=report | {"capture": report["capture"] | {"segments": 1 << 70}})
    (tmp_path / "deep.json").write_text("[" * 100000)
    Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.json")).write_text(json.dumps(report_of(SECOND)))
    joined = join(tmp_path)
    assert joined.returncode == 1 and "in 2 captures\n" in joined.stdout, joined
    refused = [line.split(": ")[1] for line in joined.stderr.splitlines()]
    assert refused == [str(tmp_path / "deep.json"), str(tmp_path / "huge.json")]


@pytest.mark.parametrize("name", [b"file:faults.db", b"caf\xe9.db"])
def test_a_database_has_the_name_that_it_was_given_or_none(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, first=report_of(FIRST))
    before = set(os.listdir(bytes(tmp_path)))
    joined = subprocess.run(
        [REPOSITORY / "packaging" / "join-reports", ".", "--database", name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    written = set(os.listdir(bytes(tmp_path))) - before
    assert "Traceback" not in joined.stderr
    assert (joined.returncode, written) in ((0, {name}), (2, set())), joined.stderr


def test_a_database_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, first=report_of(FIRST))
    database = tmp_path / "faults.db"
    database.write_text("somebody's data")
    joined = join(tmp_path, str(tmp_path), "--database", str(database))
    assert joined.returncode == 2 and "exists already" in joined.stderr
    assert database.read_text() == "somebody's data"


def test_a_run_that_joins_nothing_leaves_no_database(tmp_path: Path) -> None:
    database = tmp_path / "faults.db"
    write(tmp_path, broken="")
    joined = join(tmp_path, str(tmp_path), "--database", str(database))
    assert joined.returncode == 2 and not database.exists()
    write(tmp_path, first=report_of(FIRST))
    joined = join(tmp_path, str(tmp_path), "--database", str(database))
    assert joined.returncode == 1 and "exists already" not in joined.stderr
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("SELECT name FROM capture").fetchall() == [("first",)]


def test_where_no_database_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    write(tmp_path, first=report_of(FIRST))
    database = tmp_path / "no such folder" / "faults.db"
    joined = join(tmp_path, str(tmp_path), "--database", str(database))
    assert (joined.returncode, joined.stdout) == (2, "")
    assert joined.stderr == f"join-reports: {database} is not written: No such file or directory\n"
