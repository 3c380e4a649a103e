# SPDX-License-Identifier: GPL-2.0-or-later
"""Which corrupted first numbers nobody can know: nothing else of their stream was captured.

The number of a SYN or SYN-ACK is drawn at random. If its checksum is right, only the rest of its
stream tells what it should have been: a segment that goes on from it, the same one sent again, or an
acknowledgment. Where the capture holds none of these, there is no right number to find.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from recall_score import MODULUS, Change

SEGMENT_FIELDS = ("frame.number", "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw")
HANDSHAKE = ("SYN", "SYN-ACK")
# Numbers of the stream lie this little beyond its first one, chance ones hardly ever do.
STREAM_REACH = 1 << 24


@dataclass(frozen=True)
class CapturedSegment:
    frame: int
    source: int
    destination: int
    seq: int
    ack: int | None


def is_first_number(change: Change) -> bool:
    return change.field == "seq" and change.kind in HANDSHAKE and change.checksum == "right"


def parse_segments(text: str) -> list[CapturedSegment]:
    """Read tshark's tab-separated lines; frames with several TCP layers are left out."""
    segments = []
    for line in text.splitlines():
        values = line.split("\t")
        if all(values[:4]) and "," not in line:
            frame, source, destination, seq = map(int, values[:4])
            segments.append(CapturedSegment(frame, source, destination, seq,
                                            int(values[4]) if values[4] else None))
    return segments


def frames_nobody_can_know(changes: Iterable[Change],
                           segments: Iterable[CapturedSegment]) -> frozenset[int]:
    """The frames of those changed first numbers whose stream shows no other number."""
    changes = list(changes)
    corrupted = {(change.frame, change.field) for change in changes}
    by_ports: dict[frozenset[int], list[CapturedSegment]] = defaultdict(list)
    for segment in segments:
        by_ports[frozenset({segment.source, segment.destination})].append(segment)

    def shows_stream(segment: CapturedSegment, change: Change, source: int) -> bool:
        number, name = (segment.seq, "seq") if segment.source == source else (segment.ack, "ack")
        if number is None or (number - change.corrupted) % MODULUS <= 1:
            return False  # tells the wrong number back
        return ((segment.frame, name) not in corrupted
                and (number - change.original) % MODULUS < STREAM_REACH)

    unknown = set()
    for change in filter(is_first_number, changes):
        connection = by_ports[change.ports]
        source = next((s.source for s in connection if s.frame == change.frame), None)
        others = (s for s in connection if s.frame != change.frame)
        if source is not None and not any(shows_stream(s, change, source) for s in others):
            unknown.add(change.frame)
    return frozenset(unknown)
