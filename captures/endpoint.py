# SPDX-License-Identifier: GPL-2.0-or-later
"""One end of a TCP connection: what it has sent, what it has received, and how its stack writes headers."""

from __future__ import annotations

import dataclasses

from segment import Segment, distance, wrapped


@dataclasses.dataclass
class Endpoint:
    """A Linux-like TCP end. `is_far` ends are captured behind a router: TTL one less, frames padded to
    60 bytes."""

    address: str
    port: int
    mac: str
    isn: int
    is_far: bool = False
    initial_window: int = 64240
    window: int = 64256
    window_shift: int | None = 7
    mss: int = 1460
    timestamps: bool = True
    sack: bool = True
    windows_option_order: bool = False
    dont_fragment: bool = True
    offloads_checksums: bool = False
    ttl: int = 64
    ip_id: int = 0
    timestamp_offset: int = 0
    # What the connection has come to.
    snd_nxt: int = 0
    rcv_nxt: int | None = None
    ts_recent: int = 0
    received_ahead: list[tuple[int, int]] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.snd_nxt = self.isn

    @property
    def is_ipv6(self) -> bool:
        return ":" in self.address

    @property
    def wire_ttl(self) -> int:
        return self.ttl - 1 if self.is_far else self.ttl

    @property
    def payload_size(self) -> int:
        """The most bytes that fit into one segment."""
        return self.mss - (12 if self.timestamps else 0)

    def next_ip_id(self, flags: str) -> int:
        if flags == "SA":  # Linux answers a SYN before the connection has an ID counter.
            return 0
        self.ip_id = (self.ip_id + 1) % 65536
        return self.ip_id

    def count_offloaded(self, segment: Segment) -> None:
        """The network card cuts a large segment into many, each with an IP ID of its own."""
        pieces = -(-len(segment.payload) // self.payload_size)
        self.ip_id = (self.ip_id + max(0, pieces - 1)) % 65536

    def window_field(self, flags: str) -> int:
        if "S" in flags:
            return self.initial_window
        return 0 if "R" in flags else self.window >> (self.window_shift or 0)

    def timestamp(self, clock: int) -> int:
        """A clock of one tick per millisecond, as Linux keeps it."""
        return wrapped(clock // 1000 + self.timestamp_offset)

    def options(self, flags: str, clock: int) -> tuple:
        if "R" in flags:
            return ()
        stamp = (("Timestamp", (self.timestamp(clock), self.ts_recent)),) if self.timestamps else ()
        if "S" in flags:
            return self._handshake_options(stamp)
        blocks = self.sack_blocks() if self.sack else []
        return _aligned(stamp) + _sack_option(blocks)

    def _handshake_options(self, stamp: tuple) -> tuple:
        mss = (("MSS", self.mss),)
        permitted = (("SAckOK", b""),) if self.sack else ()
        scale = (("NOP", None), ("WScale", self.window_shift)) if self.window_shift is not None else ()
        if self.windows_option_order:
            return mss + scale + _aligned(permitted)
        return mss + (permitted + stamp if stamp and permitted else _aligned(permitted or stamp)) + scale

    def sack_blocks(self) -> list[tuple[int, int]]:
        """What arrived ahead of a gap, the latest first; beside timestamps three blocks fit, without
        them four."""
        return self.received_ahead[: 3 if self.timestamps else 4]

    def receive(self, segment: Segment) -> None:
        if "S" in segment.flags:
            self.rcv_nxt = segment.seq
        if self.rcv_nxt is None:
            self.rcv_nxt = segment.seq
        self._keep_timestamp(segment)
        if segment.length:
            self._accept(segment.seq, segment.end)

    def _keep_timestamp(self, segment: Segment) -> None:
        stamps = [value for name, value in segment.options if name == "Timestamp"]
        if stamps and distance(segment.seq, self.rcv_nxt) <= 0:
            self.ts_recent = stamps[0][0]

    def _accept(self, start: int, end: int) -> None:
        if distance(end, self.rcv_nxt) <= 0:
            return
        for block in list(self.received_ahead):
            if distance(start, block[1]) <= 0 and distance(block[0], end) <= 0:
                self.received_ahead.remove(block)
                start = block[0] if distance(block[0], start) < 0 else start
                end = block[1] if distance(block[1], end) > 0 else end
        if distance(start, self.rcv_nxt) > 0:
            self.received_ahead.insert(0, (start, end))
        else:
            self.rcv_nxt = end


def _aligned(option: tuple) -> tuple:
    """Two NOPs before an option of 2 or 10 bytes keep the header a multiple of four."""
    return (("NOP", None), ("NOP", None)) + option if option else ()


def _sack_option(blocks: list[tuple[int, int]]) -> tuple:
    edges = tuple(edge for block in blocks for edge in block)
    return _aligned((("SAck", edges),)) if edges else ()
