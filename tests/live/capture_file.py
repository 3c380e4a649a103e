# SPDX-License-Identifier: GPL-2.0-or-later
"""The raw packets of a capture file, complete or still being written."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from scapy.error import Scapy_Exception
from scapy.utils import RawPcapReader


def raw_packets(file: Path) -> Iterator[bytes]:
    with closing(RawPcapReader(str(file))) as reader:
        for data, _ in reader:
            yield data


def count_packets(file: Path) -> int:
    try:
        return sum(1 for _ in raw_packets(file))
    except Scapy_Exception:
        return 0  # its writer has not got beyond the file header
