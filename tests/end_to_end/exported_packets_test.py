# SPDX-License-Identifier: GPL-2.0-or-later
"""Packets that Wireshark exports from inside of others are TCP again where they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from scapy.layers.inet import IP, TCP
from scapy.layers.ipsec import AH, ESP
from scapy.layers.l2 import Ether
from scapy.packet import Packet
from scapy.utils import wrpcap

from support.wireshark import tshark

SEGMENT = bytes(TCP(sport=49152, dport=80, flags="A", seq=0x1234567, ack=1))
CHECK_VALUE = bytes(12)
PADDING_AND_NEXT = bytes((1, 2, 2, 6))
INSIDE = {
    "authenticated": AH(nh=6, payloadlen=4, spi=256, seq=1, icv=CHECK_VALUE) / SEGMENT,
    "not really encrypted": ESP(spi=512, seq=1, data=SEGMENT + PADDING_AND_NEXT + CHECK_VALUE),
}
DECODE_ESP = ("-o", "esp.enable_null_encryption_decode_heuristic:TRUE")


@pytest.mark.parametrize("kind", INSIDE)
def test_a_segment_inside_of_ipsec_reads_back_as_tcp(kind: str, tmp_path: Path) -> None:
    capture, exported = tmp_path / "inside.pcap", tmp_path / "exported.pcapng"
    packet: Packet = Ether() / IP(src="192.0.2.1", dst="192.0.2.2") / INSIDE[kind]
    wrpcap(str(capture), packet)
    tshark("-r", capture, *DECODE_ESP, "-U", "OSI layer 3", "-w", exported)
    fields = ("-T", "fields", "-e", "tcp.srcport", "-e", "tcp.seq_raw")
    assert tshark("-r", exported, *fields) == f"49152\t{0x1234567}\n"


def test_who_decodes_as_tcp_gets_wiresharks_own(tmp_path: Path) -> None:
    capture = tmp_path / "plain.pcap"
    wrpcap(str(capture), Ether() / IP(src="192.0.2.1", dst="192.0.2.2") / TCP(SEGMENT))
    for dissector, protocols in (("tcp", "eth:ethertype:ip:tcp"), ("udp", "eth:ethertype:ip:udp")):
        decoded = tshark("-r", capture, "-d", f"ip.proto==6,{dissector}", "-T", "fields", "-e", "frame.protocols")
        assert decoded.strip().startswith(protocols)
