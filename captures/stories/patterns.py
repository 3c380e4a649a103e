# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults that show in more than one packet or in more than the bits: stuck bits, byte order, zeros,
foreign numbers."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import Damage, Segment, become, flip, swap_bytes, wrapped
from tcp_story import IN_FLIGHT, Conversation, Story

RETRANSMISSION_TIMEOUT = 0.212
STUCK_BIT = 18


def stuck(story: Story, number: int) -> Damage | None:
    """The bit is read as one in about half of the segments that carry a zero there; a one stays a one."""
    exposed = not number >> STUCK_BIT & 1
    return flip(STUCK_BIT) if exposed and story.rng.random() < 0.5 else None


def send_through_stuck_memory(talk: Conversation, payload: bytes, seq: int, after: float) -> bool:
    """Whether it arrives."""
    damage = stuck(talk.story, seq)
    talk.server.send(payload, seq=seq, damage=damage, after=after)
    return damage is None


def answer_through_stuck_memory(talk: Conversation, response: bytes) -> None:
    """The response is sent until it arrives undamaged, each time after twice the wait."""
    server = talk.server
    begin = server.end.snd_nxt
    request = talk.client.send(http_request(142), after=0.0019)
    client_knows = send_through_stuck_memory(talk, b"", begin, after=0.0118)
    server.end.snd_nxt = wrapped(begin + len(response))
    arrived = send_through_stuck_memory(talk, response, begin, after=0.0043)
    if not arrived and not client_knows:
        talk.client.resend(request, after=0.187)
        talk.server.acknowledge_again(request)
    wait = RETRANSMISSION_TIMEOUT
    while not arrived:
        arrived = send_through_stuck_memory(talk, response, begin, after=wait)
        wait *= 2
    talk.client.ack()


@capture("stuck-bit")
def stuck_bit(story: Story) -> None:
    """Bit 18 is stuck at one in a device's memory: about half of the server's segments that have a zero
    there come damaged."""
    isns = (0x0B2A_77D0, 0x9C13_E5A1, 0x47F6_0C3B, 0xE0D8_2290)
    for number, isn in enumerate(isns):
        talk = Conversation(story, 50112 + 2 * number, server={"isn": isn})
        talk.connect()
        for length in (611, 1204, 340, 987):
            answer_through_stuck_memory(talk, story.body(length))
        talk.close()
        story.wait(0.35)


@capture("byte-order")
def byte_order(story: Story) -> None:
    """The client's network card swaps the bytes of the sequence number in some pure ACKs; the checksum
    is right."""
    talk = Conversation(story, client={"isn": 0x3D52_A6F1})
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    for burst in range(8):
        talk.server.stream(2, after=0.0009 if burst == 0 else None)
        if burst in (1, 4, 5):
            talk.client.ack(damage=swap_bytes())
        else:
            talk.client.ack()
        # Linux answers a number outside its window with a duplicate ACK, but not again within half a second.
        if burst == 1:
            talk.server.ack()
    talk.close()


@capture("cleared")
def cleared(story: Story) -> None:
    """The sequence number of one data segment is all zeros, checksum stale; the client drops it and it
    comes again."""
    talk = Conversation(story)
    talk.connect()
    damaged_last_piece(talk, become(0))
    talk.close()


@capture("another-connections-number")
def another_connections_number(story: Story) -> None:
    """A middlebox puts the sequence number of one connection into a segment of another and makes the
    checksum right."""
    first = Conversation(story, 49722, server={"isn": 0x2E61_0A94})
    second = Conversation(story, 49724, server={"isn": 0x7A03_D51C})
    first.connect()
    second.connect()
    first.exchange(http_request(142), story.body(1448))
    hurt = damaged_last_piece(second, become(first.server.end.snd_nxt, checksum="right"))
    first.exchange(http_request(142), story.body(734))
    second.exchange(http_request(142), hurt.payload[:400])
    first.close()
    second.close()


def damaged_last_piece(talk: Conversation, damage: Damage) -> Segment:
    """A response of three segments whose last is damaged; what lies outside the window is answered, a
    stale one is not."""
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    hurt = talk.server.send(talk.story.body(904), damage=damage, after=IN_FLIGHT)
    if damage.checksum == "right":
        talk.client.ack()
    talk.server.resend(hurt, after=RETRANSMISSION_TIMEOUT)
    talk.client.ack()
    return hurt
