# SPDX-License-Identifier: GPL-2.0-or-later
"""A download over wireless LAN (802.11n) whose frames hold one segment, or several of them (A-MSDU)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scapy.layers.inet import IP, TCP
from scapy.utils import RawPcapWriter

IEEE_802_11 = 105
CLIENT, SERVER = "192.0.2.10", "198.51.100.20"
CLIENT_MAC, SERVER_MAC, ACCESS_POINT_MAC = (bytes((2, 0, 0, 0, 0, last)) for last in (1, 2, 3))
# Data with quality of service, from the access point; the bit in QoS control says that there are several.
HEADER = bytes((0x88, 0x02, 0, 0)) + CLIENT_MAC + ACCESS_POINT_MAC + ACCESS_POINT_MAC + bytes((0x10, 0, 0x80, 0))
LOGICAL_LINK = bytes((0xAA, 0xAA, 3, 0, 0, 0, 8, 0))
FIRST_OF_CLIENT, FIRST_OF_SERVER = 3_000_000, 7_000_000


def frame_of(packets: list[IP]) -> bytes:
    frame = HEADER
    for packet in packets:
        content = LOGICAL_LINK + bytes(packet)
        frame += bytes(-(len(frame) - len(HEADER)) % 4)
        frame += CLIENT_MAC + SERVER_MAC + len(content).to_bytes(2, "big") + content
    return frame


def of_client(identification: int, flags: str, seq: int, ack: int, data: bytes = b"") -> IP:
    segment = TCP(sport=49152, dport=80, flags=flags, seq=seq, ack=ack, window=64000)
    return IP(src=CLIENT, dst=SERVER, id=identification) / segment / data


def of_server(identification: int, flags: str, seq: int, ack: int, data: bytes = b"") -> IP:
    segment = TCP(sport=80, dport=49152, flags=flags, seq=seq, ack=ack, window=64000)
    return IP(src=SERVER, dst=CLIENT, id=identification) / segment / data


def data_of(size: int, number: int) -> bytes:
    return bytes((number * 37 + place * 11) % 256 for place in range(size))


def download(size: int, segments: int) -> tuple[list[IP], int, int]:
    """Its packets, and the numbers with which the client and the server go on behind it."""
    client, server = FIRST_OF_CLIENT + 1, FIRST_OF_SERVER + 1
    packets = [
        of_client(1, "S", FIRST_OF_CLIENT, 0),
        of_server(1, "SA", FIRST_OF_SERVER, client),
        of_client(2, "A", client, server),
        of_client(3, "PA", client, server, b"GET" * 30),
    ]
    client += 90
    for number in range(segments):
        packets.append(of_server(2 + number, "PA", server, client, data_of(size, number)))
        server += size
        if number % 2 == 1:
            packets.append(of_client(4 + number // 2, "A", client, server))
    return packets, client, server


def write_frames(path: Path, frames: Iterable[list[IP]]) -> None:
    """One every millisecond."""
    with RawPcapWriter(str(path), linktype=IEEE_802_11) as writer:
        writer.write_header(None)
        for number, packets in enumerate(frames):
            frame = frame_of(packets)
            writer.write_packet(frame, 1_700_000_000, 1000 * number, len(frame), len(frame))
