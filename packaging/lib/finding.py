# SPDX-License-Identifier: GPL-2.0-or-later
"""The findings of one frame, from the fields that tshark prints for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugin_fields import CHILDREN

# Where the number itself lies, in each TCP header of the frame, and what it is called.
SHOWN_AS = {
    "tcp.seq_bitflip": {"tcp.seq_raw": "seq"},
    "tcp.ack_bitflip": {"tcp.ack_raw": "ack"},
    "tcp.sack_bitflip": {"tcp.options.sack_le": "sack", "tcp.options.sack_re": "sack"},
    "tcp.ts_bitflip": {"tcp.options.timestamp.tsval": "tsval", "tcp.options.timestamp.tsecr": "tsecr"},
}
IN_EVERY_HEADER = frozenset({"tcp.seq_raw", "tcp.ack_raw"})
# The shortest TCP header, in bytes, that holds timestamps or SACK blocks beside the required padding.
SHORTEST_WITH_OPTION = 32

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
    "tcp.hdr_len",
    *(field for fields in SHOWN_AS.values() for field in fields),
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
            field = next((name for name in SHOWN_AS[root] if observed in frame[name]), next(iter(SHOWN_AS[root])))
            source, destination = endpoints(frame, tcp_header_with(observed, field, frame))
            confidence = values["confidence"][index]
            yield Finding(
                frame["frame.number"][0],
                f"{float(frame['frame.time_relative'][0]):.6f}",
                source,
                destination,
                SHOWN_AS[root][field],
                values["expected"][index],
                observed,
                tuple(next(bits) for _ in range(int(values["count"][index]))),
                values["delta"][index],
                confidences.get(confidence, confidence),
            )


def tcp_header_with(number: str, field: str, frame: Frame) -> int:
    """The index of the TCP header that the number lies in. Where several may hold an option, it is the innermost."""
    if field in IN_EVERY_HEADER:
        return frame[field].index(number) if number in frame[field] else 0
    long_enough = [
        index for index, length in enumerate(frame["tcp.hdr_len"]) if int(length) >= SHORTEST_WITH_OPTION
    ]
    return long_enough[-1] if long_enough else 0


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
