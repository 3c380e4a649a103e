# SPDX-License-Identifier: GPL-2.0-or-later
"""Carries all further frames of a story inside another TCP connection, as the remote capture protocol
(rpcap) does."""

from __future__ import annotations

from endpoint import Endpoint
from links import LINKTYPE_ETHERNET, Link, ethernet_frame, ethertype
from segment import Segment
from tcp_story import SECOND, Conversation, Story

RPCAP_PORT = 2002
RPCAP_OPEN = 0x03
RPCAP_PACKET = 0x07
RPCAP_REPLY = 0x80


def message(kind: int, *words: int, content: bytes = b"") -> bytes:
    """Version, type, two bytes of value, length, then 32-bit words and content."""
    body = b"".join(word.to_bytes(4, "big") for word in words) + content
    return bytes((0, kind, 0, 0)) + len(body).to_bytes(4, "big") + body


def carry_remotely(story: Story) -> None:
    """Opens the carrying connection; from here on each frame of the story is content of a segment of it."""
    carrier = Conversation(story, 49722, RPCAP_PORT)
    carrier.connect()
    carrier.client.send(message(RPCAP_OPEN, content=b"eth0"))
    carrier.server.send(message(RPCAP_REPLY | RPCAP_OPEN, LINKTYPE_ETHERNET, 0))
    count = 0

    def carried(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
        nonlocal count
        count += 1
        frame = ethernet_frame(packet, ethertype(packet), sender, receiver)
        words = (*divmod(story.clock, SECOND), len(frame), len(frame), count)
        acknowledgment = carrier.client.ack(captured=False, after=0.000_04)
        recorded = message(RPCAP_PACKET, *words, content=frame)
        content = carrier.server.send(recorded, captured=False, after=0.0004)
        return [_bare_frame(acknowledgment), _bare_frame(content)]

    story.link = Link(LINKTYPE_ETHERNET, carried)


def _bare_frame(segment: Segment) -> bytes:
    packet = segment.packet()
    return ethernet_frame(packet, ethertype(packet), segment.sender, segment.receiver)
