# SPDX-License-Identifier: GPL-2.0-or-later
"""What a capture file says of its frames, read without Wireshark."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from scapy.utils import RawPcapReader


def frame_count(capture: Path) -> int:
    with closing(RawPcapReader(str(capture))) as records:
        return sum(1 for _ in records)


def frames_cut_short(capture: Path) -> frozenset[int]:
    """Frames of which the capture holds only the beginning: nobody can verify their checksum."""
    with closing(RawPcapReader(str(capture))) as records:
        return frozenset(
            frame for frame, (_, record) in enumerate(records, 1) if record.caplen < record.wirelen
        )
