# SPDX-License-Identifier: GPL-2.0-or-later
"""The story of one flipped bit in a data segment below each link layer and tunnel."""

from __future__ import annotations

import links
from catalogue import capture
from content import http_request
from remote_capture import carry_remotely
from segment import flip
from stories.flipped_bits import IPV6_CLIENT, IPV6_SERVER, damaged_in_a_burst
from tcp_story import Conversation, Story

# Small enough for the deepest tunnel on an Ethernet of 1500 bytes.
SEGMENT = 1300
# macOS and the BSDs let a host talk to itself through a link of its own.
LOOPBACK_END = {"address": "127.0.0.1", "mss": 16344, "is_far": False}


def flipped_bit(story: Story, **ends) -> None:
    talk = Conversation(story, **ends)
    talk.connect()
    damaged_in_a_burst(talk, flip(21), http_request(142), [story.body(SEGMENT) for _ in range(6)])


@capture("encapsulations/vlan", link=links.VLAN)
def vlan(story: Story) -> None:
    """Below one VLAN tag: bit 21 flips in a data segment, checksum stale; the segment comes again."""
    flipped_bit(story)


@capture("encapsulations/qinq", link=links.QINQ)
def qinq(story: Story) -> None:
    """The same below a provider's and a customer's VLAN tag (QinQ)."""
    flipped_bit(story)


@capture("encapsulations/mpls", link=links.MPLS_LABELS)
def mpls(story: Story) -> None:
    """The same below two MPLS labels."""
    flipped_bit(story)


@capture("encapsulations/pppoe", link=links.PPPOE)
def pppoe(story: Story) -> None:
    """The same in a PPPoE session."""
    flipped_bit(story)


@capture("encapsulations/gre", link=links.GRE_TUNNEL)
def gre(story: Story) -> None:
    """The same in a GRE tunnel."""
    flipped_bit(story)


@capture("encapsulations/vxlan", link=links.VXLAN_SEGMENT)
def vxlan(story: Story) -> None:
    """The same in a VXLAN."""
    flipped_bit(story)


@capture("encapsulations/ipv6-extension-headers", link=links.IPV6_EXTENSIONS)
def ipv6_extension_headers(story: Story) -> None:
    """The same over IPv6 behind hop-by-hop and destination options."""
    flipped_bit(story, client=IPV6_CLIENT, server=IPV6_SERVER)


@capture("encapsulations/linux-cooked", link=links.LINUX_COOKED)
def linux_cooked(story: Story) -> None:
    """The same captured on Linux's "any" interface (link type 113)."""
    flipped_bit(story)


@capture("encapsulations/raw-ip", link=links.RAW_IP)
def raw_ip(story: Story) -> None:
    """The same without any link layer (link type 101)."""
    flipped_bit(story)


@capture("encapsulations/loopback", link=links.LOOPBACK)
def loopback(story: Story) -> None:
    """The same on a BSD loopback interface (link type 0)."""
    story.round_trip = 0.000_090
    flipped_bit(story, client=LOOPBACK_END, server=LOOPBACK_END)


@capture("encapsulations/ip-fragments", link=links.FRAGMENTING)
def ip_fragments(story: Story) -> None:
    """The same on a path that cuts each full segment into two IP fragments, the wrong one too."""
    flipped_bit(story, server={"dont_fragment": False})


@capture("encapsulations/tcp-in-tcp")
def tcp_in_tcp(story: Story) -> None:
    """The same in a remote capture (rpcap): the wrong number is in the inner of two TCP headers, the
    outer one is right."""
    carry_remotely(story)
    flipped_bit(story, client={"address": "192.0.2.77"}, server={"address": "198.51.100.80"})
