# SPDX-License-Identifier: GPL-2.0-or-later
"""The case that the project began with: a router that rewrites the sequence numbers of pure ACKs."""

from __future__ import annotations

from catalogue import capture
from content import http_request, http_response_head
from segment import shift
from tcp_story import Conversation, Story

# 2026-01-05 00:00:00 UTC, in microseconds.
MIDNIGHT = 1_767_571_200_000_000

# Seen through carries the differences look like four and six flipped bits; as a number they are the same.
ROUTER_OFFSET = -16_711_936

# The server of this case is an old Linux behind an interception of one millisecond; the client is Windows.
WINDOWS_CLIENT = {
    "address": "192.168.104.2",
    "timestamps": False,
    "window_shift": 8,
    "windows_option_order": True,
    "initial_window": 8192,
    "window": 65536,
    "ttl": 128,
}
OLD_LINUX_SERVER = {
    "address": "203.0.113.10",
    "timestamps": False,
    "window_shift": 0,
    "initial_window": 5840,
    "window": 5840,
}


def time_of_day(text: str) -> int:
    hours, minutes, seconds = text.split(":")
    whole, fraction = seconds.split(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1_000_000 + int(fraction)


class Trace:
    """Lets a story say at what time of day each frame was seen."""

    def __init__(self, story: Story):
        self.story = story

    def at(self, text: str) -> None:
        self.story.at(MIDNIGHT + time_of_day(text))


def keep_alive_and_answer(talk: Conversation, microseconds: int) -> None:
    """The server asks whether the client is still there; the client answers within some 30 to 80
    microseconds."""
    talk.story.at(microseconds)
    talk.server.keep_alive(after=0)
    talk.client.ack(after=talk.story.rng.randint(31, 83) / 1_000_000)


def keep_alives_between(talk: Conversation, first: int, last: int, pairs: int) -> None:
    """Pairs whose spacing doubles each time, as a retransmission timer's does. `first` and `last` are
    not included."""
    unit = (last - first) / (2 ** (pairs + 1) - 1)
    for pair in range(1, pairs + 1):
        keep_alive_and_answer(talk, first + round(unit * (2**pair - 1)))


def first_connection(story: Story) -> None:
    trace = Trace(story)
    client = WINDOWS_CLIENT | {"isn": 2_145_871_326}
    talk = Conversation(story, 51712, 80, client, OLD_LINUX_SERVER | {"isn": 3_952_704_649})
    trace.at("17:45:55.607661")
    talk.client.syn(after=0)
    trace.at("17:45:55.608736")
    talk.server.syn_ack(after=0)
    trace.at("17:45:55.608855")
    talk.client.ack(after=0)
    trace.at("17:45:55.608973")
    talk.client.send(http_request(169, "HEAD"), after=0)
    trace.at("17:45:55.609940")
    talk.server.ack(after=0)
    trace.at("17:46:47.451217")
    talk.server.send(http_response_head(264, 7311), after=0)
    talk.client.end.window = 65_280
    trace.at("17:46:47.456900")
    talk.client.send(http_request(168), after=0)
    trace.at("17:46:47.457671")
    talk.server.ack(damage=shift(ROUTER_OFFSET), after=0)
    trace.at("17:46:47.794913")
    talk.server.keep_alive(after=0)
    trace.at("17:46:47.794946")
    talk.client.ack(after=0)
    first, last = (MIDNIGHT + time_of_day(text) for text in ("17:46:47.794913", "17:48:34.902133"))
    keep_alives_between(talk, first, last, pairs=8)
    trace.at("17:48:34.902133")
    talk.server.keep_alive(after=0)
    trace.at("17:48:34.902214")
    talk.client.ack(after=0)
    trace.at("17:48:47.599538")
    talk.client.reset(after=0)


def second_connection(story: Story) -> None:
    """Picked up after its start; the window is not scaled because nobody saw by how much."""
    client = WINDOWS_CLIENT | {"isn": 2_886_430_470, "window_shift": None, "window": 65_280}
    talk = Conversation(story, 49437, 80, client, OLD_LINUX_SERVER | {"isn": 2_582_068_127})
    talk.under_way()
    begin = MIDNIGHT + time_of_day("17:53:21.118204")
    story.at(begin)
    talk.client.send(http_request(168), after=0)
    talk.server.ack(damage=shift(ROUTER_OFFSET), after=0.000_812)
    first, last = begin + 338_120, begin + 338_120 + 25_600_000
    keep_alive_and_answer(talk, first)
    keep_alives_between(talk, first, last, pairs=5)
    keep_alive_and_answer(talk, last)


@capture("seed-router-rewrites-ack")
def seed_router_rewrites_ack(story: Story) -> None:
    """A router changes the sequence number of the server's pure ACK; the client ignores it and the
    connection dies."""
    first_connection(story)


@capture("seed-second-connection-midstream")
def seed_second_connection_midstream(story: Story) -> None:
    """The same router and the same difference in another connection, whose start was not captured."""
    second_connection(story)


@capture("seed-both-connections")
def seed_both_connections(story: Story) -> None:
    """Both connections in one capture: the masks differ, the difference is the same."""
    first_connection(story)
    second_connection(story)
