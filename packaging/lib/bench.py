# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin costs in tshark: instructions, time and memory, against the same tshark without it, on captures made here."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench_captures import KINDS, write_capture
from bench_cost import measure_cost
from bench_memory import measure_memory

REPOSITORY = Path(__file__).resolve().parents[2]


def at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"it wants a number from {least} on")
        return int(text)

    return number


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/bench", description=__doc__)
    parser.add_argument("--memory", action="store_true", help="measure memory instead, and draw docs/images/memory.png")
    parser.add_argument("--largest", type=at_least(1000), default=1_000_000, help="frames of the largest capture for --memory")
    parser.add_argument("--frames", type=at_least(1000), default=20_000, help="frames whose instructions are counted")
    parser.add_argument("--timed-frames", type=at_least(0), default=100_000, help="frames whose CPU time is taken; 0: none")
    parser.add_argument("--pairs", type=at_least(1), default=5, help="runs with and without the plugin that are compared")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind of capture")
    return parser.parse_args()


def make_captures(folder: Path, kinds: list[str], frames: int) -> dict[str, Path]:
    captures = {}
    for kind in kinds:
        captures[kind] = folder / f"{kind.replace(' ', '-')}-{frames}.pcap"
        if not captures[kind].exists():
            print(f"making {frames} frames: {kind}", file=sys.stderr)
            write_capture(captures[kind], KINDS[kind](), frames)
    return captures


def main() -> None:
    asked = arguments()
    plugin = REPOSITORY / "build" / "plugin" / "wireshark" / "seqbitflip.so"
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # started by root, tshark runs as nobody
        os.umask(0o022)
        if asked.memory:
            print(measure_memory(folder, plugin, asked.largest, REPOSITORY / "docs" / "images" / "memory.png"))
            return
        kinds = asked.kind or list(KINDS)
        counted = make_captures(folder, kinds, asked.frames)
        timed = make_captures(folder, kinds, asked.timed_frames) if asked.timed_frames else {}
        print(measure_cost(folder, plugin, counted, timed, asked.frames, asked.pairs))


if __name__ == "__main__":
    main()
