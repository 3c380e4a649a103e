# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: numbers that lie beside the next one on purpose, to ask whether the other end or its window
is still there."""

from __future__ import annotations

from catalogue import capture
from content import http_request
from segment import wrapped
from tcp_story import IN_FLIGHT, Conversation, Story


@capture("keep-alives")
def keep_alives(story: Story) -> None:
    """Keep-alives one below the next number, without content (Linux) and with one old byte (others),
    from both sides."""
    linux = Conversation(story, 49722)
    linux.connect()
    linux.exchange(http_request(142), story.body(877))
    for _ in range(3):
        linux.server.keep_alive(after=15.0)
        linux.client.ack()
    linux.client.keep_alive(after=5.0)
    linux.server.ack()
    linux.exchange(http_request(142), story.body(512))
    linux.close()

    other = Conversation(story, 49730)
    other.connect()
    other.exchange(http_request(142), story.body(877))
    for _ in range(2):
        probe = other.client.keep_alive(b"\0", after=10.0)
        other.server.acknowledge_again(probe)
    other.exchange(http_request(142), story.body(512))
    other.close()


SMALL_BUFFER = {"window_shift": 0, "initial_window": 5792, "window": 5792}


def fill_the_window(talk: Conversation) -> None:
    """The client's program reads nothing: its window shrinks to zero as the data comes in."""
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.end.window = 2896
    talk.client.ack()
    talk.server.stream(2)
    talk.client.end.window = 0
    talk.client.ack()


def open_the_window(talk: Conversation) -> None:
    talk.client.end.window = 5792
    talk.client.ack(after=0.731)


@capture("zero-window-probes")
def zero_window_probes(story: Story) -> None:
    """The client's window is zero: Linux probes without content one below, others with the next byte of
    the data."""
    linux = Conversation(story, 49722, client=SMALL_BUFFER)
    fill_the_window(linux)
    wait = 0.214
    for _ in range(4):
        linux.server.keep_alive(after=wait)
        linux.client.ack()
        wait *= 2
    open_the_window(linux)
    linux.server.stream(2)
    linux.client.ack()
    linux.close()

    other = Conversation(story, 49730, client=SMALL_BUFFER)
    fill_the_window(other)
    waiting = story.body(1448)
    wait = 0.5
    for _ in range(3):
        other.server.send(waiting[:1], "A", seq=other.server.end.snd_nxt, arrives=False, after=wait)
        other.client.ack()
        wait *= 2
    other.client.end.window = 5792
    other.server.send(waiting[:1], "A", after=wait)
    other.client.ack()
    other.server.send(waiting[1:])
    other.client.ack()
    other.close()


@capture("window-shrunk")
def window_shrunk(story: Story) -> None:
    """The client takes back window; the server's pure ACK carries the window's end, between
    acknowledged and sent data."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    taken = talk.server.stream(4, after=0.0011)
    dropped = [talk.server.send(story.body(1448), "A", arrives=False) for _ in range(8)]
    promised = talk.client.end.window
    talk.client.end.window = 5760
    acknowledgment = talk.client.ack()
    story.note_window_taken_back(promised - sum(len(segment.payload) for segment in taken) - 5760)
    talk.client.send(http_request(98), after=0.0004)
    edge = wrapped(acknowledgment.ack + talk.client.end.window)
    talk.server.ack(seq=edge)
    if edge in (segment.end for segment in taken + dropped):
        raise ValueError("the story needs an edge that is no boundary")
    talk.client.end.window = 64256
    talk.client.ack(after=0.048)
    talk.server.resend(dropped[0])
    for segment in dropped[1:]:
        talk.server.resend(segment)
    talk.client.ack()
    talk.server.stream(2, after=IN_FLIGHT)
    talk.client.ack()
    talk.close()


@capture("window-promises-kept")
def window_promises_kept(story: Story) -> None:
    """The client's window shrinks to nothing as data wait for the application, rounded off by its
    scale; an older acknowledgment comes late. No byte is taken back."""
    talk = Conversation(story)
    talk.connect()
    client = talk.client.end
    talk.client.send(http_request(142))
    talk.server.ack()
    while client.window >= 2 * 1448:
        talk.server.stream(2, after=0.0011)
        client.window -= 2 * 1448
        talk.client.ack()
    client.window = 0
    talk.server.send(story.body(512), "A")
    talk.client.ack()
    client.window = 20_000
    smaller = talk.client.make()
    client.window = 64_256
    talk.client.ack(after=0.3)
    talk.client.put(smaller, after=0.0004)
    talk.server.stream(2, after=IN_FLIGHT)
    talk.client.ack()
    talk.close()
