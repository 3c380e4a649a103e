# SPDX-License-Identifier: GPL-2.0-or-later
"""The two captures of a run: tshark with the plugin behind the router, dumpcap before it."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from capture_file import count_packets
from findings import AS_FIELDS, Finding, findings_in
from routed_network import RoutedNetwork
from support.wireshark import ENVIRONMENT

SECONDS_ALLOWED = 20
SECONDS_BETWEEN_LOOKS = 0.05
# A machine that is busy otherwise must not cost a packet.
BUFFER = ("-B", "64")


def comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return True


def wait_until(condition: Callable[[], bool], what: str) -> None:
    if not comes_true(condition, SECONDS_ALLOWED):
        raise TimeoutError(f"waited {SECONDS_ALLOWED} s in vain until {what}")


class Recorder:
    """dumpcap on an interface of the router."""

    def __init__(self, network: RoutedNetwork, interface: str, file: Path) -> None:
        self.file = file
        self._network = network
        self._interface = interface
        self._packets_before = network.packets_seen(interface)
        self._process = self._start()
        wait_until(self._has_begun, f"the capture on {interface} has begun")

    def _start(self) -> subprocess.Popen[str]:
        return self._network.start("router", "dumpcap", "-q", "-P", "-i", self._interface, *BUFFER, "-w",
                                   str(self.file), environment=ENVIRONMENT)

    def _has_begun(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(f"the capture on {self._interface} ended: {self._process.communicate()[1]}")
        return self.file.exists() and self.file.stat().st_size > 0

    def finish(self) -> None:
        """Waits until everything is captured that the kernel has counted on the interface."""
        expected = self._network.packets_seen(self._interface) - self._packets_before
        wait_until(lambda: self.packets() >= expected, f"{self.file} holds {expected} packets")
        self._network.stop(self._process)

    def packets(self) -> int:
        return count_packets(self.file)


class LiveAnalysis(Recorder):
    """tshark that captures and dissects at the same time, in one pass; what it says is collected."""

    def __init__(self, network: RoutedNetwork, interface: str, file: Path) -> None:
        self._output = file.with_suffix(".txt")
        super().__init__(network, interface, file)

    def _start(self) -> subprocess.Popen[str]:
        command = ["tshark", "-n", "-l", "-i", self._interface, *BUFFER,
                   "-F", "pcap", "-w", str(self.file), "-P", *AS_FIELDS]
        with self._output.open("w", encoding="utf-8") as output:
            return self._network.start("router", *command, output=output, environment=ENVIRONMENT)

    def packets(self) -> int:
        return self._output.read_text(encoding="utf-8").count("\n")

    def findings(self) -> list[Finding]:
        """What was found while it was captured."""
        return findings_in(self._output.read_text(encoding="utf-8"))
