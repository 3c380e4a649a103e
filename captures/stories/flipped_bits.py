# SPDX-License-Identifier: GPL-2.0-or-later
"""Single packets with flipped bits: in data, SYN-ACK, FIN, pure ACKs and retransmissions; checksum
stale or made right."""

from __future__ import annotations

from catalogue import capture
from content import http_request, tls_application_data
from segment import Damage, flip
from tcp_story import IN_FLIGHT, Conversation, Story

# Linux sends again after 200 ms and a round trip, and doubles that.
RETRANSMISSION_TIMEOUT = 0.212
TAIL_LOSS_PROBE = 0.026
SYN_TIMEOUT = 1.031

IPV6_CLIENT = {"address": "2001:db8:10::a", "mss": 1440}
IPV6_SERVER = {"address": "2001:db8:20::14", "mss": 1440}


def damaged_in_a_burst(talk: Conversation, damage: Damage, request: bytes, pieces: list[bytes]) -> None:
    """The third piece of a response is damaged and dropped; duplicate ACKs with SACK bring it again."""
    talk.client.send(request)
    talk.server.ack()
    talk.server.send(pieces[0], "A", after=0.0024)
    talk.server.send(pieces[1], "A")
    talk.client.ack()
    hurt = talk.server.send(pieces[2], "A", damage=damage, after=IN_FLIGHT)
    for piece in pieces[3:]:
        talk.server.send(piece, after=IN_FLIGHT)
        talk.client.ack()
    talk.server.resend(hurt)
    talk.client.ack()
    talk.client.send(request, after=0.0018)
    talk.server.send(pieces[0][:600])
    talk.client.ack()
    talk.close()


def six_pieces(story: Story, size: int = 1448) -> list[bytes]:
    return [story.body(size) for _ in range(6)]


@capture("flipped-bit-in-data")
def flipped_bit_in_data(story: Story) -> None:
    """Bit 20 flips in a data segment after its checksum was made; the client drops it, the server sends
    it again."""
    talk = Conversation(story)
    talk.connect()
    damaged_in_a_burst(talk, flip(20), http_request(142), six_pieces(story))


@capture("flipped-bit-in-data-cut-short", snaplen=66)
def flipped_bit_in_data_cut_short(story: Story) -> None:
    """The same with only 66 bytes of each frame captured: the damage shows, but no checksum can prove it."""
    talk = Conversation(story)
    talk.connect()
    damaged_in_a_burst(talk, flip(20), http_request(142), six_pieces(story))


@capture("flipped-bit-in-data-checksum-right")
def flipped_bit_in_data_checksum_right(story: Story) -> None:
    """Bit 29 flips and a device makes the checksum anew; the client answers what lies far ahead with a
    duplicate ACK."""
    talk = Conversation(story, server={"isn": 0x1C44_9A07})
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    hurt = talk.server.send(story.body(904), damage=flip(29, checksum="right"), after=IN_FLIGHT)
    talk.client.ack()
    talk.server.resend(hurt, after=TAIL_LOSS_PROBE)
    talk.client.ack()
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("low-bit-in-data-checksum-right")
def low_bit_in_data_checksum_right(story: Story) -> None:
    """Bit 5 flips, checksum made anew: 32 bytes too far inside the window, until the same bytes come at
    the right place."""
    talk = Conversation(story, server={"isn": 0x51B0_7BEF})
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    hurt = talk.server.send(story.body(1448), "A", damage=flip(5, checksum="right"), after=IN_FLIGHT)
    talk.client.end.receive(hurt.changed(seq=hurt.seq ^ (1 << 5)))
    talk.client.ack()
    talk.answered_one_by_one(3)
    talk.server.resend(hurt)
    talk.client.ack()
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("flipped-bit-in-syn-ack")
def flipped_bit_in_syn_ack(story: Story) -> None:
    """Bit 27 flips in the SYN-ACK, checksum stale; the client drops it, and the SYN-ACK comes again
    with the right number."""
    talk = Conversation(story)
    syn = talk.client.syn()
    hurt = talk.server.syn_ack(damage=flip(27))
    talk.client.resend(syn, after=SYN_TIMEOUT)
    talk.server.resend(hurt)
    # Nothing earlier in the capture tells an initial number: it follows from the SYN-ACK that came again.
    story.wrong_numbers[0].reference = len(story.frames)
    talk.client.ack()
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("flipped-bit-in-fin")
def flipped_bit_in_fin(story: Story) -> None:
    """Bit 22 flips in the server's FIN, checksum stale; the client drops it and the FIN comes again."""
    talk = Conversation(story)
    talk.connect()
    talk.exchange(http_request(142), story.body(1200))
    hurt = talk.server.fin(damage=flip(22), after=0.0042)
    talk.server.resend(hurt, after=RETRANSMISSION_TIMEOUT)
    talk.client.fin()
    talk.server.ack()


@capture("flipped-bit-in-pure-ack-number")
def flipped_bit_in_pure_ack_number(story: Story) -> None:
    """Bit 18 flips in the acknowledgment number of a pure ACK, checksum stale; the next ACK goes on
    from the right one."""
    acknowledgments_of_an_upload(story, flip(18, field="ack"))


@capture("flipped-bit-in-pure-ack-number-checksum-right")
def flipped_bit_in_pure_ack_number_checksum_right(story: Story) -> None:
    """The same with the checksum made anew: bit 26 of the acknowledgment number points to data that
    nobody sent."""
    acknowledgments_of_an_upload(story, flip(26, field="ack", checksum="right"))


def acknowledgments_of_an_upload(story: Story, damage: Damage) -> None:
    talk = Conversation(story, client={"isn": 0x2901_55F0})
    talk.connect()
    for burst in range(5):
        talk.client.stream(2)
        talk.server.ack(damage=damage if burst == 2 else None)
    talk.client.send(story.body(377))
    talk.server.ack()
    talk.close()


@capture("flipped-bits-in-retransmission")
def flipped_bits_in_retransmission(story: Story) -> None:
    """Three bits flip in the retransmission of a lost segment, checksum stale; the third attempt arrives."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(2, after=0.0011)
    talk.client.ack()
    lost = talk.lose_one_of_a_burst()
    talk.server.resend(lost, damage=flip(9, 16, 23))
    talk.server.resend(lost, after=RETRANSMISSION_TIMEOUT)
    talk.client.ack()
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("flipped-bit-over-ipv6")
def flipped_bit_over_ipv6(story: Story) -> None:
    """The story of flipped-bit-in-data over IPv6, bit 24."""
    talk = Conversation(story, client=IPV6_CLIENT, server=IPV6_SERVER)
    talk.connect()
    damaged_in_a_burst(talk, flip(24), http_request(142), six_pieces(story, 1428))


@capture("flipped-bit-under-tls")
def flipped_bit_under_tls(story: Story) -> None:
    """Bit 19 flips in a segment that begins with a TLS record, checksum stale; the record comes again."""
    talk = Conversation(story, server_port=443)
    talk.connect()
    records = [tls_application_data(story.rng, 1448) for _ in range(6)]
    damaged_in_a_burst(talk, flip(19), tls_application_data(story.rng, 215), records)
