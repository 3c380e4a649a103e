# SPDX-License-Identifier: GPL-2.0-or-later
"""Which of the plugin's fields the installed Wireshark knows, and how it calls their values."""

from __future__ import annotations

import subprocess

ROOTS = ("tcp.seq_bitflip", "tcp.ack_bitflip", "tcp.sack_bitflip", "tcp.ts_bitflip")
CHILDREN = ("expected", "observed", "count", "bit", "delta", "confidence")


def confidence_names() -> dict[str, dict[str, str]]:
    """For each root that exists, the names of its confidence's values."""
    known: dict[str, dict[str, str]] = {}
    with subprocess.Popen(
        ["tshark", "-G", "values"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as tshark:
        assert tshark.stdout is not None
        for line in tshark.stdout:
            if b"_bitflip.confidence\t" not in line:
                continue
            _kind, field, value, name = line.decode().rstrip("\n").split("\t")
            known.setdefault(field.removesuffix(".confidence"), {})[value] = name
    return {root: known[root] for root in ROOTS if root in known}


def children(root: str) -> list[str]:
    return [f"{root}.{child}" for child in CHILDREN]
