# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: what the place and the manner of capturing do to healthy traffic."""

from __future__ import annotations

from collections.abc import Callable

from catalogue import capture
from content import http_request
from segment import Segment, wrapped
from tcp_story import Conversation, Story

SIZES_OF_MERGED = (2896, 14480, 65160, 43440, 65160)


def download_with_a_loss(talk: Conversation) -> None:
    """A short life of a connection, with one loss that SACK repairs."""
    talk.connect()
    talk.exchange(http_request(142), talk.story.body(611))
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    lost = talk.lose_one_of_a_burst()
    talk.server.resend(lost)
    talk.client.ack()
    talk.close()


@capture("duplicated-frames")
def duplicated_frames(story: Story) -> None:
    """A mirror port shows each frame twice, on the way in and on the way out."""
    story.views = lambda segment: [segment, segment]
    download_with_a_loss(Conversation(story))


def translated(segment: Segment, by_seq: int, by_ack: int) -> Segment:
    """Sequence number and acknowledgment, with its SACK edges, shifted."""
    options = tuple(
        (name, tuple(wrapped(edge + by_ack) for edge in value)) if name == "SAck" else (name, value)
        for name, value in segment.options
    )
    ack = wrapped(segment.ack + by_ack) if "A" in segment.flags else 0
    return segment.changed(seq=wrapped(segment.seq + by_seq), ack=ack, options=options)


def both_sides(of_client: int, of_server: int) -> Callable[[Segment], list[Segment]]:
    """Each end sees its own numbers; the device between adds to them and takes one off the TTL."""

    def views(segment: Segment) -> list[Segment]:
        if segment.sender.is_far:
            inside = translated(segment, of_server, 0)
            outside = translated(segment, 0, of_client)
            return [outside.changed(ttl=segment.ttl + 1), inside]
        inside = translated(segment, 0, of_server)
        outside = translated(segment, of_client, 0)
        return [inside, outside.changed(ttl=segment.ttl - 1)]

    return views


@capture("isn-rewriting-device-both-sides")
def isn_rewriting_device_both_sides(story: Story) -> None:
    """Captured on both sides of a firewall that moves the sequence numbers by a constant for each
    direction."""
    of_client, of_server = 1_834_223_117, 402_551_930
    story.views = both_sides(of_client, of_server)
    download_with_a_loss(Conversation(story))
    story.note_translation((1, 2), of_client)
    story.note_translation((3, 4), of_server)


@capture("isn-rewriting-device-one-direction")
def isn_rewriting_device_one_direction(story: Story) -> None:
    """The same with a firewall that moves only the server's numbers, as one does that answers SYNs for
    it."""
    of_server = 3_017_400_991
    story.views = both_sides(0, of_server)
    download_with_a_loss(Conversation(story))
    story.note_translation((3, 4), of_server)


@capture("merged-segments", snaplen=160)
def merged_segments(story: Story) -> None:
    """The card merges what comes in and cuts what goes out, up to 64 KiB a frame; ACKs and losses lie
    at inner boundaries."""
    large = {"window": 3_145_728}
    talk = Conversation(story, client=large, server=large)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    for size in SIZES_OF_MERGED:
        whole = talk.server.send(story.body(size), "A", after=0.0004)
        if size > 40_000:
            talk.client.ack(ack=wrapped(whole.seq + 10 * 1448))
        talk.client.ack()
    for size in SIZES_OF_MERGED:
        whole = talk.client.send(story.body(size), "A", after=0.0004)
        for segments in range(2, size // 1448, 10):
            talk.server.ack(ack=wrapped(whole.seq + segments * 1448))
        talk.server.ack()
    whole = talk.client.send(story.body(65160), "A", arrives=False, after=0.0008)
    begin = wrapped(whole.seq + 20 * 1448)
    talk.server.end.rcv_nxt = begin
    talk.server.ack()
    talk.client.send(whole.payload[20 * 1448: 21 * 1448], "A", seq=begin, after=0.213)
    talk.server.ack()
    talk.client.send(whole.payload[21 * 1448:], "A", seq=wrapped(begin + 1448))
    talk.server.ack()
    talk.close()


@capture("offloaded-checksums")
def offloaded_checksums(story: Story) -> None:
    """Captured on the client itself: its frames carry only the pseudo-header's sum where the card will
    put the checksum."""
    talk = Conversation(story, client={"offloads_checksums": True})
    download_with_a_loss(talk)
    upload = Conversation(story, 49730, client={"offloads_checksums": True})
    upload.connect()
    for size in (2896, 5792):
        upload.client.send(story.body(size), "A", after=0.0004)
        upload.server.ack()
    upload.close()


@capture("cut-short-frames", snaplen=54)
def cut_short_frames(story: Story) -> None:
    """Only the first 54 bytes of each frame were captured: all of the TCP header except its options."""
    download_with_a_loss(Conversation(story))


@capture("cut-short-in-tcp-header", snaplen=46)
def cut_short_in_tcp_header(story: Story) -> None:
    """Only the first 46 bytes of each frame were captured: the TCP header ends after the acknowledgment
    number."""
    download_with_a_loss(Conversation(story))
