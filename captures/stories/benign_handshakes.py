# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: connections that begin, or come into the capture, in an unusual way."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import wrapped
from tcp_story import IN_FLIGHT, Conversation, Story

FAST_OPEN_COOKIE = ("TFO", (0x6B1D_90E3, 0x27F4_5A08))


@capture("midstream-start")
def midstream_start(story: Story) -> None:
    """The capture begins in the middle of three connections: with data, with an ACK, with a gap that is
    just being filled."""
    for number, first in enumerate(("data", "ack", "gap")):
        talk = Conversation(story, 49722 + 2 * number)
        talk.under_way()
        if first == "data":
            talk.server.stream(2, after=0.0013)
        elif first == "ack":
            talk.server.stream(2, captured=False)
        else:
            lost = talk.server.stream(1, captured=False, arrives=False)[0]
            talk.server.stream(2)
            talk.client.ack()
            talk.server.resend(lost)
        talk.client.ack()
        talk.server.stream(2, after=IN_FLIGHT)
        talk.client.ack()
        talk.exchange(http_request(142), story.body(611))
        talk.close()


@capture("no-window-scale-known", snaplen=80)
def no_window_scale_known(story: Story) -> None:
    """Handshake not captured: windows of 490 and 512 stand for a megabyte, and 300 kB are on their way
    at once."""
    scaled = {"window_shift": 11, "window": 490 << 11}
    talk = Conversation(story, client=scaled, server=scaled | {"window": 512 << 11})
    talk.under_way()
    for _ in range(3):
        burst = talk.server.stream(200, after=0.0014)
        for segment in burst[1::20]:
            talk.client.ack(ack=segment.end)
        talk.client.ack()
    talk.client.stream(120, after=0.0016)
    talk.server.ack()
    talk.close()


@capture("port-reuse")
def port_reuse(story: Story) -> None:
    """The same addresses and ports five times, with new initial numbers; the last two without their SYN
    in the capture."""
    for number in range(5):
        talk = Conversation(story, 49722)
        if number < 3:
            talk.connect()
        else:
            talk.under_way()
        talk.exchange(http_request(142), story.body(611))
        talk.server.stream(2, after=0.0016)
        talk.client.ack()
        if number == 1:
            talk.client.reset(after=0.0012)
        elif number == 3:
            talk.client.reset("R", ack=0, after=0.0012)
        else:
            talk.close()
        story.wait(3.4 if number == 0 else 61.0)


@capture("syn-retransmitted-with-other-isn")
def syn_retransmitted_with_other_isn(story: Story) -> None:
    """The SYN stays unanswered; a second later it comes with another initial number, and the connection
    begins there."""
    unanswered = Conversation(story, 49722)
    unanswered.client.syn(arrives=False)
    story.wait(1.02)
    talk = Conversation(story, 49722)
    talk.connect()
    talk.exchange(http_request(142), story.body(611))
    talk.close()
    answered_too_late = Conversation(story, 49730)
    answered_too_late.client.syn(after=0.4)
    story.wait(1.02)
    talk = Conversation(story, 49730)
    talk.client.syn()
    asked_for = wrapped(answered_too_late.client.end.isn + 1)
    talk.server.syn_ack(seq=answered_too_late.server.end.isn, ack=asked_for)
    talk.client.reset("R", seq=asked_for, ack=0, ip_id=0)
    talk.client.syn(seq=talk.client.end.isn, after=1.01)
    talk.server.syn_ack()
    talk.client.ack()
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("fast-open")
def fast_open(story: Story) -> None:
    """TCP Fast Open: the SYN carries the request; one server acknowledges it, another does not and gets
    it again."""
    request = http_request(142)
    for port, accepted in ((49722, True), (49730, False)):
        talk = Conversation(story, port)
        plain = talk.client.end.options("S", story.clock)
        cookie = (FAST_OPEN_COOKIE, ("NOP", None), ("NOP", None))
        talk.client.send(request, "S", options=plain + cookie)
        if not accepted:
            talk.server.end.rcv_nxt = talk.client.end.snd_nxt = wrapped(talk.client.end.isn + 1)
        talk.server.syn_ack()
        if accepted:
            talk.server.stream(2)
            talk.client.ack()
        else:
            talk.client.ack()
            talk.client.send(request)
            talk.server.ack()
        talk.server.send(story.body(611), after=0.0131)
        talk.client.ack()
        talk.close()


@capture("simultaneous-open")
def simultaneous_open(story: Story) -> None:
    """Both ends send a SYN at once and answer each other's with a SYN-ACK."""
    talk = Conversation(story, 40001, 40002)
    talk.client.syn(arrives=False)
    talk.server.syn(after=0.0021)
    client, server = talk.client.end, talk.server.end
    talk.client.syn_ack(seq=client.isn, arrives=False)
    server.rcv_nxt = wrapped(client.isn + 1)
    talk.server.syn_ack(seq=server.isn, after=0.0099)
    talk.client.ack()
    talk.client.send(story.body(200), after=0.0031)
    talk.server.ack()
    talk.server.send(story.body(300), after=0.0005)
    talk.client.ack()
    talk.close()
