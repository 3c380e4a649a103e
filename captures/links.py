# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in front of the IP packet: link layers and tunnels, each with the pcap link type it is
captured under."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable

from scapy.contrib.mpls import MPLS
from scapy.layers.inet import IP, UDP, fragment
from scapy.layers.inet6 import IPv6, IPv6ExtHdrDestOpt, IPv6ExtHdrHopByHop
from scapy.layers.l2 import GRE, CookedLinux, Dot1Q
from scapy.layers.ppp import PPPoE
from scapy.layers.vxlan import VXLAN

from endpoint import Endpoint

LINKTYPE_NULL = 0
LINKTYPE_ETHERNET = 1
LINKTYPE_RAW = 101
LINKTYPE_LINUX_SLL = 113

ETHERTYPE_IPV4 = 0x0800
ETHERTYPE_VLAN = 0x8100
ETHERTYPE_IPV6 = 0x86DD
ETHERTYPE_MPLS = 0x8847
ETHERTYPE_PPPOE_SESSION = 0x8864
ETHERTYPE_PROVIDER_VLAN = 0x88A8
PPP_IPV4 = 0x0021
PROTOCOL_IPIP = 4
PROTOCOL_TCP = 6
NULL_FAMILY_INET = 2
SLL_TO_US = 0
SLL_FROM_US = 4

SHORTEST_ETHERNET_FRAME = 60
TUNNEL_NEAR = "203.0.113.7"
TUNNEL_FAR = "203.0.113.9"
NARROW_MTU = 900


@dataclasses.dataclass(frozen=True)
class Link:
    """`frames` makes the captured frames, usually one, of an IP packet that goes from one end to the
    other."""

    linktype: int
    frames: Callable[[bytes, Endpoint, Endpoint], list[bytes]]


def ethertype(packet: bytes) -> int:
    return ETHERTYPE_IPV6 if packet[0] >> 4 == 6 else ETHERTYPE_IPV4


def mac_bytes(mac: str) -> bytes:
    return bytes.fromhex(mac.replace(":", ""))


def unpadded_frame(content: bytes, content_type: int, sender: Endpoint, receiver: Endpoint) -> bytes:
    return mac_bytes(receiver.mac) + mac_bytes(sender.mac) + struct.pack("!H", content_type) + content


def ethernet_frame(content: bytes, content_type: int, sender: Endpoint, receiver: Endpoint) -> bytes:
    """Only what arrives is padded: a host sees its own frames before the network card has padded them."""
    frame = unpadded_frame(content, content_type, sender, receiver)
    return frame.ljust(SHORTEST_ETHERNET_FRAME, b"\0") if sender.is_far else frame


def tunnel_header(sender: Endpoint, **fields) -> IP:
    """The outer IP header, from the tunnel's end on the sender's side."""
    ends = (TUNNEL_FAR, TUNNEL_NEAR) if sender.is_far else (TUNNEL_NEAR, TUNNEL_FAR)
    return IP(src=ends[0], dst=ends[1], flags="DF", id=0, **fields)


def in_ip(packet: bytes, sender: Endpoint) -> bytes:
    """IP in IP (RFC 2003)."""
    return bytes(tunnel_header(sender, proto=PROTOCOL_IPIP) / packet)


def in_gre(packet: bytes, sender: Endpoint) -> bytes:
    return bytes(tunnel_header(sender) / GRE(proto=ethertype(packet)) / packet)


def _plain(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    return [ethernet_frame(packet, ethertype(packet), sender, receiver)]


def _vlan(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    content = bytes(Dot1Q(vlan=42, type=ethertype(packet)) / packet)
    return [ethernet_frame(content, ETHERTYPE_VLAN, sender, receiver)]


def _qinq(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    content = bytes(Dot1Q(vlan=2001, type=ETHERTYPE_VLAN) / Dot1Q(vlan=42, type=ethertype(packet)) / packet)
    return [ethernet_frame(content, ETHERTYPE_PROVIDER_VLAN, sender, receiver)]


def _mpls(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    content = bytes(MPLS(label=20017, s=0, ttl=62) / MPLS(label=30044, s=1, ttl=63) / packet)
    return [ethernet_frame(content, ETHERTYPE_MPLS, sender, receiver)]


def _pppoe(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    content = bytes(PPPoE(sessionid=0x1A2B) / struct.pack("!H", PPP_IPV4) / packet)
    return [ethernet_frame(content, ETHERTYPE_PPPOE_SESSION, sender, receiver)]


def _gre(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    return _plain(in_gre(packet, sender), sender, receiver)


def _vxlan(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    inner = unpadded_frame(packet, ethertype(packet), sender, receiver)
    udp = UDP(sport=51230, dport=4789, chksum=0)
    outer = tunnel_header(sender) / udp / VXLAN(vni=5001, flags="Instance") / inner
    return _plain(bytes(outer), sender, receiver)


def _ipv6_extensions(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    whole = IPv6(packet)
    tcp = packet[40:]
    header = IPv6(src=whole.src, dst=whole.dst, hlim=whole.hlim, fl=whole.fl)
    extended = header / IPv6ExtHdrHopByHop() / IPv6ExtHdrDestOpt(nh=PROTOCOL_TCP) / tcp
    return _plain(bytes(extended), sender, receiver)


def _linux_cooked(packet: bytes, sender: Endpoint, _receiver: Endpoint) -> list[bytes]:
    header = CookedLinux(
        pkttype=SLL_TO_US if sender.is_far else SLL_FROM_US,
        lladdrtype=1,
        lladdrlen=6,
        src=mac_bytes(sender.mac) + bytes(2),
        proto=ethertype(packet),
    )
    return [bytes(header) + packet]


def _raw(packet: bytes, _sender: Endpoint, _receiver: Endpoint) -> list[bytes]:
    return [packet]


def _null(packet: bytes, _sender: Endpoint, _receiver: Endpoint) -> list[bytes]:
    return [struct.pack("<I", NULL_FAMILY_INET) + packet]


def _fragmenting(packet: bytes, sender: Endpoint, receiver: Endpoint) -> list[bytes]:
    """A narrow path cuts what may be cut; the TCP checksum is not touched by it."""
    if len(packet) <= NARROW_MTU:
        return _plain(packet, sender, receiver)
    pieces = fragment(IP(packet), fragsize=NARROW_MTU - 20)
    return [frame for piece in pieces for frame in _plain(bytes(piece), sender, receiver)]


ETHERNET = Link(LINKTYPE_ETHERNET, _plain)
VLAN = Link(LINKTYPE_ETHERNET, _vlan)
QINQ = Link(LINKTYPE_ETHERNET, _qinq)
MPLS_LABELS = Link(LINKTYPE_ETHERNET, _mpls)
PPPOE = Link(LINKTYPE_ETHERNET, _pppoe)
GRE_TUNNEL = Link(LINKTYPE_ETHERNET, _gre)
VXLAN_SEGMENT = Link(LINKTYPE_ETHERNET, _vxlan)
IPV6_EXTENSIONS = Link(LINKTYPE_ETHERNET, _ipv6_extensions)
LINUX_COOKED = Link(LINKTYPE_LINUX_SLL, _linux_cooked)
RAW_IP = Link(LINKTYPE_RAW, _raw)
LOOPBACK = Link(LINKTYPE_NULL, _null)
FRAGMENTING = Link(LINKTYPE_ETHERNET, _fragmenting)
