# SPDX-License-Identifier: GPL-2.0-or-later
"""One run: traffic through the router, what the plugin finds, live and later, and the truth."""

import socket
import sys
from pathlib import Path
from typing import NamedTuple

import traffic
from captures import LiveAnalysis, Recorder, comes_true
from changed_packets import changed_packets
from findings import NUMBERS, Finding, find
from routed_network import ROUTER_INTERFACE, SERVER, SUBNETS, Fault, RoutedNetwork

OTHER_SIDE = {"client": "server", "server": "client"}
APPLICATIONS = "http,http,download,upload"
SECONDS_OF_TRAFFIC = 0.8
# The client's threads may wait this much longer for answers that do not come.
SECONDS_TO_END = 20
SECONDS_TO_SETTLE = 2


class Run(NamedTuple):
    capture: Path
    packets: int
    changed_by_kernel: int
    truth: list[Finding]
    live: list[Finding]
    one_pass: list[Finding]
    settled: list[Finding]


def run(folder: Path, fault: Fault | None, toward: str) -> Run:
    """Records and analyses; `toward` tells behind which of the router's sides tshark listens."""
    with RoutedNetwork(fault) as network:
        before = Recorder(network, ROUTER_INTERFACE[OTHER_SIDE[toward]], folder / "before-the-router.pcap")
        behind = LiveAnalysis(network, ROUTER_INTERFACE[toward], folder / "behind-the-router.pcap")
        talk(network)
        network.silence_hosts()
        before.finish()
        behind.finish()
        changed = network.changed_packets()
    truth = [Finding(change.frame, number, expected=change.before, observed=change.after)
             for number in ([fault.number] if fault else NUMBERS)
             for change in changed_packets(before.file, behind.file, number, source(toward))]
    return Run(behind.file, behind.packets(), changed, truth, behind.findings(),
               find(behind.file), find(behind.file, "-2"))


def talk(network: RoutedNetwork) -> None:
    """Requests and bulk data, both ways, over real sockets."""
    command = [sys.executable, traffic.__file__]
    network.start_until_ready("server", *command, "server", SERVER)
    client = network.start("client", *command, "client", SERVER, "--application", APPLICATIONS,
                           "--seconds", str(SECONDS_OF_TRAFFIC))
    client.wait(timeout=SECONDS_OF_TRAFFIC + SECONDS_TO_END)
    # A connection whose ends do not agree any more about what was sent may go on for minutes: it is cut.
    comes_true(lambda: not network.connections(), SECONDS_TO_SETTLE)


def source(toward: str) -> bytes:
    return socket.inet_aton(f"{SUBNETS[OTHER_SIDE[toward]]}.1")
