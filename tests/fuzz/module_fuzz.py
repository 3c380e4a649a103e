#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures full of random errors, and random packets, through tshark with the plugin: no run may crash or hang.

A run that fails is repeated without the plugin. If that fails in the same way, the fault is Wireshark's own: it
is counted, but it is no failure. Captures that made the plugin fail are kept."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "packaging/lib"))

from plugin_trial import PluginTrial, captures_in  # noqa: E402

ERRORS_PER_BYTE = "0.02"
SECONDS_FOR_A_RUN = 600
MOST_TOGETHER = 10_000_000
RANDOM_PACKETS = "2000"
WAYS: dict[str, tuple[str, ...]] = {
    "one pass": ("-q", "-z", "seqbitflip,report"),
    "two passes, whole tree": ("-2", "-V"),
    "JSON report": ("-2", "-q", "-z", "seqbitflip,report,json"),
    "statistics tree": ("-2", "-q", "-z", "seqbitflip,tree", "-z", "expert"),
    "filter": ("-2", "-Y", "tcp.seq_bitflip || tcp.ack_outofwindow"),
}
SUCCESS = "exit status 0"
WITHOUT_PLUGIN: tuple[str, ...] = ("-2", "-V")
VARIABLES = {"WIRESHARK_ABORT_ON_DISSECTOR_BUG": "1"}


class Tally:
    def __init__(self) -> None:
        self.runs = 0
        self.packets = 0
        self.wiresharks_own = 0
        self.failures = 0


def random_errors(captures: list[Path], seeds: list[str], folder: Path) -> Iterator[Path]:
    """All captures as one file, once for each seed: one start of tshark for many stories. Large ones each by itself,
    and those that break off, which mergecap does not take."""
    together = [capture for capture in captures if capture.stat().st_size <= MOST_TOGETHER and is_whole(capture)]
    alone = [capture for capture in captures if capture not in together]
    merged = folder / "merged.pcapng"
    if together:
        subprocess.run(["mergecap", "-a", "-w", merged, *together], check=True)
    for seed in seeds:
        for number, source in enumerate(([merged] if together else []) + alone):
            damaged = folder / f"errors-{seed}-{number}.pcapng"
            command = ["editcap", "-E", ERRORS_PER_BYTE, "--seed", seed, source, damaged]
            # What can be read of a capture that breaks off is written all the same.
            if subprocess.run(command, check=source is merged, capture_output=True).returncode in (0, 2):
                yield damaged


def is_whole(capture: Path) -> bool:
    return subprocess.run(["capinfos", "-c", capture], check=False, capture_output=True).returncode == 0


def random_packets(rounds: int, folder: Path) -> Iterator[Path]:
    for number in range(rounds):
        for kind in ("tcp", "ip", "ipv6"):
            made = folder / f"random-{kind}-{number}.pcap"
            subprocess.run(["randpkt", "-t", kind, "-c", RANDOM_PACKETS, made], check=True, capture_output=True)
            yield made


def packets_in(capture: Path) -> int:
    command = ["capinfos", "-M", "-c", "-T", "-r", "-N", capture]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(text.split("\t")[1].split()[0])


def status_of(trial: PluginTrial, *words: str | Path) -> tuple[str, str]:
    """How it ended, and what it complained of."""
    try:
        result = trial.run("tshark", "-n", *words, timeout=SECONDS_FOR_A_RUN)
    except subprocess.TimeoutExpired:
        return f"no end after {SECONDS_FOR_A_RUN} s", ""
    return f"exit status {result.returncode}", result.stderr


def try_all_ways(capture: Path, trial: PluginTrial, without: PluginTrial, kept: Path, tally: Tally) -> None:
    tally.packets += packets_in(capture)
    for way, options in WAYS.items():
        tally.runs += 1
        status, complaint = status_of(trial, "-r", capture, *options)
        if status == SUCCESS:
            continue
        alone, _ = status_of(without, "-r", capture, *WITHOUT_PLUGIN)
        if alone == status:
            tally.wiresharks_own += 1
            continue
        tally.failures += 1
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copy(capture, kept)
        print(f"{kept / capture.name}, {way}: {status}\n{complaint[-3000:]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="*", type=Path, default=[REPOSITORY / "captures"])
    parser.add_argument("--plugin", type=Path, default=REPOSITORY / "build/plugin/wireshark/seqbitflip.so")
    parser.add_argument("--preload", help="a library for LD_PRELOAD: that of a plugin with AddressSanitizer")
    parser.add_argument("--seeds", nargs="+", default=["1", "2", "3"])
    parser.add_argument("--rounds", type=int, default=1, help="of random packets")
    parser.add_argument("--seconds", type=float, help="begin nothing new after that time; not everything is tried then")
    parser.add_argument("--keep", type=Path, default=Path("module-fuzz-found"), help="folder for what made it fail")
    arguments = parser.parse_args()
    captures = captures_in(arguments.places)
    missing = [str(capture) for capture in captures if not capture.is_file()]
    if missing:
        parser.error(f"there is no file {', '.join(missing)}")
    if not captures:
        parser.error(f"no capture in {', '.join(map(str, arguments.places))}")

    variables = dict(VARIABLES)
    if arguments.preload:
        # What tshark itself never gives back is not of interest here.
        variables |= {"LD_PRELOAD": arguments.preload, "ASAN_OPTIONS": "detect_leaks=0"}
    tally = Tally()
    started = time.monotonic()
    with (
        PluginTrial(arguments.plugin, variables) as trial,
        PluginTrial(None, VARIABLES) as without,
        tempfile.TemporaryDirectory(prefix="module-fuzz-") as name,
    ):
        folder = Path(name)
        folder.chmod(0o755)
        loaded = trial.run("tshark", "-G", "plugins")
        if "seqbitflip.so" not in loaded.stdout:
            print(f"tshark does not load {arguments.plugin}\n{loaded.stderr}", file=sys.stderr)
            return 1
        for inputs in (
            random_errors(captures, arguments.seeds, folder),
            random_packets(arguments.rounds, folder),
        ):
            for capture in inputs:
                if arguments.seconds and time.monotonic() - started > arguments.seconds:
                    print("the time is up: not everything was tried")
                    break
                try_all_ways(capture, trial, without, arguments.keep, tally)
                capture.unlink()
    print(
        f"{tally.runs} runs over {tally.packets} packets: {tally.failures} failures; "
        f"{tally.wiresharks_own} more without the plugin, too"
    )
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
