# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's statistics, as tshark prints them at the end."""

from __future__ import annotations

import json
from pathlib import Path

from support.wireshark import tshark_reading

BOTH_SEEDS = "seed-both-connections.pcap"


def report(capture: Path, *options: str) -> str:
    return tshark_reading(capture, *options, "-q", "-z", "seqbitflip,report")


def report_json(capture: Path, *options: str) -> dict:
    return json.loads(tshark_reading(capture, *options, "-q", "-z", "seqbitflip,report,json"))


def words(text: str) -> str:
    """The text without its line breaks and indentation."""
    return " ".join(text.split())
