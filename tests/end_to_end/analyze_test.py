# SPDX-License-Identifier: GPL-2.0-or-later
"""packaging/analyze: what it prints of findings, and that it takes any capture under any name."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from support import truth
from support.analyze import analyze, list_findings
from support.places import CAPTURES, SEED
from support.report import BOTH_SEEDS, report
from support.rows import ANY_FINDING

SPACES = re.compile(r"\s{2,}")


def rows(output: str) -> list[list[str]]:
    """The cells of each finding: the lines between the headings and the first empty line."""
    headings, *lines = output.split("\n\n")[0].splitlines()
    assert SPACES.split(headings) == [
        "Frame",
        "Time",
        "From → to",
        "Number",
        "Expected",
        "Observed",
        "Bits that differ",
        "Difference",
        "Confidence",
    ]
    return [SPACES.split(line.strip()) for line in lines]


def test_the_seed_capture_gives_one_row_and_the_way_on() -> None:
    result = analyze(f"captures/{SEED}")
    assert result.returncode == 0 and result.stderr == "", result.stderr
    assert rows(result.stdout) == [
        [
            "8",
            "51.850010",
            "203.0.113.10:80 → 192.168.104.2:51712",
            "seq",
            "3952704914",
            "3935992978",
            "4: 8 16 17 24",
            "-16711936",
            "Strong",
        ]
    ]
    assert "\n\n1 wrong number in 29 TCP segments of 1 conversation\n" in result.stdout
    assert ANY_FINDING in result.stdout
    assert f"wireshark -r captures/{SEED} -g 8\n" in result.stdout


def test_the_printed_tshark_command_shows_the_finding() -> None:
    output = analyze(f"captures/{SEED}").stdout
    command = output[output.index("tshark -2 -r") :].splitlines()[0]
    shown = subprocess.run(
        command, shell=True, cwd=CAPTURES.parent, capture_output=True, text=True, check=True
    ).stdout
    assert "Sequence number is wrong" in shown


def test_columns_stand_below_their_headings() -> None:
    headings, *lines = analyze(f"captures/{SEED}").stdout.split("\n\n")[0].splitlines()
    for heading, cell in (("Frame", "8"), ("Expected", "3952704914"), ("Difference", "-16711936")):
        assert headings.index(heading) + len(heading) == lines[0].index(cell) + len(cell), heading
    for heading, cell in (("From", "203.0.113.10:80"), ("Bits", "4: 8"), ("Confidence", "Strong")):
        assert headings.index(heading) == lines[0].index(cell), heading


@pytest.mark.parametrize("name", truth.DAMAGED)
def test_every_wrong_number_is_listed(name: str) -> None:
    result = list_findings(CAPTURES / name)
    assert result.returncode == 0 and result.stderr == "", result.stderr
    wanted = [
        (
            str(row.frame),
            entry["field"],
            str(row.expected),
            str(row.observed),
            f"{row.count}: {' '.join(map(str, row.bits))}",
            str(row.delta),
        )
        for row, entry in zip(truth.wanted_rows(name), truth.TRUTH[name])
    ]
    assert [(row[0], *row[3:8]) for row in rows(result.stdout)] == wanted


@pytest.mark.parametrize(
    ("name", "endpoints"),
    (
        ("encapsulations/tcp-in-tcp.pcap", "198.51.100.80:80 → 192.0.2.77:49722"),
        ("encapsulations/gre.pcap", "198.51.100.20:80 → 192.0.2.10:49722"),
        ("flipped-bit-over-ipv6.pcap", "[2001:db8:20::14]:80 → [2001:db8:10::a]:49722"),
    ),
)
def test_endpoints_are_those_of_the_wrong_header(name: str, endpoints: str) -> None:
    assert rows(analyze(CAPTURES / name).stdout)[0][2] == endpoints


def test_a_healthy_capture_is_called_so_with_numbers() -> None:
    result = analyze(CAPTURES / "keep-alives.pcap")
    assert result.returncode == 0
    assert (
        result.stdout
        == "No wrong sequence or acknowledgment numbers in 40 TCP segments of 2 conversations\n"
    )


@pytest.mark.parametrize("name", (BOTH_SEEDS, "stuck-bit.pcap", "byte-order.pcap", "keep-alives.pcap"))
def test_it_ends_with_the_report(name: str) -> None:
    diagnosis = report(CAPTURES / name, "-2")
    output = analyze(CAPTURES / name).stdout
    assert output.endswith(diagnosis), output
    before = output.removesuffix(diagnosis)
    assert before == "" or before.endswith("-O tcp\n\n"), before


def test_what_comes_before_a_cut_is_diagnosed(tmp_path: Path) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes((CAPTURES / BOTH_SEEDS).read_bytes()[:-5])
    result = analyze(cut)
    assert result.returncode == 0 and "is cut off in the middle of a packet" in result.stderr
    assert "2 wrong numbers in 44 TCP segments of 2 conversations\n\nFault 1: Constant offset" in result.stdout


@pytest.mark.parametrize(
    "name", ("with space.pcap", "-r.pcap", "--help.pcap", "quote'and\"and$.pcap", "-", "ümläut.pcap")
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes((CAPTURES / SEED).read_bytes())
    result = analyze(name if name != "-" else "./-", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert [row[0] for row in rows(result.stdout)] == ["8"]


def test_after_two_dashes_help_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "--help").write_bytes((CAPTURES / SEED).read_bytes())
    assert rows(analyze("--", "--help", folder=tmp_path).stdout)
    assert analyze("--help").stdout.startswith("Usage: packaging/analyze FILE")


def test_compressed_captures(tmp_path: Path) -> None:
    compressed = tmp_path / "seed.pcap.gz"
    compressed.write_bytes(gzip.compress((CAPTURES / SEED).read_bytes()))
    assert rows(analyze(compressed).stdout)


@pytest.mark.parametrize("name", ("-", "/dev/stdin"))
def test_standard_input_can_be_a_pipe(name: str) -> None:
    with subprocess.Popen(["cat", CAPTURES / SEED], stdout=subprocess.PIPE) as cat:
        result = analyze(name, stdin=cat.stdout)
    assert result.returncode == 0, result.stderr
    assert rows(result.stdout)
    assert "keep it in a file" in result.stdout


def test_a_reader_that_leaves_early_causes_no_complaint() -> None:
    command = "set -o pipefail; packaging/analyze captures/stuck-bit.pcap | head -n 1"
    result = subprocess.run(
        ["bash", "-c", command], cwd=CAPTURES.parent, capture_output=True, text=True, check=False
    )
    assert result.stdout.startswith("Frame") and result.stderr == ""


def test_the_settings_of_the_user_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "preferences").write_text("seqbitflip.enabled: FALSE\n")
    (tmp_path / "disabled_protos").write_text("tcp\n")
    monkeypatch.setenv("WIRESHARK_CONFIG_DIR", str(tmp_path))
    assert rows(analyze(CAPTURES / SEED).stdout)
