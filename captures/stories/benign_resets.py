# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: resets whose numbers follow rules of their own, and the challenge ACKs that answer what does
not fit."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import wrapped
from tcp_story import IN_FLIGHT, Conversation, Story


@capture("rst-with-sequence-zero")
def rst_with_sequence_zero(story: Story) -> None:
    """A closed port answers the SYN with RST, sequence number 0; a load balancer ends a connection with
    the same."""
    closed = Conversation(story, 49722, 8081)
    for _ in range(2):
        closed.client.syn(seq=closed.client.end.isn)
        closed.server.reset(seq=0, ack=wrapped(closed.client.end.isn + 1), ip_id=0)
        story.wait(0.5)
    balanced = Conversation(story, 49730)
    balanced.connect()
    balanced.exchange(http_request(142), story.body(611))
    balanced.client.send(http_request(142), after=30.2)
    balanced.server.reset(seq=0, ip_id=0)


@capture("rst-variants")
def rst_variants(story: Story) -> None:
    """Resets without ACK flag and with ack 0, at the peer's acknowledgment, with ack 0 under an ACK
    flag, and twice over."""
    for port in (49720, 49722):
        forgotten = Conversation(story, port)
        forgotten.under_way()
        probe = forgotten.client.send(http_request(142), arrives=False, after=2.2)
        forgotten.server.reset("R", seq=probe.ack, ack=0, ip_id=0)

    closed_early = Conversation(story, 49724)
    closed_early.connect()
    closed_early.client.send(http_request(142))
    closed_early.server.ack()
    closed_early.server.stream(2)
    closed_early.client.reset(after=0.0006)
    for segment in closed_early.server.stream(3, arrives=False, after=IN_FLIGHT):
        closed_early.client.reset("R", seq=segment.ack, ack=0, ip_id=0)

    without_ack = Conversation(story, 49726)
    without_ack.connect()
    without_ack.exchange(http_request(142), story.body(611))
    without_ack.client.reset("RA", ack=0, after=0.0021)

    after_fin = Conversation(story, 49728)
    after_fin.connect()
    after_fin.exchange(http_request(142), story.body(611))
    fin = after_fin.client.fin(after=0.0011)
    after_fin.server.send(story.body(300), arrives=False)
    after_fin.client.reset("R", seq=fin.end, ack=0, ip_id=0)


@capture("injected-rst")
def injected_rst(story: Story) -> None:
    """A censor on the way sends the client three guessed resets, with another TTL and IP ID; the real
    data still come."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142, host="forbidden.example"))
    guess = talk.server.end.snd_nxt
    for number, ahead in enumerate((0, 1460, 4380)):
        seq = wrapped(guess + ahead)
        pause = 0.0049 if number == 0 else None
        talk.server.reset(seq=seq, ttl=47, ip_id=30201 + number, arrives=False, after=pause)
    talk.server.ack(after=0.0071)
    talk.server.stream(2)
    talk.client.reset("R", seq=wrapped(talk.client.end.isn + 143), ack=0, ip_id=0)
    talk.client.reset("R", seq=wrapped(talk.client.end.isn + 143), ack=0, ip_id=0)


@capture("challenge-acks")
def challenge_acks(story: Story) -> None:
    """A client that has lost its connection dials again on the same ports; inexact resets are
    challenged (RFC 5961)."""
    lost = Conversation(story, 49722)
    lost.under_way()
    lost.server.stream(2)
    lost.client.ack()
    again = Conversation(story, 49722)
    again.client.syn(after=41.0, arrives=False)
    challenge = lost.server.ack()
    again.client.reset("R", seq=challenge.ack, ack=0, ip_id=0)
    again.client.syn(seq=again.client.end.isn, after=1.01)
    again.server.syn_ack()
    again.client.ack()
    again.exchange(http_request(142), story.body(611))
    again.client.reset("R", seq=wrapped(again.client.end.snd_nxt + 700), ack=0, ip_id=0, arrives=False)
    answer = again.server.ack()
    again.client.reset("R", seq=answer.ack, ack=0, ip_id=0)
