# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures to measure with: always the same bytes, healthy TCP with right checksums, as large as asked for.

Made with struct, not with a packet library: those take minutes for what is needed here."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SYN, FIN, RST, PSH, ACK = 0x02, 0x01, 0x04, 0x08, 0x10
FULL = 1448
WINDOW = 0xFFFF
SERVER_PORT_HTTP, SERVER_PORT_RAW = 80, 5001
MASK = 0xFFFFFFFF
FIRST_TICK = 1000  # of the clocks of all ends
ETHERNET = bytes.fromhex("020000000201" "020000000101" "0800")

REQUEST = b"GET /index.html HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n"
BODY = bytes(32 + i % 90 for i in range(4096))
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
FILLER = bytes(random.Random(1).randrange(256) for _ in range(FULL))


def ones_complement(data: bytes) -> int:
    total = sum(struct.unpack(f"!{len(data) // 2}H", data[: len(data) & ~1]))
    return total + (data[-1] << 8 if len(data) % 2 else 0)


def folded(total: int) -> int:
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total


FILLER_SUM = ones_complement(FILLER)


@dataclass
class End:
    address: bytes
    port: int
    next: int
    ip_id: int = 0
    timestamp: int = 0  # the TSval that it sent last
    acknowledged: int | None = None  # the acknowledgment number that it sent last
    echo: int = 0  # TS.Recent: the TSval that it echoes


@dataclass
class Segment:
    sender: End
    receiver: End
    flags: int
    seq: int
    ack: int
    payload: bytes = b""
    sack: list[tuple[int, int]] = field(default_factory=list)
    lost: bool = False  # behind the point of the capture


Frames = Iterator[Segment]


def take_in_timestamp(segment: Segment) -> None:
    """RFC 7323, section 4.3: what is echoed is the TSval of the segment that starts where the last acknowledgment pointed to."""
    receiver = segment.receiver
    if receiver.acknowledged is None or (receiver.acknowledged - segment.seq) & MASK < 1 << 31:
        receiver.echo = segment.sender.timestamp


def options_of(segment: Segment, clock: int) -> bytes:
    sender = segment.sender
    sender.timestamp = clock & MASK
    if segment.flags & ACK:
        sender.acknowledged = segment.ack
    stamps = struct.pack("!BBBBII", 1, 1, 8, 10, sender.timestamp, sender.echo)
    if not segment.lost:
        take_in_timestamp(segment)
    if segment.flags & SYN:
        return struct.pack("!BBHBB", 2, 4, FULL + 12, 4, 2) + stamps[2:] + bytes((1, 3, 3, 7))
    if segment.sack:
        blocks = b"".join(struct.pack("!II", left & MASK, right & MASK) for left, right in segment.sack[:3])
        return stamps + struct.pack("!BBBB", 1, 1, 5, 2 + len(blocks)) + blocks
    return stamps


def frame_of(segment: Segment, clock: int) -> bytes:
    sender, receiver = segment.sender, segment.receiver
    options = options_of(segment, clock)
    length = 20 + len(options) + len(segment.payload)
    tcp = struct.pack(
        "!HHIIBBHHH",
        sender.port,
        receiver.port,
        segment.seq & MASK,
        segment.ack & MASK if segment.flags & ACK else 0,
        (20 + len(options)) // 4 << 4,
        segment.flags,
        WINDOW,
        0,
        0,
    )
    payload_sum = FILLER_SUM if segment.payload is FILLER else ones_complement(segment.payload)
    addresses = sender.address + receiver.address
    total = ones_complement(addresses) + 6 + length + ones_complement(tcp + options) + payload_sum
    tcp = tcp[:16] + struct.pack("!H", 0xFFFF - folded(total)) + tcp[18:]
    sender.ip_id = (sender.ip_id + 1) & 0xFFFF
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + length, sender.ip_id, 0x4000, 64, 6, 0) + addresses
    ip = ip[:10] + struct.pack("!H", 0xFFFF - folded(ones_complement(ip))) + ip[12:]
    return ETHERNET + ip + tcp + options + segment.payload


class Connection:
    """One conversation; its parts are generators of segments."""

    def __init__(self, number: int, server_port: int) -> None:
        draw = random.Random(number)
        host = 10 << 24 | 1 << 20 | number // 60000 + 1
        self.client = End(struct.pack("!I", host), 1024 + number % 60000, draw.randrange(1 << 32))
        self.server = End(bytes((192, 0, 2, 10)), server_port, draw.randrange(1 << 32))

    def send(self, sender: End, payload: bytes = b"", flags: int = ACK) -> Segment:
        receiver = self.server if sender is self.client else self.client
        segment = Segment(sender, receiver, flags, sender.next, receiver.next, payload)
        sender.next += len(payload) + (1 if flags & (SYN | FIN) else 0)
        return segment

    def open(self) -> Frames:
        yield self.send(self.client, flags=SYN)
        yield self.send(self.server, flags=SYN | ACK)
        yield self.send(self.client)

    def close(self) -> Frames:
        yield self.send(self.client, flags=FIN | ACK)
        yield self.send(self.server, flags=FIN | ACK)
        yield self.send(self.client)

    def http(self) -> Frames:
        yield from self.open()
        yield self.send(self.client, REQUEST, PSH | ACK)
        yield self.send(self.server)
        for start in range(0, len(RESPONSE), FULL):
            yield self.send(self.server, RESPONSE[start : start + FULL])
            yield self.send(self.client)
        yield from self.close()

    def refused(self) -> Frames:
        yield self.send(self.client, flags=SYN)
        yield self.send(self.server, flags=RST | ACK)

    def echo(self) -> Frames:
        """Ten frames, of which six have content."""
        yield from self.open()
        yield self.send(self.client, REQUEST[:40], PSH | ACK)
        yield self.send(self.server, REQUEST[:40], PSH | ACK)
        yield self.send(self.client)
        yield self.send(self.client, flags=FIN | ACK)
        yield self.send(self.server)
        yield self.send(self.server, flags=FIN | ACK)
        yield self.send(self.client)

    def chatter(self) -> Frames:
        """A byte and its acknowledgment, without an end."""
        yield from self.open()
        while True:
            yield self.send(self.client, b"a", PSH | ACK)
            yield self.send(self.server)

    def bulk(self) -> Frames:
        yield from self.open()
        while True:
            yield self.send(self.server, FILLER)
            yield self.send(self.server, FILLER)
            yield self.send(self.client)

    def bulk_with_loss(self, share_lost: float) -> Frames:
        """Half of what gets lost does so before the capture sees it, half of it afterwards."""
        draw = random.Random(self.client.next)
        yield from self.open()
        received = self.server.next
        above: list[tuple[int, int]] = []  # what the client has beyond `received`
        duplicates = 0
        while True:
            segment = self.send(self.server, FILLER)
            lost = draw.random() < share_lost and len(above) < 3
            segment.lost = lost
            if not lost or draw.random() < 0.5:
                yield segment
            if not lost:
                received, above = taken_in(received, above, segment.seq)
            if not above:
                duplicates = 0
                yield Segment(self.client, self.server, ACK, self.client.next, received)
                continue
            duplicates += 1
            yield Segment(self.client, self.server, ACK, self.client.next, received, sack=above)
            if duplicates >= 3:
                again = Segment(self.server, self.client, ACK, received, self.client.next, FILLER)
                yield again
                received, above = taken_in(received, above, again.seq)
                duplicates = 0
                yield Segment(self.client, self.server, ACK, self.client.next, received, sack=above)


def taken_in(received: int, above: list[tuple[int, int]], seq: int) -> tuple[int, list[tuple[int, int]]]:
    """What the receiver acknowledges and holds beyond that, once it has the full segment at `seq`."""
    merged: list[tuple[int, int]] = []
    for left, right in sorted([*above, (seq, seq + FULL)]):
        if merged and merged[-1][1] == left:
            merged[-1] = (merged[-1][0], right)
        else:
            merged.append((left, right))
    if merged[0][0] == received:
        return merged[0][1], merged[1:]
    return received, merged


def interleaved(make: Callable[[int], Frames], at_a_time: int) -> Frames:
    """A segment of each in turn; where a conversation ends, the next one begins."""
    number = at_a_time
    running = [make(i) for i in range(at_a_time)]
    while True:
        for i, frames in enumerate(running):
            segment = next(frames, None)
            if segment is None:
                running[i] = make(number)
                number += 1
            else:
                yield segment


KINDS: dict[str, Callable[[], Frames]] = {
    "short HTTP connections": lambda: interleaved(lambda i: Connection(i, SERVER_PORT_HTTP).http(), 32),
    "bulk transfers": lambda: interleaved(lambda i: Connection(i, SERVER_PORT_RAW).bulk(), 4),
    "many tiny connections": lambda: interleaved(lambda i: Connection(i, SERVER_PORT_RAW).refused(), 64),
    "bulk with loss": lambda: interleaved(lambda i: Connection(i, SERVER_PORT_RAW).bulk_with_loss(0.02), 4),
}


def write_capture(path: Path, segments: Frames, frames: int) -> None:
    """Frames 20 microseconds apart, in the classic format (microseconds, Ethernet)."""
    with path.open("wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 0x40000, 1))
        for number in range(frames):
            segment = next(segments)
            clock = 20 * number
            data = frame_of(segment, FIRST_TICK + clock // 1000)
            seconds, microseconds = divmod(clock, 1_000_000)
            file.write(struct.pack("<IIII", 1_700_000_000 + seconds, microseconds, len(data), len(data)) + data)
