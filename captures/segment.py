# SPDX-License-Identifier: GPL-2.0-or-later
"""One TCP segment as a plain value, and the damage that can be done to its numbers."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from scapy.layers.inet import IP, TCP, in4_pseudoheader
from scapy.layers.inet6 import IPv6
from scapy.utils import checksum

if TYPE_CHECKING:
    from endpoint import Endpoint

SEQUENCE_SPACE = 1 << 32
TCP_CHECKSUM_OFFSET = 16

Field = Literal["seq", "ack", "sack", "tsval", "tsecr"]
Checksum = Literal["stale", "right"]


def wrapped(number: int) -> int:
    """A number brought back into the 32-bit sequence space."""
    return number % SEQUENCE_SPACE


def distance(end: int, start: int) -> int:
    """How far `end` lies ahead of `start`; negative when it lies behind."""
    return (end - start + (1 << 31)) % SEQUENCE_SPACE - (1 << 31)


@dataclasses.dataclass(frozen=True)
class Damage:
    """What happens to one number of one segment on its way, or to all of its SACK edges, and whether the
    checksum was made before or after. `edge`: 0 and 1 are the left and right one of the first block;
    none: all. What arrives all the same is taken by the other end for what was meant."""

    change: Callable[[int], int]
    field: Field = "seq"
    checksum: Checksum = "stale"
    edge: int | None = 0
    arrives: bool = False

    def edges(self, segment: Segment) -> list[int]:
        return list(range(len(segment.option("SAck")))) if self.edge is None else [self.edge]


def flip(*bits: int, field: Field = "seq", checksum: Checksum = "stale", edge: int = 0) -> Damage:
    mask = sum(1 << bit for bit in bits)
    return Damage(lambda number: number ^ mask, field, checksum, edge)


def leave_sack_untranslated(delta: int) -> Damage:
    """A device moves the sequence numbers of the other end by `delta`, and forgets the SACK edges."""
    return Damage(lambda number: wrapped(number + delta), "sack", "right", None, True)


def become(observed: int, field: Field = "seq", checksum: Checksum = "stale") -> Damage:
    return Damage(lambda _number: observed, field, checksum)


def shift(delta: int, field: Field = "seq", checksum: Checksum = "right") -> Damage:
    return Damage(lambda number: wrapped(number + delta), field, checksum)


def swap_bytes(field: Field = "seq", checksum: Checksum = "right") -> Damage:
    return Damage(lambda number: int.from_bytes(number.to_bytes(4, "big"), "little"), field, checksum)


@dataclasses.dataclass(frozen=True)
class Segment:
    """A segment as its sender meant it. `window` is the 16-bit field, not scaled."""

    sender: Endpoint
    receiver: Endpoint
    seq: int
    ack: int
    flags: str
    window: int
    payload: bytes
    options: tuple
    ip_id: int
    ttl: int

    @property
    def length(self) -> int:
        """What the segment occupies in sequence space: SYN and FIN count one each."""
        return len(self.payload) + self.flags.count("S") + self.flags.count("F")

    @property
    def end(self) -> int:
        return wrapped(self.seq + self.length)

    def option(self, name: str) -> tuple[int, ...]:
        """The numbers in the option of this name; none where the segment has no such option."""
        return next((numbers for known, numbers in self.options if known == name), ())

    def number(self, field: Field, edge: int = 0) -> int:
        if field in ("seq", "ack"):
            return self.seq if field == "seq" else self.ack
        name, index = _place_in_options(field, edge)
        return self.option(name)[index]

    def with_number(self, field: Field, edge: int, number: int) -> Segment:
        if field in ("seq", "ack"):
            return self.changed(**{field: number})
        name, index = _place_in_options(field, edge)
        numbers = list(self.option(name))
        numbers[index] = number
        return self.changed(
            options=tuple((known, tuple(numbers) if known == name else old) for known, old in self.options)
        )

    def changed(self, **changes) -> Segment:
        return dataclasses.replace(self, **changes)

    def tcp(self) -> TCP:
        header = TCP(
            sport=self.sender.port,
            dport=self.receiver.port,
            seq=self.seq,
            ack=self.ack,
            flags=self.flags,
            window=self.window,
            options=list(self.options),
        )
        return header / self.payload

    def packet(self) -> bytes:
        """The IP packet with a right checksum over these numbers, or as its sender hands it to the
        network card."""
        source, destination = self.sender.address, self.receiver.address
        if self.sender.is_ipv6:
            network = IPv6(src=source, dst=destination, hlim=self.ttl, fl=0x5A31C)
        else:
            flags = "DF" if self.sender.dont_fragment else 0
            network = IP(src=source, dst=destination, id=self.ip_id, ttl=self.ttl, flags=flags)
        whole = bytes(network / self.tcp())
        if not self.sender.offloads_checksums:
            return whole
        header = ip_header_length(whole)
        partial = in4_pseudoheader(6, IP(whole), len(whole) - header)
        return patched(whole, header + TCP_CHECKSUM_OFFSET, struct.pack("!H", ~checksum(partial) & 0xFFFF))

    def damaged_packet(self, damage: Damage) -> bytes:
        damaged = self
        for edge in damage.edges(self):
            wrong = damage.change(self.number(damage.field, edge))
            damaged = damaged.with_number(damage.field, edge, wrong)
        packet = damaged.packet()
        if damage.checksum == "right":
            return packet
        at = ip_header_length(packet) + TCP_CHECKSUM_OFFSET
        return patched(packet, at, self.packet()[at:at + 2])


def _place_in_options(field: Field, edge: int) -> tuple[str, int]:
    """The option that holds the number, and which of its numbers it is."""
    return ("SAck", edge) if field == "sack" else ("Timestamp", 0 if field == "tsval" else 1)


def ip_header_length(packet: bytes) -> int:
    return 40 if packet[0] >> 4 == 6 else (packet[0] & 0x0F) * 4


def patched(data: bytes, offset: int, replacement: bytes) -> bytes:
    return data[:offset] + replacement + data[offset + len(replacement):]
