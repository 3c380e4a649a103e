# SPDX-License-Identifier: GPL-2.0-or-later
"""Benign: TCP headers inside of something else: quoted in ICMP errors, and below one or two tunnels."""

from __future__ import annotations

from scapy.layers.inet import ICMP, IP

from catalogue import capture
from content import http_request
from endpoint import Endpoint
from links import ETHERTYPE_IPV4, LINKTYPE_ETHERNET, Link, ethernet_frame, in_gre, in_ip
from remote_capture import carry_remotely
from segment import shift, wrapped
from tcp_story import Conversation, Story

ROUTER = "203.0.113.1"
FRAGMENTATION_NEEDED = {"type": 3, "code": 4}
HOST_UNREACHABLE = {"type": 3, "code": 1}
TIME_EXCEEDED = {"type": 11, "code": 0}


def icmp_error(story: Story, talk: Conversation, kind: dict, quoted: bytes, **fields) -> None:
    """A router tells the client about one of its packets, a few milliseconds later."""
    story.wait(0.0037)
    error = IP(src=ROUTER, dst=talk.client.end.address, ttl=63, id=0x2F11) / ICMP(**kind, **fields) / quoted
    story.add_frame(ethernet_frame(bytes(error), ETHERTYPE_IPV4, talk.server.end, talk.client.end))


@capture("tcp-quoted-in-icmp")
def tcp_quoted_in_icmp(story: Story) -> None:
    """ICMP errors quote segments: whole, only eight bytes of TCP, long after, and with a number that a
    firewall has moved."""
    talk = Conversation(story)
    talk.connect()
    talk.exchange(http_request(142), story.body(611))
    large = talk.client.send(story.body(1448), "A", arrives=False, after=0.0021)
    icmp_error(story, talk, FRAGMENTATION_NEEDED, large.packet()[:548], nexthopmtu=1400)
    talk.client.send(large.payload[:1348], "A", seq=large.seq)
    talk.client.send(large.payload[1348:], seq=wrapped(large.seq + 1348))
    talk.server.ack()
    routed = talk.client.send(http_request(142), arrives=False, after=0.0021)
    icmp_error(story, talk, TIME_EXCEEDED, routed.changed(ttl=1).packet()[:28])
    talk.client.resend(routed, after=0.212)
    talk.server.ack()
    talk.server.stream(2)
    talk.client.ack()
    icmp_error(story, talk, HOST_UNREACHABLE, large.packet()[:548])
    moved = talk.client.send(http_request(142), arrives=False, after=0.0021)
    icmp_error(story, talk, HOST_UNREACHABLE, moved.damaged_packet(shift(1_834_223_117))[:28])
    talk.client.resend(moved, after=0.212)
    talk.server.ack()
    talk.server.send(story.body(611))
    talk.client.ack()
    talk.close()


def changing_tunnels(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    """Each packet goes through another tunnel than the one before: IP in IP, GRE, or one in the other."""
    ip_in_ip, gre = in_ip(packet, sender), in_gre(packet, sender)
    tunnels = (ip_in_ip, gre, in_gre(ip_in_ip, sender), in_ip(gre, sender), packet)
    chosen = tunnels[int.from_bytes(packet[4:6], "big") % len(tunnels)]
    return [ethernet_frame(chosen, ETHERTYPE_IPV4, sender, receiver)]


@capture("several-ip-layers", link=Link(LINKTYPE_ETHERNET, changing_tunnels))
def several_ip_layers(story: Story) -> None:
    """One connection whose packets go bare, in IP-in-IP, in GRE, and in both at once."""
    talk = Conversation(story)
    talk.connect()
    talk.client.send(http_request(142))
    talk.server.ack()
    talk.server.stream(3, size=1348, after=0.0011)
    talk.client.ack()
    lost = talk.lose_one_of_a_burst(size=1348)
    talk.server.resend(lost)
    talk.client.ack()
    talk.exchange(http_request(142), story.body(611))
    talk.close()


@capture("several-tcp-layers")
def several_tcp_layers(story: Story) -> None:
    """A remote capture (rpcap) carries the frames of one TCP connection inside another: two TCP headers
    in a frame."""
    carry_remotely(story)
    watched = Conversation(story, 50004, 8080, {"address": "192.0.2.77"}, {"address": "198.51.100.80"})
    watched.connect()
    watched.exchange(http_request(142), story.body(611))
    watched.client.send(http_request(142))
    watched.server.ack()
    lost = watched.server.stream(1, size=1200, captured=False, arrives=False)[0]
    watched.server.stream(1, size=1200)
    watched.client.ack()
    watched.server.resend(lost, after=0.212)
    watched.client.ack()
    watched.server.keep_alive(after=15.0)
    watched.client.ack()
    watched.close()
