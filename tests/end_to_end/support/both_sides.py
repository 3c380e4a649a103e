# SPDX-License-Identifier: GPL-2.0-or-later
"""A capture as it would be if it were taken on both sides of a device that translates sequence numbers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from scapy.layers.inet import IP, TCP
from scapy.layers.l2 import Ether
from scapy.utils import RawPcapReader, RawPcapWriter

SEQUENCE_SPACE = 1 << 32
PASSAGE_US = 9
OTHER_SIDES_MAC = "02:00:00:00:99:99"


@dataclass(frozen=True)
class Translation:
    """What the device adds to the numbers of each end of all connections."""

    of_client: int
    of_server: int

    @staticmethod
    def drawn(seed: int) -> Translation:
        rng = random.Random(seed)
        return Translation(rng.randrange(SEQUENCE_SPACE), rng.randrange(SEQUENCE_SPACE))


def changed(frame: bytes, by_seq: int, by_ack: int, behind: bool) -> bytes:
    """The frame with other numbers and right checksums; `behind` the device with other MAC and TTL."""
    packet = Ether(frame)
    ip, tcp = packet[IP], packet[TCP]
    tcp.seq = (tcp.seq + by_seq) % SEQUENCE_SPACE
    if "A" in tcp.flags:
        tcp.ack = (tcp.ack + by_ack) % SEQUENCE_SPACE
    tcp.options = [
        (name, tuple((edge + by_ack) % SEQUENCE_SPACE for edge in value) if name == "SAck" else value)
        for name, value in tcp.options
    ]
    if behind:
        packet.src = OTHER_SIDES_MAC
        ip.ttl -= 1
    del ip.chksum, tcp.chksum
    return bytes(packet)


def write_both_sides(capture: Path, path: Path, translation: Translation, server_port: int) -> None:
    """Frame n of `capture`, taken beside the client, becomes frames 2n - 1 and 2n of `path`."""
    with RawPcapWriter(str(path), linktype=1) as writer:
        writer.write_header(None)
        for frame, meta in RawPcapReader(str(capture)):
            of_client, of_server = translation.of_client, translation.of_server
            if Ether(frame)[TCP].dport == server_port:
                copies = (changed(frame, 0, of_server, False), changed(frame, of_client, 0, True))
            else:
                copies = (changed(frame, 0, of_client, False), changed(frame, of_server, 0, True))
            for number, copy in enumerate(copies):
                time = meta.sec * 1_000_000 + meta.usec + number * PASSAGE_US
                writer.write_packet(copy, *divmod(time, 1_000_000), len(copy), len(copy))
