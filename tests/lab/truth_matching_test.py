# SPDX-License-Identifier: GPL-2.0-or-later
"""Finding the forwarder's corrupted frames again in a capture."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import truth_matching  # noqa: E402


def row(frame: int, time: float, **changed: str) -> dict[str, str]:
    values = {"frame.number": str(frame), "frame.time_epoch": str(time), "ip.src": "192.0.2.1",
              "ip.dst": "192.0.2.2", "ipv6.src": "", "ipv6.dst": "", "tcp.srcport": "51712",
              "tcp.dstport": "80", "tcp.seq_raw": "1001", "tcp.ack_raw": "7", "tcp.flags": "0x0010",
              "tcp.checksum": "0xabcd", "tcp.len": "0", "ip.id": "0x0012"}
    return values | {name.replace("_id", ".id").replace("tcp_", "tcp."): value
                     for name, value in changed.items()}


def event(number: int, time: float, interface: str = "right") -> dict[str, Any]:
    return {"id": number, "interface": interface, "time": time, "field": "seq", "kind": "pure ACK",
            "original": 1000, "corrupted": 1001, "mask": 1, "delta": 1, "checksum": "right",
            "checksum_after": "valid", "source": "192.0.2.1", "source_port": 51712,
            "destination": "192.0.2.2", "destination_port": 80, "seq": 1001, "ack": 7,
            "flags": 0x10, "tcp_checksum": 0xabcd, "payload_length": 0, "ip_id": 0x12}


@pytest.fixture(name="capture")
def capture_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def make(rows: list[dict[str, str]]) -> Path:
        monkeypatch.setattr(truth_matching, "read_rows", lambda _: rows)
        return tmp_path / "web.pcap"
    return make


def test_the_frame_with_the_same_numbers_nearest_in_time_is_the_one(capture: Any) -> None:
    file = capture([row(1, 10.0), row(2, 10.1), row(3, 10.101, ip_id="0x0013"), row(4, 99.0)])
    changes, missing = truth_matching.match_frames(file, [event(1, 10.102)])
    assert ([change["frame"] for change in changes], missing) == ([2], 0)


def test_two_events_never_take_the_same_frame(capture: Any) -> None:
    file = capture([row(1, 10.0), row(2, 10.001)])
    changes, missing = truth_matching.match_frames(file, [event(1, 10.0), event(2, 10.0)])
    assert ([change["frame"] for change in changes], missing) == ([1, 2], 0)


def test_a_frame_with_other_numbers_is_not_taken(capture: Any) -> None:
    file = capture([row(1, 10.0, tcp_seq_raw="1000"), row(2, 11.0)])
    changes, missing = truth_matching.match_frames(file, [event(1, 10.0)])
    assert (changes, missing) == ([], 1)


def test_what_was_corrupted_after_the_capture_ended_is_no_part_of_it(capture: Any) -> None:
    changes, missing = truth_matching.match_frames(capture([row(1, 10.0)]), [event(1, 12.0)])
    assert (changes, missing) == ([], 0)


def test_the_truth_names_what_happened_elsewhere(capture: Any) -> None:
    file = capture([row(1, 10.0)])
    events = [event(1, 9.9, "middle-left"), event(1, 10.0, "right"), event(2, 10.0, "middle-left")]
    truth_matching.write_truth(file, events, {"right"}, {"seed": 1})
    truth = json.loads((file.parent / "web.truth.json").read_text(encoding="utf-8"))
    assert [change["frame"] for change in truth["changes"]] == [1]
    assert len(truth["elsewhere"]) == 1
    assert truth["seed"] == 1
