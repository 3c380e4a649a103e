# SPDX-License-Identifier: GPL-2.0-or-later
"""tshark -z seqbitflip,report: the diagnosis that a person reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scapy.layers.inet import IP, TCP, fragment
from scapy.utils import rdpcap, wrpcap

from support import truth
from support.places import CAPTURES, SEED
from support.report import BOTH_SEEDS, report, words
from support.wireshark import run

PASSES = pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))


@PASSES
def test_both_seeds_are_one_fault_and_no_random_flip(options: tuple[str, ...]) -> None:
    text = words(report(CAPTURES / BOTH_SEEDS, *options))
    assert text.startswith("2 wrong numbers in 45 TCP segments of 2 conversations ")
    assert text.count("Fault ") == 1 and "No pattern" not in text
    for sentence in (
        "Fault 1: Constant offset -16711936 in sequence numbers",
        "Hit 2 segments of 20 of the kind (pure ACK) that 203.0.113.10 sent, 10%",
        "Frames 8, 31 ",
        "source MAC 02:00:00:00:02:01",
        "Points to A device that rewrites sequence numbers",
        "The TCP checksum covers the wrong number: it was computed with it.",
        "Only segments of one kind are hit: pure ACK.",
        "Ruled out A random bit flip: the differing bits are not the same, the difference is.",
        "A cable or a link: damage on the wire leaves a wrong checksum behind.",
        "2 connections touched, 2 stood still, the longest for 120.1 s",
        "never recovered, 1 ended by a reset",
    ):
        assert sentence in text, f"missing: {sentence}\n{text}"


def test_bits_and_times_are_drawn() -> None:
    text = report(CAPTURES / BOTH_SEEDS, "-2")
    lines = [line.strip() for line in text.splitlines()]
    assert ".......2 ....1122 .......2 ........   (how often each bit differs)" in lines
    (time_line,) = [line for line in lines if line.startswith("Time line")]
    drawn = time_line.split("|")[1]
    assert len(drawn) == 60 and re.sub(r"\.+", ".", drawn) == ".1.1.", drawn


def test_one_seed_alone_is_no_pattern_and_less_certain() -> None:
    text = words(report(CAPTURES / SEED, "-2"))
    assert "Fault " not in text
    assert "No pattern: Bit flip, once" in text
    assert "random bit flip: the differing bits are not the same" not in text


@PASSES
@pytest.mark.parametrize("name", truth.BENIGN)
def test_a_healthy_capture_is_called_so(name: str, options: tuple[str, ...]) -> None:
    first, *rest = report(CAPTURES / name, *options).splitlines()
    assert re.fullmatch(
        r"No wrong sequence or acknowledgment numbers in \d+ TCP segments? of \d+ conversations?", first
    ), first
    assert not any("Fault" in line or "No pattern" in line for line in rest), rest


def test_the_numbers_of_a_healthy_capture_are_its_own() -> None:
    assert (
        report(CAPTURES / "keep-alives.pcap")
        == "No wrong sequence or acknowledgment numbers in 40 TCP segments of 2 conversations\n"
    )


def test_what_could_not_be_judged_is_told() -> None:
    assert "captured in one direction only" in words(report(CAPTURES / "one-direction-only.pcap"))
    assert "the TCP header was cut short" in words(report(CAPTURES / "cut-short-in-tcp-header.pcap"))


def test_a_number_outside_of_the_window_is_counted_though_it_is_no_damage(tmp_path: Path) -> None:
    frames = list(rdpcap(str(CAPTURES / "keep-alives.pcap")))
    injected = frames[5].copy()
    injected.time = frames[-1].time
    injected[IP].ttl = 200
    injected[TCP].flags = "RA"
    injected[TCP].seq = (injected[TCP].seq + 0x2A5C31B7) % (1 << 32)
    injected[TCP].remove_payload()
    del injected[IP].len, injected[IP].chksum, injected[TCP].chksum
    capture = tmp_path / "injected.pcap"
    wrpcap(str(capture), [*frames, injected])
    text = words(report(capture, "-2"))
    assert text.startswith("No wrong sequence or acknowledgment numbers in 41 TCP segments ")
    assert "Outside 1 number lies outside of what the receiver accepts " in text


def test_where_the_header_is_in_the_frame_is_not_told_of_fragments(tmp_path: Path) -> None:
    whole = CAPTURES / "stuck-bit.pcap"
    assert "TCP header at byte 34" in words(report(whole, "-2"))
    pieces = []
    for frame in rdpcap(str(whole)):
        frame[IP].flags = 0
        for piece in fragment(frame, fragsize=len(frame[TCP]) // 2):
            piece.time = frame.time
            pieces.append(piece)
    fragments = tmp_path / "fragments.pcap"
    wrpcap(str(fragments), pieces)
    text = words(report(fragments, "-2"))
    assert text.startswith("15 wrong numbers in ") and "TCP header at byte" not in text, text


def test_an_empty_capture(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pcap"
    empty.write_bytes((CAPTURES / SEED).read_bytes()[:24])
    assert (
        report(empty) == "No wrong sequence or acknowledgment numbers in 0 TCP segments of 0 conversations\n"
    )


@pytest.mark.parametrize("name", truth.DAMAGED)
def test_shares_are_plain_percentages(name: str) -> None:
    text = words(report(CAPTURES / name, "-2"))
    shares = re.findall(r"(?<=, )[^ ,]+(?=%)", text)
    assert shares and all(re.fullmatch(r"\d+(\.\d+)?", share) for share in shares), shares


def test_all_of_a_kind_are_a_hundred_percent(tmp_path: Path) -> None:
    beginning = tmp_path / "until-the-damaged-fin.pcap"
    run("editcap", "-r", CAPTURES / "flipped-bit-in-fin.pcap", beginning, "1-8")
    assert "Hit 1 segment of 1 of the kind (FIN) that 198.51.100.20 sent, 100%" in words(report(beginning, "-2"))


@pytest.mark.parametrize("name", truth.DAMAGED)
def test_lines_fit_a_terminal(name: str) -> None:
    assert max(map(len, report(CAPTURES / name, "-2").splitlines())) <= 100


@pytest.mark.parametrize("form", ("report", "report,json"))
@pytest.mark.parametrize(
    ("options", "reason"),
    (
        (("-o", "seqbitflip.enabled:FALSE"), "it is switched off"),
        (("--disable-protocol", "seqbitflip"), "it is switched off"),
        (("--disable-protocol", "tcp"), "TCP is switched off"),
    ),
)
def test_who_does_not_look_calls_nothing_healthy(options: tuple[str, ...], reason: str, form: str) -> None:
    result = run("tshark", "-2", *options, "-q", "-z", f"seqbitflip,{form}", "-r", CAPTURES / SEED)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"seqbitflip: no report: {reason}\n"


def test_another_name_is_refused_with_the_right_ones() -> None:
    result = run("tshark", "-q", "-z", "seqbitflip,report,xml", "-r", CAPTURES / SEED)
    assert result.returncode != 0
    assert "seqbitflip,report,xml is not known; use -z seqbitflip,report or" in result.stderr
