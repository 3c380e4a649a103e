# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: connections that live long enough for their numbers to wrap, and packets that travel for too
long."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import SEQUENCE_SPACE
from tcp_story import SECOND, Conversation, Story

MERGED = 45 * 1448
ONE_BURST = 12_000_000


@capture("wrap-at-2-to-32")
def wrap_at_2_to_32(story: Story) -> None:
    """Both sides pass 2^32: sequence numbers and acknowledgments of exactly 0, a segment across, a loss
    repaired across."""
    client, server = {"isn": SEQUENCE_SPACE - 1}, {"isn": SEQUENCE_SPACE - 1449}
    at_zero = Conversation(story, 49722, client=client, server=server)
    at_zero.connect()
    at_zero.client.send(http_request(142))
    at_zero.server.ack()
    at_zero.server.stream(1, after=0.0012)
    at_zero.client.ack()
    at_zero.server.stream(2)
    at_zero.client.ack()
    at_zero.close()

    client, server = {"isn": SEQUENCE_SPACE - 100}, {"isn": SEQUENCE_SPACE - 4000}
    across = Conversation(story, 49724, client=client, server=server)
    across.connect()
    across.client.send(http_request(142))
    across.server.ack()
    across.server.stream(2, after=0.0012)
    across.client.ack()
    lost = across.lose_one_of_a_burst()
    across.server.resend(lost)
    across.client.ack()
    across.server.keep_alive(after=15.0)
    across.client.ack()
    across.close()


@capture("connection-through-several-wraps", snaplen=74)
def connection_through_several_wraps(story: Story) -> None:
    """8.7 GB in one connection, of which only headers of a few segments every 12 MB were captured; the
    numbers wrap thrice."""
    wide = {"window_shift": 10, "window": 16_777_216}
    talk = Conversation(story, client=wide, server=wide | {"isn": SEQUENCE_SPACE - 5_000_000})
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    content = story.body(MERGED)
    server, client = talk.server.end, talk.client.end
    for _ in range(725):
        for _ in range(2):
            talk.server.send(content, "A")
        talk.client.ack()
        server.snd_nxt = client.rcv_nxt = (server.snd_nxt + ONE_BURST) % SEQUENCE_SPACE
        server.ip_id = (server.ip_id + ONE_BURST // 1448) % 65536
        client.ip_id = (client.ip_id + ONE_BURST // MERGED) % 65536
        story.at(story.clock + SECOND // 10)
        client.ts_recent, server.ts_recent = server.timestamp(story.clock), client.timestamp(story.clock)
    talk.close()


@capture("long-delay-old-duplicate")
def long_delay_old_duplicate(story: Story) -> None:
    """A data segment and a pure ACK that were repaired long ago arrive twenty seconds late, with old
    timestamps (PAWS)."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    strayed = talk.server.make(story.body(1448))
    talk.server.stream(1, after=0.0121)
    talk.client.ack()
    talk.server.resend(strayed, after=0.212)
    talk.client.ack()
    strayed_ack = talk.server.make()
    for _ in range(10):
        talk.client.send(http_request(142), after=2.0)
        talk.server.send(story.body(400), after=0.0131)
        talk.client.ack()
    talk.server.put(strayed, after=0.31)
    talk.client.acknowledge_again(strayed)
    talk.server.put(strayed_ack, after=0.11)
    talk.exchange(http_request(142), story.body(611))
    talk.close()
