#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Records a corpus with every profile: healthy captures, and captures with live corruption.

    record_corpus.py --clean DIR --live DIR [--seconds N] [--seed N]

DIR of --clean receives captures without a wrong number, some of them cut so that they begin in
the middle of their connections. DIR of --live receives captures with their .truth.json.
"""

import argparse
import subprocess
from pathlib import Path
from typing import NamedTuple

from profiles import PROFILES
from record_traffic import HERE, Recording, build_forwarder, prepare_to_leave, record

FRAMES = (2000, 3500, 5000, 8000)
CUT_EVERY = 5
CUT_FIRST_FRAME = 400


class Live(NamedTuple):
    """A live corruption: what is done to whom."""

    profile: str
    field: str
    fault: list[str]
    checksum: str
    rate: float
    toward: str = "both"
    segment_kind: str | None = None


LIVE = {
    "seq-each-bit-web": Live("web", "seq", ["--each-bit"], "right", 4),
    "seq-each-bit-stale-echo": Live("echo", "seq", ["--each-bit"], "stale", 3),
    "seq-each-bit-short": Live("short", "seq", ["--each-bit"], "right", 3),
    "seq-each-bit-small-mtu": Live("small-mtu", "seq", ["--each-bit"], "right", 2, "client"),
    "seq-each-bit-offloads": Live("offloads", "seq", ["--each-bit"], "right", 1.5),
    "seq-each-bit-bulk": Live("bulk", "seq", ["--each-bit"], "right", 2),
    "seq-bits-everything": Live("everything-at-once", "seq", ["--random-bits", "1-6"], "right", 2),
    "seq-bits-stale-heavy-loss": Live("heavy-loss", "seq", ["--random-bits", "1-6"], "stale", 2),
    "seq-bits-handshake": Live("short", "seq", ["--random-bits", "1-6"], "right", 15, "both",
                               "SYN-ACK"),
    "seq-offset-pure-acks": Live("web", "seq", ["--offset", "-16711936"], "right", 12, "client",
                                 "pure ACK"),
    "seq-mask-no-timestamps": Live("no-timestamps", "seq", ["--mask", "0x01030100"], "right", 1.5),
    "seq-stuck-bit": Live("ipv6", "seq", ["--stuck-bit", "19:1"], "right", 3, "server"),
    "ack-each-bit-clean": Live("clean", "ack", ["--each-bit"], "right", 3),
    "ack-each-bit-stale-ipv6": Live("ipv6", "ack", ["--each-bit"], "stale", 3),
    "ack-each-bit-no-timestamps": Live("ipv6-no-timestamps", "ack", ["--each-bit"], "right", 2.5,
                                       "server"),
    "ack-each-bit-no-sack": Live("no-sack", "ack", ["--each-bit"], "right", 2.5, "client"),
    "ack-bits-plain": Live("plain", "ack", ["--random-bits", "1-6"], "right", 3),
    "ack-bits-stale-reordering": Live("reordering", "ack", ["--random-bits", "1-6"], "stale", 3),
    "ack-offset-stalling": Live("stalling", "ack", ["--offset", "65536"], "right", 5),
    "ack-bits-bbr": Live("bbr-ecn", "ack", ["--random-bits", "2-4"], "right", 2, "server"),
}


def cut_beginning(capture: Path) -> Path:
    cut = capture.with_name(f"{capture.stem}-midstream.pcap")
    subprocess.run(["editcap", "-F", "pcap", str(capture), str(cut), f"1-{CUT_FIRST_FRAME}"],
                   check=True, capture_output=True)
    return cut


def record_clean(output: Path, seconds: float, seed: int, forwarder: Path) -> None:
    files: list[Path] = []
    for number, (name, profile) in enumerate(PROFILES.items()):
        files += record(Recording(output, name, profile, seconds, seed + number,
                                  FRAMES[number % len(FRAMES)], forwarder, []))
        print(f"clean: {name}", flush=True)
    for capture in files[::CUT_EVERY]:
        cut_beginning(capture)


def live_options(live: Live) -> list[str]:
    options = ["--corrupt", live.field, "--checksum", live.checksum, "--rate", str(live.rate),
               "--toward", live.toward, *live.fault]
    return options + (["--segment-kind", live.segment_kind] if live.segment_kind else [])


def record_live(output: Path, seconds: float, seed: int, forwarder: Path) -> None:
    for number, (name, live) in enumerate(LIVE.items()):
        record(Recording(output, name, PROFILES[live.profile], seconds, seed + number,
                         6000, forwarder, live_options(live)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--clean", type=Path, metavar="DIR")
    parser.add_argument("--live", type=Path, metavar="DIR")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build-dir", type=Path, default=HERE.parents[1] / "build-lab")
    options = parser.parse_args()
    prepare_to_leave()
    forwarder = build_forwarder(options.build_dir)
    if options.clean:
        record_clean(options.clean, options.seconds, options.seed, forwarder)
    if options.live:
        record_live(options.live, options.seconds, options.seed, forwarder)


if __name__ == "__main__":
    main()
