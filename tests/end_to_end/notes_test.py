# SPDX-License-Identifier: GPL-2.0-or-later
"""tcp.isn_translation and tcp.window_retraction: worth a Note, and no accusation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support import truth
from support.both_sides import Translation, write_both_sides
from support.places import CAPTURES
from support.report import report, report_json, words
from support.rows import ANY_FINDING
from support.sharkd import Sharkd, nodes
from support.wireshark import tshark

NOTES: dict[str, list[dict]] = json.loads((CAPTURES / "expected_notes.json").read_text())
FIELDS = ("tcp.isn_translation", "tcp.window_retraction")
ANY_NOTE = " || ".join(FIELDS)
BOTH_SIDES = "isn-rewriting-device-both-sides.pcap"
# Captured whole, over Ethernet and IPv4, with the start of all their connections. Without challenge-acks: there the ports
# are used again, and of a connection two lives are kept, not the four that two sides would take.
TRANSLATED = (
    "capture-loss.pcap",
    "duplicated-frames.pcap",
    "fast-open.pcap",
    "fast-retransmit-with-sack-and-dsack.pcap",
    "keep-alives.pcap",
    "long-delay-old-duplicate.pcap",
    "reordering.pcap",
    "retransmission-storm.pcap",
    "retransmissions.pcap",
    "rst-variants.pcap",
    "window-promises-kept.pcap",
    "window-shrunk.pcap",
    "wrap-at-2-to-32.pcap",
    "zero-window-probes.pcap",
)


def notes(capture: Path, *options: str) -> list[tuple[int, str, int]]:
    columns = [argument for field in ("frame.number", *FIELDS) for argument in ("-e", field)]
    found = []
    for line in tshark(*options, "-r", capture, "-Y", ANY_NOTE, "-T", "fields", *columns).splitlines():
        frame, *values = line.split("\t")
        found += [(int(frame), field, int(value)) for field, value in zip(FIELDS, values) if value]
    return found


@pytest.mark.parametrize("name", truth.ALL)
def test_notes_are_those_of_the_story(name: str) -> None:
    assert notes(CAPTURES / name, "-2") == [
        (note["frame"], note["field"], note["value"]) for note in NOTES[name]
    ]


def test_a_translation_is_known_only_when_data_came_but_a_window_at_once() -> None:
    assert notes(CAPTURES / BOTH_SIDES) == []
    assert notes(CAPTURES / "window-shrunk.pcap") == notes(CAPTURES / "window-shrunk.pcap", "-2") != []


def test_notes_are_shown_in_any_order_with_their_bytes() -> None:
    sharkd = Sharkd()
    sharkd.ask("load", file=str(CAPTURES / "window-shrunk.pcap"))
    asked = sharkd.ask("frame", frame=18, proto=True)
    found = [node for node in nodes(sharkd.answers()[asked]["tree"]) if node.get("f", "").startswith(FIELDS[1] + " ")]
    assert [node["f"] for node in found] == ["tcp.window_retraction == 52704"]
    tcp = 14 + 20
    assert found[0]["h"] == [tcp + 14, 2], "the two bytes of the window"


def test_they_are_notes_of_the_group_sequence() -> None:
    lines = tshark("-2", "-r", CAPTURES / BOTH_SIDES, "-q", "-z", "expert,note").splitlines()
    own = [line.split(maxsplit=3) for line in lines if "SeqBitFlip" in line]
    assert own and all(line[1] == "Sequence" for line in own)
    assert any("frame 2" in line[3] and "1834223117" in line[3] for line in own)


def test_the_report_tells_the_difference_of_each_direction() -> None:
    told = words(report(CAPTURES / BOTH_SIDES, "-2"))
    assert "192.0.2.10:49722 -> 198.51.100.20:80: +1834223117 (frames 1 and 2)" in told
    assert "198.51.100.20:80 -> 192.0.2.10:49722: +402551930 (frames 3 and 4)" in told
    assert report_json(CAPTURES / BOTH_SIDES, "-2")["translations"] == [
        {
            "source": "192.0.2.10:49722",
            "destination": "198.51.100.20:80",
            "difference": 1834223117,
            "frames": [1, 2],
        },
        {
            "source": "198.51.100.20:80",
            "destination": "192.0.2.10:49722",
            "difference": 402551930,
            "frames": [3, 4],
        },
    ]


def test_the_report_tells_which_window_was_taken_back() -> None:
    told = words(report(CAPTURES / "window-shrunk.pcap", "-2"))
    assert "192.0.2.10:49722 in frame 18: 52704 bytes promised in frame 3" in told
    retractions = report_json(CAPTURES / "window-shrunk.pcap", "-2")["window_retractions"]
    assert [(one["frame"], one["bytes"], one["promised_in"]) for one in retractions] == [(18, 52704, 3)]


@pytest.mark.parametrize(
    ("name", "line"), ((BOTH_SIDES, "Directions with translated numbers"), ("window-shrunk.pcap", "Windows taken back"))
)
def test_the_statistics_count_them(name: str, line: str) -> None:
    counted = [
        row.rsplit(line, 1)[1].split()[0]
        for row in tshark("-2", "-q", "-z", "seqbitflip,tree", "-r", CAPTURES / name).splitlines()
        if row.startswith(line)
    ]
    assert counted == [str(len({note["value"] for note in NOTES[name]}))]


@pytest.mark.parametrize("name", TRANSLATED)
def test_healthy_traffic_on_both_sides_of_a_device_is_never_accused(name: str, tmp_path: Path) -> None:
    drawn = Translation.drawn(TRANSLATED.index(name))
    translations = (drawn, Translation(drawn.of_client, 0), Translation(0, drawn.of_server))
    path = tmp_path / name
    for translation in translations:
        write_both_sides(CAPTURES / name, path, translation, server_port=80)
        for passes in ((), ("-2",)):
            assert tshark(*passes, "-r", path, "-Y", ANY_FINDING) == "", translation
        told = {value for _, field, value in notes(path, "-2") if field == FIELDS[0]}
        assert {value % 2**32 for value in told} == {translation.of_client, translation.of_server} - {0}


@pytest.mark.parametrize(
    "name", ("flipped-bit-in-data.pcap", "low-bit-in-data-checksum-right.pcap", "flipped-bit-in-fin.pcap")
)
def test_damage_is_still_found_on_both_sides(name: str, tmp_path: Path) -> None:
    """The device passes the damaged number on, moved as any other; it makes the checksum anew."""
    path = tmp_path / name
    write_both_sides(CAPTURES / name, path, Translation.drawn(7), server_port=80)
    output = tshark("-2", "-r", path, "-Y", ANY_FINDING, "-T", "fields", "-e", "frame.number")
    damaged = [entry["frame"] for entry in truth.TRUTH[name]]
    assert [int(frame) for frame in output.split()] == [
        copy for frame in damaged for copy in (2 * frame - 1, 2 * frame)
    ]
