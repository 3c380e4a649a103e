# SPDX-License-Identifier: GPL-2.0-or-later
"""The findings of one frame, from the fields that tshark prints for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugin_fields import CHILDREN

# Where the number itself lies, in each TCP header of the frame.
RAW_NUMBER = {"tcp.seq_bitflip": "tcp.seq_raw", "tcp.ack_bitflip": "tcp.ack_raw"}
SHOWN_AS = {"tcp.seq_bitflip": "seq", "tcp.ack_bitflip": "ack"}

# What is asked of every frame, beside the children of the roots.
FRAME_FIELDS = (
    "frame.number",
    "frame.time_relative",
    "frame.protocols",
    "ip.src",
    "ip.dst",
    "ipv6.src",
    "ipv6.dst",
    "tcp.srcport",
    "tcp.dstport",
    "tcp.seq_raw",
    "tcp.ack_raw",
)

# One frame's fields, each with all its values: a frame may hold several TCP headers.
Frame = dict[str, list[str]]


@dataclass(frozen=True)
class Finding:
    frame: str
    time: str
    source: str
    destination: str
    number: str
    expected: str
    observed: str
    bits: tuple[str, ...]
    difference: str
    confidence: str


def findings_in(frame: Frame, names: dict[str, dict[str, str]]) -> Iterator[Finding]:
    for root, confidences in names.items():
        values = {child: frame[f"{root}.{child}"] for child in CHILDREN}
        bits = iter(values["bit"])
        for index, observed in enumerate(values["observed"]):
            source, destination = endpoints(frame, tcp_header_with(observed, frame[RAW_NUMBER[root]]))
            confidence = values["confidence"][index]
            yield Finding(
                frame["frame.number"][0],
                f"{float(frame['frame.time_relative'][0]):.6f}",
                source,
                destination,
                SHOWN_AS[root],
                values["expected"][index],
                observed,
                tuple(next(bits) for _ in range(int(values["count"][index]))),
                values["delta"][index],
                confidences.get(confidence, confidence),
            )


def tcp_header_with(number: str, numbers: list[str]) -> int:
    return numbers.index(number) if number in numbers else 0


def endpoints(frame: Frame, tcp_header: int) -> tuple[str, str]:
    """Source and destination of the frame's TCP header with this index."""
    layer = ip_layer_below(frame["frame.protocols"][0].split(":"), tcp_header)
    if layer is None:
        return "?", "?"
    protocol, index = layer
    form = "[{}]:{}" if protocol == "ipv6" else "{}:{}"
    return (
        form.format(frame[f"{protocol}.src"][index], frame["tcp.srcport"][tcp_header]),
        form.format(frame[f"{protocol}.dst"][index], frame["tcp.dstport"][tcp_header]),
    )


def ip_layer_below(protocols: list[str], tcp_header: int) -> tuple[str, int] | None:
    """The IP header that carries the TCP header: its protocol, and which one of that protocol it is."""
    seen = {"ip": 0, "ipv6": 0, "tcp": 0}
    below = None
    for protocol in protocols:
        if protocol == "tcp" and seen["tcp"] == tcp_header:
            return below
        if protocol in ("ip", "ipv6"):
            below = protocol, seen[protocol]
        if protocol in seen:
            seen[protocol] += 1
    return None
