# SPDX-License-Identifier: GPL-2.0-or-later
"""A capture told as a story: conversations whose two ends keep their own numbers, and what is wrong in it.

    story = Story("flipped-bit-in-data")
    talk = Conversation(story)
    talk.connect()
    talk.client.send(request)
    talk.server.send(response, damage=flip(20))

A damaged segment does not reach the other end; the truth about it is noted as it is captured.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

from endpoint import Endpoint
from links import ETHERNET, Link
from segment import Damage, Field, Segment, wrapped

# 2026-01-05 10:00:00 UTC, in microseconds.
START = 1_767_607_200_000_000
SECOND = 1_000_000
WHOLE_FRAMES = 262_144
# Seconds until the next segment of a burst that was on its way before the other end answered its first part.
IN_FLIGHT = 0.000_070


@dataclasses.dataclass(frozen=True)
class Frame:
    """A captured frame. `wire_length` is larger than the data where the capture cut it short."""

    time: int
    data: bytes
    wire_length: int


@dataclasses.dataclass(frozen=True)
class Seen:
    """A captured segment with the number of the frame that it ended up in."""

    frame: int
    segment: Segment
    damage: Damage | None


@dataclasses.dataclass
class WrongNumber:
    """One number that is really wrong in the capture. `reference` is the frame from which the right one
    follows."""

    frame: int
    field: str
    expected: int
    observed: int
    reference: int | None
    checksum: str
    edge: int | None = None


@dataclasses.dataclass
class Note:
    """What is worth knowing of a frame although none of its numbers is wrong: a field and its value."""

    frame: int
    field: str
    value: int


class Story:
    """One capture file in the making."""

    def __init__(self, name: str, link: Link = ETHERNET, snaplen: int = WHOLE_FRAMES):
        self.name = name
        self.link = link
        self.snaplen = snaplen
        self.clock = START
        self.round_trip = 0.012
        self.rng = random.Random(name)
        self.frames: list[Frame] = []
        self.seen: list[Seen] = []
        self.wrong_numbers: list[WrongNumber] = []
        self.notes: list[Note] = []
        # How each of the interfaces that are captured shows a segment; none of them may see it.
        self.views: Callable[[Segment], list[Segment]] = lambda segment: [segment]
        self._last_sender: Endpoint | None = None

    def shown_to(self, sees: Callable[[Segment], bool]) -> None:
        """From here on the capture sees only some of the segments."""
        self.views = lambda segment: [segment] if sees(segment) else []

    def wait(self, seconds: float) -> None:
        self.clock += round(seconds * SECOND)

    def at(self, clock: int) -> None:
        """Lets the next segment be sent at this time, in microseconds since 1970."""
        self.clock = clock

    def body(self, length: int) -> bytes:
        """Content that repeats nowhere."""
        return self.rng.randbytes(length)

    def timestamp_offset(self, address: str) -> int:
        """Linux draws it once for a pair of addresses, whatever the ports."""
        return random.Random(f"{self.name} {address}").randrange(1 << 32)

    def pause_before(self, sender: Endpoint) -> float:
        """How long this end takes when the story does not say: in a burst, when it answers nearby, from
        afar."""
        if sender is self._last_sender:
            usual = 0.000018
        else:
            usual = self.round_trip if sender.is_far else 0.000060
        return usual * self.rng.uniform(0.85, 1.25)

    def capture(self, segment: Segment, damage: Damage | None = None) -> None:
        """Writes the segment into the file, as damaged as it comes by."""
        self._last_sender = segment.sender
        views = self.views(segment)
        if not views:
            return
        for number, view in enumerate(views):
            if number:
                self.wait(0.000004)
            packet = view.damaged_packet(damage) if damage else view.packet()
            for part, frame in enumerate(self.link.frames(packet, segment.sender, segment.receiver)):
                if part:
                    self.wait(0.000009)
                self.add_frame(frame)
        if damage:
            self._note_damage(segment, damage)
        self.seen.append(Seen(len(self.frames), segment, damage))

    def add_frame(self, data: bytes) -> None:
        self.frames.append(Frame(self.clock, data[: self.snaplen], len(data)))

    def note_translation(self, frames: tuple[int, int], by: int) -> None:
        """Two frames are a SYN before and behind a device that adds `by` to the sequence numbers."""
        signed = (by + (1 << 31)) % (1 << 32) - (1 << 31)
        self.notes += [Note(frame, "tcp.isn_translation", signed) for frame in frames]

    def note_window_taken_back(self, size: int) -> None:
        """The latest frame takes back window that was promised before."""
        self.notes.append(Note(len(self.frames), "tcp.window_retraction", size))

    def _note_damage(self, segment: Segment, damage: Damage) -> None:
        for edge in damage.edges(segment):
            expected = segment.number(damage.field, edge)
            observed = damage.change(expected)
            if observed == expected:
                raise ValueError(f"{self.name}: the damage changes nothing")
            self.wrong_numbers.append(
                WrongNumber(
                    len(self.frames),
                    damage.field,
                    expected,
                    observed,
                    self._reference(segment, damage.field, edge),
                    damage.checksum,
                    edge if damage.field == "sack" else None,
                )
            )

    def _reference(self, segment: Segment, field: Field, edge: int) -> int | None:
        match field:
            case "ack":
                return self._acknowledged(segment)
            case "sack":
                return self._at_edge(segment, edge)
            case "tsval":
                return self._timestamp_before(segment)
            case "tsecr":
                return self._echoed(segment)
        return self._predecessor(segment)

    def _predecessor(self, segment: Segment) -> int | None:
        """The latest earlier segment of this direction that ends where this one begins, else the peer's
        that asks for it."""
        for seen in reversed(self.seen):
            if seen.segment.sender is segment.sender and seen.segment.end == segment.seq and not seen.damage:
                return seen.frame
        for seen in reversed(self.seen):
            asks = "A" in seen.segment.flags and seen.segment.ack == segment.seq
            if seen.segment.sender is segment.receiver and asks and not seen.damage:
                return seen.frame
        return None

    def _acknowledged(self, segment: Segment) -> int | None:
        """The latest earlier segment of the other direction that ends at this acknowledgment."""
        for seen in reversed(self.seen):
            other = seen.segment
            ends_there = other.length and other.end == segment.ack
            if other.sender is segment.receiver and ends_there and not seen.damage:
                return seen.frame
        return None


    def _at_edge(self, segment: Segment, edge: int) -> int | None:
        """The latest earlier segment of the other direction that starts at a left edge or ends at a right
        one."""
        position = segment.number("sack", edge)
        for seen in reversed(self.seen):
            other = seen.segment
            touches = (other.seq if edge % 2 == 0 else other.end) == position
            if other.sender is segment.receiver and other.length and touches and not seen.damage:
                return seen.frame
        return None

    def _timestamp_before(self, segment: Segment) -> int | None:
        """The first of the earlier segments of this direction that carried the highest timestamp before."""
        stamped = [
            seen
            for seen in self.seen
            if seen.segment.sender is segment.sender and seen.segment.option("Timestamp") and not seen.damage
        ]
        highest = max((seen.segment.number("tsval") for seen in stamped), default=None)
        return next((seen.frame for seen in stamped if seen.segment.number("tsval") == highest), None)

    def _echoed(self, segment: Segment) -> int | None:
        """The latest earlier segment of the other direction with content and this timestamp."""
        for seen in reversed(self.seen):
            other = seen.segment
            stamped = other.option("Timestamp") and other.number("tsval") == segment.number("tsecr")
            if other.sender is segment.receiver and other.length and stamped and not seen.damage:
                return seen.frame
        return None


class Side:
    """One end of a conversation as the story speaks of it."""

    def __init__(self, story: Story, end: Endpoint):
        self.story = story
        self.end = end
        self.peer: Side = self

    def make(self, payload: bytes = b"", flags: str = "A", **overrides) -> Segment:
        """The segment that this end would send now. It is on its way only once it is `put` there."""
        end = self.end
        fields = {
            "sender": end,
            "receiver": self.peer.end,
            "seq": end.snd_nxt,
            "ack": end.rcv_nxt or 0,
            "flags": flags,
            "window": end.window_field(flags),
            "payload": payload,
            "options": end.options(flags, self.story.clock),
            "ip_id": end.next_ip_id(flags),
            "ttl": end.wire_ttl,
        }
        segment = Segment(**(fields | overrides))
        if "seq" not in overrides:
            end.snd_nxt = segment.end
        end.count_offloaded(segment)
        return segment

    def put(
        self,
        segment: Segment,
        damage: Damage | None = None,
        captured: bool = True,
        arrives: bool = True,
        after: float | None = None,
    ) -> Segment:
        """Sends a segment on its way: past the capture, to the other end, or both."""
        if after is not None:
            self.story.wait(after)
        if captured:
            self.story.capture(segment, damage)
        if arrives and (damage is None or damage.arrives):
            self.peer.end.receive(segment)
        return segment

    def send(
        self,
        payload: bytes = b"",
        flags: str | None = None,
        *,
        damage: Damage | None = None,
        captured: bool = True,
        arrives: bool = True,
        after: float | None = None,
        **overrides,
    ) -> Segment:
        self.story.wait(self.story.pause_before(self.end) if after is None else after)
        segment = self.make(payload, flags or ("PA" if payload else "A"), **overrides)
        return self.put(segment, damage, captured, arrives)

    def ack(self, **how) -> Segment:
        return self.send(**how)

    def stream(
        self, segments: int, size: int | None = None, after: float | None = None, **how
    ) -> list[Segment]:
        """A burst of full segments with content of their own; `after` is the time before the first."""
        size = size or self.end.payload_size
        pauses = [after] + [None] * (segments - 1)
        return [self.send(self.story.body(size), "A", after=pause, **how) for pause in pauses]

    def resend(self, original: Segment, **how) -> Segment:
        """The same bytes at the same place in a new packet."""
        return self.send(original.payload, original.flags, seq=original.seq, **how)

    def syn(self, **how) -> Segment:
        return self.send(flags="S", **how)

    def syn_ack(self, **how) -> Segment:
        return self.send(flags="SA", **how)

    def fin(self, **how) -> Segment:
        return self.send(flags="FA", **how)

    def acknowledge_again(self, repeated: Segment, **how) -> Segment:
        """A pure ACK whose first SACK block is the duplicate that just arrived (DSACK, RFC 2883)."""
        self.end.received_ahead.insert(0, (repeated.seq, repeated.end))
        sent = self.send(**how)
        self.end.received_ahead.pop(0)
        return sent

    def reset(self, flags: str = "RA", **how) -> Segment:
        return self.send(flags=flags, **how)

    def keep_alive(self, payload: bytes = b"", **how) -> Segment:
        """One below the next number, without content unless the stack sends one byte of old content."""
        return self.send(payload, "A", seq=wrapped(self.end.snd_nxt - 1), **how)


class Conversation:
    """Two ends that talk: a client beside the capture, a server behind a router."""

    def __init__(
        self,
        story: Story,
        client_port: int = 49722,
        server_port: int = 80,
        client: dict | None = None,
        server: dict | None = None,
    ):
        self.story = story
        self.client = Side(story, _end(story, _CLIENT | {"port": client_port} | (client or {})))
        self.server = Side(story, _end(story, _SERVER | {"port": server_port} | (server or {})))
        self.client.peer, self.server.peer = self.server, self.client

    def connect(self) -> None:
        self.client.syn()
        self.server.syn_ack()
        self.client.ack()

    def under_way(self) -> None:
        """The connection exists already when the capture begins."""
        for side in (self.client, self.server):
            side.end.rcv_nxt = side.peer.end.snd_nxt
            side.end.ts_recent = side.peer.end.timestamp(self.story.clock)

    def exchange(self, request: bytes, response: bytes) -> None:
        self.client.send(request)
        self.server.ack()
        self.server.send(response, after=0.0021)
        self.client.ack()

    def pass_unseen(self, sender: Side, segments: int) -> None:
        """The capture loses this many full segments and their ACKs; the ends do not notice."""
        for _ in range(segments // 2):
            sender.stream(2, captured=False)
            sender.peer.ack(captured=False)

    def answered_one_by_one(self, segments: int, size: int | None = None) -> None:
        """Behind a gap each segment of the server's burst is acknowledged at once."""
        for _ in range(segments):
            self.server.stream(1, size=size, after=IN_FLIGHT)
            self.client.ack()

    def lose_one_of_a_burst(self, size: int | None = None) -> Segment:
        """A segment of the server is lost before the capture, and three more arrive."""
        lost = self.server.stream(1, size=size, captured=False, arrives=False)[0]
        self.answered_one_by_one(3, size)
        return lost

    def close(self) -> None:
        """The client closes, the server's FIN acknowledges the client's."""
        self.client.fin(after=0.0013)
        self.server.fin()
        self.client.ack()


_CLIENT = {"address": "192.0.2.10", "mac": "02:00:00:00:02:0a", "initial_window": 64240, "window": 64256}
_SERVER = {
    "address": "198.51.100.20",
    "mac": "02:00:00:00:02:01",
    "initial_window": 65160,
    "window": 65152,
    "is_far": True,
}


def _end(story: Story, fields: dict) -> Endpoint:
    """Draws, in a fixed order, what each connection draws by chance."""
    drawn = {
        "isn": story.rng.randrange(1 << 32),
        "ip_id": story.rng.randrange(1 << 16),
        "timestamp_offset": story.timestamp_offset(fields["address"]),
    }
    return Endpoint(**(drawn | fields))
