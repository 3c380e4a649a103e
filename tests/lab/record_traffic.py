#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Records traffic of real TCP stacks over a bad path, at three places, as root.

    record_traffic.py --output DIR --profile NAME [--seconds N] [--seed N]

writes DIR/NAME-client.pcap, DIR/NAME-router.pcap (between the two bad links) and
DIR/NAME-server.pcap. With --corrupt, numbers are corrupted on the way into the router's middle
link, and beside each capture a .truth.json names its corrupted frames (none in a sender's own).
"""

import argparse
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from namespaces import HOST_INTERFACE
from network import ADDRESSES, Network
from profiles import PROFILES, Profile
from truth_matching import write_truth

HERE = Path(__file__).resolve().parent
# Where each capture listens, and on which of the forwarder's interfaces a corrupted frame left
# when that capture saw it.
CAPTURE_POINTS = {
    "client": ("client", HOST_INTERFACE, {"left"}),
    "router": ("router", "middle-left", {"middle-left", "middle-right"}),
    "server": ("server", HOST_INTERFACE, {"right"}),
}


@dataclasses.dataclass
class Recording:
    output: Path
    name: str
    profile: Profile
    seconds: float
    seed: int
    frames: int
    forwarder: Path
    corruption: list[str]


def build_forwarder(build: Path) -> Path:
    for command in (["cmake", "-S", str(HERE), "-B", str(build), "-DCMAKE_BUILD_TYPE=Release"],
                    ["cmake", "--build", str(build), "--target", "lab_forwarder"]):
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            sys.exit(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return build / "lab_forwarder"


def start_forwarder(network: Network, recording: Recording, events: Path) -> None:
    profile = recording.profile
    command = [str(recording.forwarder), "--left", "left", "--middle-left", "middle-left",
               "--middle-right", "middle-right", "--right", "right",
               "--loss", str(profile.loss), "--reorder", str(profile.reorder),
               "--duplicate", str(profile.duplicate), "--delay-ms", str(profile.delay_ms),
               "--megabits", str(profile.megabits), "--seed", str(recording.seed)]
    if recording.corruption:
        command += [*recording.corruption, "--events", str(events)]
    network.start_until_ready("router", *command)


def start_captures(network: Network, recording: Recording) -> dict[Path, subprocess.Popen[str]]:
    captures = {}
    for point, (role, interface, _) in CAPTURE_POINTS.items():
        file = recording.output / f"{recording.name}-{point}.pcap"
        process = network.start(role, "tcpdump", "-i", interface, "-w", str(file), "-U", "-n",
                                "-B", "65536", "-Z", "root", "-c", str(recording.frames), "tcp")
        assert process.stderr is not None
        line = process.stderr.readline()
        if "listening" not in line:
            raise RuntimeError(f"tcpdump did not start: {line.strip()}")
        captures[file] = process
    return captures


def run_traffic(network: Network, recording: Recording) -> None:
    address = ADDRESSES[recording.profile.ip_version]["server"]
    traffic = [sys.executable, str(HERE / "traffic.py")]
    network.start_until_ready("server", *traffic, "server", address)
    client = network.start("client", *traffic, "client", address, "--seconds",
                           str(recording.seconds), "--seed", str(recording.seed), "--application",
                           ",".join(recording.profile.applications))
    client.wait(timeout=recording.seconds + 30)


def record(recording: Recording) -> list[Path]:
    """Make the captures, and their truth where numbers were corrupted."""
    recording.output.mkdir(parents=True, exist_ok=True)
    events_file = recording.output / f"{recording.name}.events.jsonl"
    profile = recording.profile
    with Network(profile.mtu, profile.offloads, profile.sysctls) as network:
        start_forwarder(network, recording, events_file)
        captures = start_captures(network, recording)
        run_traffic(network, recording)
        time.sleep(0.3)
        for file, process in captures.items():
            said = network.stop(process)
            if "0 packets dropped by kernel" not in said:
                print(f"{file}: {said.strip()}", file=sys.stderr)
    if recording.corruption:
        write_truths(recording, list(captures), events_file)
    return list(captures)


def write_truths(recording: Recording, captures: list[Path], events_file: Path) -> None:
    lines = events_file.read_text(encoding="utf-8").splitlines()
    events: list[dict[str, Any]] = [json.loads(line) for line in lines]
    about = {"seed": recording.seed, "options": recording.corruption}
    for file, (_, _, interfaces) in zip(captures, CAPTURE_POINTS.values(), strict=True):
        truth = write_truth(file, events, interfaces, about)
        print(f"{file}: {len(truth['changes'])} corrupted frames, "
              f"{truth['not_in_capture']} not in the capture")
    events_file.unlink()


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0],
                                     epilog="Profiles: " + ", ".join(PROFILES))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--profile", choices=PROFILES, required=True, metavar="NAME")
    parser.add_argument("--name", help="of the files, when not the profile's")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frames", type=int, default=8000, help="at most, in each capture")
    parser.add_argument("--build-dir", type=Path, default=HERE.parents[1] / "build-lab")
    corruption = parser.add_argument_group("corruption")
    corruption.add_argument("--corrupt", choices=["seq", "ack"])
    kinds = corruption.add_mutually_exclusive_group()
    kinds.add_argument("--bits", help="random ones, a number or a range such as 1-6")
    kinds.add_argument("--each-bit", action="store_true", help="one bit, all positions in turn")
    kinds.add_argument("--mask")
    kinds.add_argument("--offset", type=int)
    corruption.add_argument("--rate", type=float, default=1, help="percent of the segments")
    corruption.add_argument("--checksum", choices=["right", "stale"], default="right")
    corruption.add_argument("--toward", choices=["client", "server", "both"], default="both")
    corruption.add_argument("--segment-kind")
    return parser.parse_args()


def corruption_options(options: argparse.Namespace) -> list[str]:
    if not options.corrupt:
        return []
    chosen = ["--corrupt", options.corrupt, "--rate", str(options.rate), "--checksum",
              options.checksum, "--toward", options.toward]
    if options.segment_kind:
        chosen += ["--segment-kind", options.segment_kind]
    if options.each_bit:
        return [*chosen, "--each-bit"]
    for name, value in (("--mask", options.mask), ("--offset", options.offset)):
        if value is not None:
            return [*chosen, name, str(value)]
    return [*chosen, "--random-bits", options.bits or "1-6"]


def prepare_to_leave() -> None:
    """Signals leave by an exception, which removes the namespaces."""
    if os.geteuid() != 0:
        sys.exit("only root can make network namespaces")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))


def main() -> None:
    options = parse_arguments()
    prepare_to_leave()
    forwarder = build_forwarder(options.build_dir)
    try:
        files = record(Recording(options.output, options.name or options.profile,
                                 PROFILES[options.profile], options.seconds, options.seed,
                                 options.frames, forwarder, corruption_options(options)))
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        sys.exit(f"record_traffic: {error}")
    print("\n".join(str(file) for file in files))


if __name__ == "__main__":
    main()
