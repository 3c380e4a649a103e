# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: segments that were lost, came late, came twice, or that the capture did not see."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import wrapped
from tcp_story import IN_FLIGHT, SECOND, Conversation, Story

RETRANSMISSION_TIMEOUT = 0.212


@capture("retransmissions")
def retransmissions(story: Story) -> None:
    """Lost and needlessly repeated segments in both directions, one with less and one with more content
    than before."""
    talk = Conversation(story)
    talk.connect()
    request = talk.client.send(http_request(142), arrives=False)
    talk.client.resend(request, after=RETRANSMISSION_TIMEOUT)
    talk.server.ack()
    first, second = talk.server.stream(2, after=0.0011)
    talk.client.ack(arrives=False)
    talk.server.resend(second, after=0.026)
    talk.client.acknowledge_again(second)
    lost = talk.server.send(story.body(700), captured=False, arrives=False, after=0.0031)
    more = story.body(500)
    talk.server.send(lost.payload + more, seq=lost.seq, after=RETRANSMISSION_TIMEOUT)
    talk.server.end.snd_nxt = wrapped(lost.end + len(more))
    talk.client.ack()
    upload = talk.client.send(story.body(1448), "A", arrives=False, after=0.0042)
    half = upload.payload[:724]
    talk.client.send(half, "A", seq=upload.seq, after=RETRANSMISSION_TIMEOUT)
    talk.server.ack()
    talk.client.send(upload.payload[724:], seq=wrapped(upload.seq + 724))
    talk.server.ack()
    fin = talk.client.fin(after=0.0012, arrives=False)
    talk.client.resend(fin, after=RETRANSMISSION_TIMEOUT)
    talk.server.fin()
    talk.client.ack()


@capture("reordering")
def reordering(story: Story) -> None:
    """Data segments and pure ACKs of the server overtake each other on the way."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    late = talk.server.make(story.body(1448))
    talk.server.stream(1, after=0.0131)
    talk.client.ack()
    talk.server.put(late, after=IN_FLIGHT)
    talk.client.ack()
    slow = [talk.server.make(story.body(1448)) for _ in range(2)]
    talk.server.stream(2, after=IN_FLIGHT)
    talk.client.ack()
    for segment in reversed(slow):
        talk.server.put(segment, after=IN_FLIGHT)
        talk.client.ack()
    talk.client.send(story.body(1448), "A", after=0.0022)
    old_ack = talk.server.make()
    talk.client.send(story.body(333))
    talk.server.ack()
    talk.server.send(story.body(210), after=0.0011)
    talk.server.put(old_ack, after=0.000_009)
    talk.client.ack()
    talk.close()


@capture("fast-retransmit-with-sack-and-dsack")
def fast_retransmit_with_sack_and_dsack(story: Story) -> None:
    """A loss and a straggler in one burst: SACK blocks, a fast retransmission, and a needless one that
    DSACK tells of."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    lost = talk.lose_one_of_a_burst()
    held_up = talk.server.make(story.body(1448))
    talk.answered_one_by_one(4)
    talk.server.resend(lost)
    talk.client.ack()
    talk.server.put(held_up, after=IN_FLIGHT)
    talk.client.ack()
    talk.server.resend(held_up)
    talk.client.acknowledge_again(held_up)
    talk.server.stream(2)
    talk.client.ack()
    talk.close()


@capture("retransmission-storm")
def retransmission_storm(story: Story) -> None:
    """Nothing gets through for a minute: one segment comes ten times, then everything after it once more."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    burst = [talk.server.send(story.body(536), "A", arrives=False) for _ in range(8)]
    wait = RETRANSMISSION_TIMEOUT
    for _ in range(9):
        talk.server.resend(burst[0], arrives=False, after=wait)
        wait = min(2 * wait, 20.0)
    talk.server.resend(burst[0], after=wait)
    talk.client.ack()
    for segment in burst[1:]:
        talk.server.resend(segment)
    talk.client.ack()
    for segment in burst[4:]:
        talk.server.resend(segment, after=IN_FLIGHT)
        talk.client.acknowledge_again(segment)
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("capture-loss")
def capture_loss(story: Story) -> None:
    """The capture misses one segment, ten, 140 kB and 430 kB, of the server, of the client and of both
    at once."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    for sender in (talk.server, talk.client):
        sender.stream(2, after=0.0013)
        sender.peer.ack()
        sender.stream(1, captured=False)
        sender.stream(1)
        sender.peer.ack()
        sender.stream(10, captured=False)
        sender.peer.ack()
        for missed in (98, 298):
            talk.pass_unseen(sender, missed)
            sender.stream(2)
            sender.peer.ack()
    for missed in (6, 98):
        talk.pass_unseen(talk.server, missed)
        talk.pass_unseen(talk.client, missed)
        talk.client.send(http_request(142), after=0.0018)
        talk.server.send(story.body(911))
        talk.client.ack()
    talk.pass_unseen(talk.server, 40)
    talk.client.ack(after=0.0007)
    talk.close()


@capture("one-direction-only")
def one_direction_only(story: Story) -> None:
    """Only the client's segments of one connection and only the server's of another were captured."""
    for port, far in ((49722, False), (49730, True)):
        talk = Conversation(story, port)
        story.shown_to(lambda segment, far=far: segment.sender.is_far == far)
        talk.connect()
        talk.exchange(http_request(142), story.body(1203))
        talk.client.stream(4, after=0.0021)
        talk.server.ack()
        talk.server.stream(4)
        talk.client.ack()
        lost = talk.server.stream(1, arrives=False)[0]
        talk.server.stream(1)
        talk.client.ack()
        talk.server.resend(lost, after=RETRANSMISSION_TIMEOUT)
        talk.client.ack()
        talk.exchange(http_request(142), story.body(640))
        talk.close()


@capture("more-than-2-gib-missing")
def more_than_2_gib_missing(story: Story) -> None:
    """The capture was stopped for two minutes while 2.6 GB went by: no arithmetic can tell ahead from
    behind."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    for _ in range(3):
        talk.server.stream(2)
        talk.client.ack()
    missing = 2_600_000_000
    server, client = talk.server.end, talk.client.end
    server.snd_nxt = client.rcv_nxt = wrapped(server.snd_nxt + missing)
    server.ip_id = (server.ip_id + missing // 1448) % 65536
    client.ip_id = (client.ip_id + missing // 2896) % 65536
    story.at(story.clock + 120 * SECOND)
    client.ts_recent = server.timestamp(story.clock)
    server.ts_recent = client.timestamp(story.clock)
    for _ in range(3):
        talk.server.stream(2)
        talk.client.ack()
    talk.close()
