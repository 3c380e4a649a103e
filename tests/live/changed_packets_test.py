# SPDX-License-Identifier: GPL-2.0-or-later
"""The live test's truth: what differs between the capture before the router and the one behind it."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from changed_packets import CapturesDisagree, Change, changed_packets
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Packet, Raw
from scapy.utils import wrpcap

CLIENT, SERVER = "192.0.2.1", "198.51.100.1"
Capture = Callable[[str, list[Packet]], Path]


def segment(ip_id: int, seq: int, ack: int = 1, payload: bytes = b"data", ttl: int = 64) -> Packet:
    return (Ether() / IP(src=CLIENT, dst=SERVER, id=ip_id, ttl=ttl) /
            TCP(sport=40000, dport=80, seq=seq, ack=ack, flags="A") / Raw(payload))


@pytest.fixture(name="capture")
def capture_of(tmp_path: Path) -> Capture:
    def write(name: str, packets: list[Packet]) -> Path:
        wrpcap(str(tmp_path / name), packets)
        return tmp_path / name
    return write


def changes(before: Path, behind: Path, number: str = "seq") -> list[Change]:
    return changed_packets(before, behind, number, socket.inet_aton(CLIENT))


def test_a_packet_with_another_number_is_told_with_its_frame_behind_the_router(capture: Capture) -> None:
    before = capture("before", [segment(1, 1000), segment(2, 1004), segment(3, 1008)])
    behind = capture("behind", [Ether() / ARP(), segment(1, 1000, ttl=63), segment(2, 9004, ttl=63),
                                segment(3, 1008, ttl=63)])
    assert changes(before, behind) == [Change(frame=3, before=1004, after=9004)]


def test_acknowledgment_numbers_are_compared_when_they_are_in_question(capture: Capture) -> None:
    before = capture("before", [segment(1, 1000, ack=7)])
    behind = capture("behind", [segment(1, 1000, ack=8)])
    assert changes(before, behind, "ack") == [Change(frame=1, before=7, after=8)]


def test_packets_that_overtook_each_other_are_still_the_same(capture: Capture) -> None:
    before = capture("before", [segment(1, 1000), segment(2, 1004)])
    behind = capture("behind", [segment(2, 1004), segment(1, 1000)])
    assert changes(before, behind) == []


def test_the_other_direction_and_other_protocols_do_not_count(capture: Capture) -> None:
    answer = Ether() / IP(src=SERVER, dst=CLIENT) / TCP(sport=80, dport=40000, seq=5)
    name_query = Ether() / IP(src=CLIENT, dst=SERVER) / UDP(dport=53)
    assert changes(capture("before", [segment(1, 1000)]),
                   capture("behind", [answer, name_query, segment(1, 1000)])) == []


@pytest.mark.parametrize("behind", [
    pytest.param([], id="one is missing"),
    pytest.param([segment(1, 1000, payload=b"DATA")], id="one has another payload"),
    pytest.param([segment(1, 1000), segment(2, 1004)], id="one was not sent"),
])
def test_captures_of_different_traffic_are_refused(capture: Capture, behind: list[Packet]) -> None:
    with pytest.raises(CapturesDisagree):
        changes(capture("before", [segment(1, 1000)]), capture("behind", behind))
