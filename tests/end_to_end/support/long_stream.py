# SPDX-License-Identifier: GPL-2.0-or-later
"""A download of more than 8 GiB of which only headers were captured, and where each of its segments really lies.

The positions are counted by Python's own integers, which do not wrap; only what goes into a header does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from scapy.layers.inet import IP, TCP
from scapy.layers.l2 import Ether
from scapy.utils import RawPcapWriter

GIB = 1 << 30
SEQUENCE_SPACE = 1 << 32
SEGMENT = 65_000
# Of the download only a burst every so often was captured.
UNSEEN = 30_000_000
BURST = 3
# Segments before and after each wrap that were captured without a break.
AROUND_A_WRAP = 30
HEADERS = 54
CLIENT_MAC, SERVER_MAC = "02:00:00:00:00:01", "02:00:00:00:00:02"
MACS = {1: {"src": CLIENT_MAC, "dst": SERVER_MAC}, 2: {"src": SERVER_MAC, "dst": CLIENT_MAC}}


@dataclass(frozen=True)
class Where:
    """What is true of a frame; a position of None: there is none to tell."""

    frame: int
    offset: int | None
    wraps: int | None
    what: str = ""


class LongStream:
    """Writes frames and notes where they lie. The server sends; the client acknowledges."""

    def __init__(self, initial: int, path: Path, seed: int = 1) -> None:
        self.initial = initial
        self.client_initial = 77_000
        self.truth: list[Where] = []
        self.time = 0.0
        self.rng = random.Random(seed)
        self.writer = RawPcapWriter(str(path), linktype=1, snaplen=HEADERS)
        self.writer.write_header(None)

    def number(self, offset: int) -> int:
        return (self.initial + 1 + offset) % SEQUENCE_SPACE

    def place(self, offset: int) -> tuple[int, int]:
        return offset, ((self.initial + 1) % SEQUENCE_SPACE + offset) // SEQUENCE_SPACE

    def note(self, offset: int | None, wraps: int | None, what: str) -> None:
        self.truth.append(Where(len(self.truth) + 1, offset, wraps, what))

    def write(self, source: int, flags: str, seq: int, ack: int, length: int = 0, options: tuple = ()) -> None:
        """A frame from host 1 (the client) or 2 (the server) that claims `length` bytes of data."""
        ports = {"sport": 49152, "dport": 80} if source == 1 else {"sport": 80, "dport": 49152}
        addresses = {"src": f"192.0.2.{source}", "dst": f"192.0.2.{3 - source}"}
        tcp = TCP(flags=flags, seq=seq, ack=ack, window=65535, options=list(options), chksum=0, **ports)
        headers = bytes(Ether(**MACS[source]) / IP(id=0, flags="DF", len=20 + len(tcp) + length, **addresses) / tcp)
        self.time += 0.0001
        seconds = int(self.time)
        microseconds = round((self.time - seconds) * 1_000_000)
        self.writer.write_packet(headers, 1_700_000_000 + seconds, microseconds, len(headers), len(headers) + length)

    def connect(self) -> None:
        scale = (("MSS", 1460), ("WScale", 14))
        self.write(1, "S", self.client_initial, 0, options=scale)
        self.note(0, 0, "SYN")
        self.write(2, "SA", self.initial, self.client_initial + 1, options=scale)
        self.note(0, 0, "SYN-ACK")
        self.acknowledge(0)

    def send(self, offset: int, what: str, flips: int = 0) -> None:
        self.write(2, "A", self.number(offset) ^ flips, self.client_initial + 1, SEGMENT)
        self.note(*self.place(offset), what)

    def acknowledge(self, offset: int) -> None:
        self.write(1, "A", self.client_initial + 1, self.number(offset))
        self.note(0, 0, "ACK")

    def burst(self, offset: int) -> int:
        for _ in range(BURST):
            self.send(offset, "data")
            offset += SEGMENT
        self.acknowledge(offset)
        return offset

    def rough_burst(self, offset: int) -> int:
        """Segments in a row with every third one hit by something on its way."""
        lost: list[int] = []
        late: list[int] = []
        for number in range(2 * AROUND_A_WRAP):
            fate = self.rng.choice(("lost", "late", "twice", "fine", "fine", "fine"))
            if fate == "lost":
                lost.append(offset)
            elif fate == "late":
                late.append(offset)
            else:
                self.send(offset, "data")
                if fate == "twice":
                    self.send(offset, "sent again")
            if late and number % 3 == 0:
                self.send(late.pop(0), "late")
            if lost and number % 7 == 0:
                self.acknowledge(lost[0])
                self.send(lost.pop(0), "lost before the capture, sent again")
            offset += SEGMENT
        for missing in sorted(lost + late):
            self.send(missing, "late, or lost before the capture and sent again")
        self.acknowledge(offset)
        return offset

    def download(self, size: int) -> int:
        """Sends `size` bytes and more; every place where a number wraps is captured without a break."""
        offset = 0
        while offset < size:
            offset = self.burst(offset)
            wrap = min(
                place
                for place in (
                    (offset // SEQUENCE_SPACE + 1) * SEQUENCE_SPACE,
                    offset + SEQUENCE_SPACE - self.number(offset),
                )
            )
            before_wrap = wrap - AROUND_A_WRAP * SEGMENT
            if offset <= before_wrap < offset + UNSEEN:
                offset = self.rough_burst(before_wrap)
            else:
                offset += UNSEEN
        return offset

    def reset_without_number(self) -> None:
        self.write(1, "R", 0, 0)
        self.note(None, None, "RST with sequence number 0")

    def finish(self) -> list[Where]:
        self.writer.close()
        return self.truth
