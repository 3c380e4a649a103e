# SPDX-License-Identifier: GPL-2.0-or-later
"""Wrong numbers in options: SACK edges and timestamps. And, benign, what looks like them."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import Damage, Segment, flip, leave_sack_untranslated, wrapped
from tcp_story import IN_FLIGHT, Conversation, Story

LEAVING_SACK = 0x5A3C_91F7


def burst_with_a_loss(
    talk: Conversation, acknowledgments: list[Damage | None], resent: bool = True
) -> list[Segment]:
    """Two segments arrive, the third is lost, and for each one after it the client reports a growing SACK
    block; then the lost one comes again."""
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    lost = talk.server.stream(1, captured=False, arrives=False, after=IN_FLIGHT)[0]
    sent = []
    for damage in acknowledgments:
        sent += talk.server.stream(1, after=IN_FLIGHT)
        talk.client.ack(damage=damage)
    if resent:
        talk.server.resend(lost, after=0.0122)
        talk.client.ack()
    return sent


def request(story: Story, **ends: dict) -> Conversation:
    talk = Conversation(story, **ends)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    return talk


def finish(story: Story, talk: Conversation) -> None:
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("flipped-bit-in-sack-edge")
def flipped_bit_in_sack_edge(story: Story) -> None:
    """Bit 21 of the right edge of a SACK block flips, checksum stale; the next ACK reports the right one."""
    talk = request(story)
    burst_with_a_loss(talk, [None, flip(21, field="sack", edge=1), None, None])
    finish(story, talk)


@capture("flipped-bits-in-sack-edge-checksum-right")
def flipped_bits_in_sack_edge_checksum_right(story: Story) -> None:
    """Bit 28 of the left edge of a SACK block flips and a device makes the checksum anew: nobody sent
    anything there."""
    talk = request(story, server={"timestamps": False}, client={"timestamps": False})
    burst_with_a_loss(talk, [None, None, flip(28, field="sack", edge=0, checksum="right"), None])
    finish(story, talk)


@capture("sack-edges-not-translated")
def sack_edges_not_translated(story: Story) -> None:
    """A firewall randomises the server's initial sequence number and translates all numbers but the SACK
    edges: in each ACK they are off by one difference."""
    talk = request(story)
    forgotten = leave_sack_untranslated(LEAVING_SACK)
    for segments in (4, 6, 3):
        burst_with_a_loss(talk, [forgotten] * segments)
    finish(story, talk)


@capture("sack-edges-not-translated-two-connections")
def sack_edges_not_translated_two_connections(story: Story) -> None:
    """The same firewall in two connections: each has a difference of its own, and it is one fault."""
    for port, delta in ((49722, LEAVING_SACK), (49724, 0x9E37_79B9)):
        talk = Conversation(story, port)
        talk.connect()
        talk.client.send(http_request(142))
        talk.server.ack()
        for segments in (4, 6, 3):
            burst_with_a_loss(talk, [leave_sack_untranslated(delta)] * segments)
        finish(story, talk)


def answers(talk: Conversation, damages: list[Damage | None]) -> None:
    """A response, one segment at a time, each acknowledged."""
    for damage in damages:
        talk.server.stream(1, after=0.0112)
        talk.client.ack(damage=damage)


@capture("flipped-bit-in-timestamp")
def flipped_bit_in_timestamp(story: Story) -> None:
    """Bit 19 of TSval flips in a pure ACK, checksum stale; the next ACK goes on from the right one."""
    talk = request(story)
    answers(talk, [None, None, flip(19, field="tsval"), None, None])
    finish(story, talk)


@capture("timestamp-leaps-and-comes-back")
def timestamp_leaps_and_comes_back(story: Story) -> None:
    """Bit 30 of TSval flips in a pure ACK, checksum made right: the clock leaps by twelve days and is back
    with the next segment."""
    talk = request(story)
    answers(talk, [None, None, flip(30, field="tsval", checksum="right"), None, None])
    finish(story, talk)


@capture("timestamp-echo-never-sent")
def timestamp_echo_never_sent(story: Story) -> None:
    """Bit 25 of TSecr flips in a pure ACK, checksum made right: the client echoes what the server never
    sent."""
    talk = request(story)
    answers(talk, [None, None, flip(25, field="tsecr", checksum="right"), None, None])
    finish(story, talk)


@capture("duplicate-sacks")
def duplicate_sacks(story: Story) -> None:
    """Segments come needlessly again: each is told by a duplicate SACK below the acknowledgment, alone or
    before a block above it."""
    talk = request(story)
    first, second = talk.server.stream(2, after=0.0011)
    talk.client.ack()
    talk.server.resend(first, after=0.0131)
    talk.client.acknowledge_again(first)
    lost = talk.server.stream(1, captured=False, arrives=False, after=IN_FLIGHT)[0]
    ahead = talk.server.stream(1, after=IN_FLIGHT)[0]
    talk.client.ack()
    talk.server.resend(second, after=0.0127)
    talk.client.acknowledge_again(second)
    talk.server.resend(ahead, after=IN_FLIGHT)
    talk.client.acknowledge_again(ahead)
    talk.server.resend(lost, after=0.0127)
    talk.client.ack()
    finish(story, talk)


@capture("timestamps-of-resets")
def timestamps_of_resets(story: Story) -> None:
    """Resets carry timestamps of zero, of another clock, and none at all."""
    for port, stamps in ((49722, (0, 0)), (49724, (123_456_789, 0)), (49726, None)):
        talk = Conversation(story, port)
        talk.connect()
        talk.exchange(http_request(142), story.body(611))
        options = () if stamps is None else (("NOP", None), ("NOP", None), ("Timestamp", stamps))
        talk.client.reset("RA", options=options, after=0.0021)


@capture("timestamps-set-anew")
def timestamps_set_anew(story: Story) -> None:
    """The server's clock is set in the middle of a connection: its timestamps leap by a power of two and go
    on from there."""
    talk = request(story)
    answers(talk, [None, None, None])
    talk.server.end.timestamp_offset = wrapped(talk.server.end.timestamp_offset + (1 << 29))
    answers(talk, [None, None, None])
    finish(story, talk)


@capture("capture-loss-with-sack")
def capture_loss_with_sack(story: Story) -> None:
    """The capture misses segments that SACK blocks and echoed timestamps tell of."""
    talk = request(story)
    for hidden in (2, 5):
        talk.server.stream(2, after=0.0011)
        talk.client.ack()
        lost = talk.server.stream(1, captured=False, arrives=False, after=IN_FLIGHT)[0]
        for number in range(8):
            talk.server.stream(1, captured=number >= hidden, after=IN_FLIGHT)
            talk.client.ack(captured=number != hidden)
        talk.server.resend(lost, after=0.0124)
        talk.client.ack()
    talk.server.stream(3, captured=False, after=0.0301)
    talk.client.ack(after=0.0401)
    finish(story, talk)
