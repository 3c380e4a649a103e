# SPDX-License-Identifier: GPL-2.0-or-later
"""The truth: which packets of the capture behind the router carry another number than before it.

Two packets are the same if nothing differs but what a router changes by its nature (Ethernet header, TTL,
the two checksums) and the number in question. Neither Wireshark nor the plugin takes part in this.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from capture_file import raw_packets

ETHERNET_LENGTH = 14
ETHERTYPE = slice(12, 14)
IPV4 = b"\x08\x00"
PROTOCOL = 9
TCP = 6
TTL = slice(8, 9)
IP_CHECKSUM = slice(10, 12)
SOURCE = slice(12, 16)
NUMBER = {"seq": slice(4, 8), "ack": slice(8, 12)}
TCP_CHECKSUM = slice(16, 18)


class Packet(NamedTuple):
    frame: int
    identity: bytes
    number: int


class Change(NamedTuple):
    """The packet's frame behind the router, what it carried before and what it carries there."""

    frame: int
    before: int
    after: int


class CapturesDisagree(Exception):
    """What was captured before and behind the router is not the same traffic."""


def packets_in(capture: Path, number: str, source: bytes) -> Iterator[Packet]:
    """The TCP packets that come from this address."""
    for frame, data in enumerate(raw_packets(capture), start=1):
        packet = bytearray(data[ETHERNET_LENGTH:])
        if data[ETHERTYPE] == IPV4 and packet[PROTOCOL] == TCP and packet[SOURCE] == source:
            yield identified(frame, packet, number)


def identified(frame: int, packet: bytearray, number: str) -> Packet:
    header_length = (packet[0] & 0xf) * 4
    tcp = packet[header_length:]
    value = int.from_bytes(tcp[NUMBER[number]], "big")
    for part in (TCP_CHECKSUM, NUMBER[number]):
        tcp[part] = bytes(part.stop - part.start)
    for part in (TTL, IP_CHECKSUM):
        packet[part] = bytes(part.stop - part.start)
    return Packet(frame, bytes(packet[:header_length] + tcp), value)


def changed_packets(before: Path, behind: Path, number: str, source: bytes) -> list[Change]:
    """What was changed on the way; packets that cannot be told apart keep their order on it."""
    waiting: defaultdict[bytes, deque[int]] = defaultdict(deque)
    for packet in packets_in(before, number, source):
        waiting[packet.identity].append(packet.number)
    changes = []
    for packet in packets_in(behind, number, source):
        if not waiting[packet.identity]:
            raise CapturesDisagree(f"{behind}: frame {packet.frame} is not in {before}")
        sent = waiting[packet.identity].popleft()
        if sent != packet.number:
            changes.append(Change(packet.frame, sent, packet.number))
    missing = sum(map(len, waiting.values()))
    if missing:
        raise CapturesDisagree(f"{missing} packets of {before} are not in {behind}")
    return changes
