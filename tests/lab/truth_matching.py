# SPDX-License-Identifier: GPL-2.0-or-later
"""Finds the frames of a capture that the forwarder had corrupted.

The forwarder does not know frame numbers. It writes down when a corrupted frame left by which
interface and what it carried; the capture's frame with the same numbers that is nearest in time
is the one.
"""

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

FIELDS = ["frame.number", "frame.time_epoch", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst",
          "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw", "tcp.flags", "tcp.checksum",
          "tcp.len", "ip.id"]
TRUTH_FIELDS = ("field", "kind", "original", "corrupted", "mask", "delta", "checksum",
                "checksum_after", "source", "source_port", "destination", "destination_port")
# Between the forwarder's clock and the capture's lie a few scheduler ticks at most.
LARGEST_CLOCK_DIFFERENCE = 0.25


class Key(NamedTuple):
    source: str
    destination: str
    source_port: int
    destination_port: int
    seq: int
    ack: int
    flags: int
    checksum: int
    payload_length: int
    ip_id: int | None


def number(text: str) -> int:
    return int(text, 0) if text else 0


def key_of_event(event: dict[str, Any]) -> Key:
    return Key(event["source"], event["destination"], event["source_port"],
               event["destination_port"], event["seq"], event["ack"], event["flags"],
               event["tcp_checksum"], event["payload_length"], event.get("ip_id"))


def key_of_row(row: dict[str, str]) -> Key:
    ip_id = number(row["ip.id"]) if row["ip.id"] else None
    return Key(row["ip.src"] or row["ipv6.src"], row["ip.dst"] or row["ipv6.dst"],
               number(row["tcp.srcport"]), number(row["tcp.dstport"]), number(row["tcp.seq_raw"]),
               number(row["tcp.ack_raw"]), number(row["tcp.flags"]), number(row["tcp.checksum"]),
               number(row["tcp.len"]), ip_id)


def read_rows(capture: Path) -> list[dict[str, str]]:
    command = ["tshark", "-n", "-r", str(capture), "-Y", "tcp", "-T", "fields",
               "-E", "occurrence=f", "-o", "ip.defragment:false"]
    for name in FIELDS:
        command += ["-e", name]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return [dict(zip(FIELDS, line.split("\t"), strict=True)) for line in result.stdout.splitlines()]


def match_frames(capture: Path, events: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """The truth, one entry for each corrupted frame of the capture, and how many were not found.

    A capture ends after so many frames; what was corrupted later is no part of it.
    """
    frames: defaultdict[Key, list[tuple[float, int]]] = defaultdict(list)
    for row in read_rows(capture):
        frames[key_of_row(row)].append((float(row["frame.time_epoch"]), int(row["frame.number"])))
    end = max((time for times in frames.values() for time, _ in times), default=0.0)
    truth = []
    missing = 0
    for event in events:
        if event["time"] > end:
            continue
        candidates = frames[key_of_event(event)]
        nearest = min(candidates, key=lambda entry: abs(entry[0] - event["time"]), default=None)
        if nearest is None or abs(nearest[0] - event["time"]) > LARGEST_CLOCK_DIFFERENCE:
            missing += 1
            continue
        candidates.remove(nearest)
        truth.append({"frame": nearest[1]} | {name: event[name] for name in TRUTH_FIELDS})
    return sorted(truth, key=lambda entry: entry["frame"]), missing


def write_truth(capture: Path, events: list[dict[str, Any]], interfaces: set[str],
                about: dict[str, Any]) -> dict[str, Any]:
    """Write NAME.truth.json.

    `elsewhere` names corruptions that this capture did not see: the hosts answered to them, so
    their numbers can come back in frames that no one corrupted.
    """
    seen = [event for event in events if event["interface"] in interfaces]
    ids = {event["id"] for event in seen}
    elsewhere = {event["id"]: {name: event[name] for name in TRUTH_FIELDS}
                 for event in events if event["id"] not in ids}
    changes, missing = match_frames(capture, seen)
    truth = {"file": capture.name, **about, "not_in_capture": missing, "changes": changes,
             "elsewhere": list(elsewhere.values())}
    capture.with_suffix(".truth.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")
    return truth
