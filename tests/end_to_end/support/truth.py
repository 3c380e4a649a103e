# SPDX-License-Identifier: GPL-2.0-or-later
"""What is wrong in the captures, by construction, and the rows that follow from it."""

from __future__ import annotations

import json
from functools import cache

from support.places import CAPTURES
from support.records import frames_cut_short
from support.rows import Row

TRUTH: dict[str, list[dict]] = json.loads((CAPTURES / "expected.json").read_text())
ALL = sorted(TRUTH)
BENIGN = [name for name in ALL if not TRUTH[name]]
DAMAGED = [name for name in ALL if TRUTH[name]]

# TSval and TSecr share their fields.
NUMBER_OF_FIELD = {"seq": "seq", "ack": "ack", "sack": "sack", "tsval": "ts", "tsecr": "ts"}
# The values of tcp.seq_bitflip.checksum.
NOT_VERIFIABLE, DAMAGED_AFTER, COVERS_WRONG_NUMBER = 0, 1, 2


@cache
def wanted_rows(name: str) -> tuple[Row, ...]:
    cut_short = frames_cut_short(CAPTURES / name)
    return tuple(row(entry, entry["frame"] in cut_short) for entry in TRUTH[name])


def row(entry: dict, cut_short: bool) -> Row:
    expected, observed = entry["expected"], entry["observed"]
    mask = expected ^ observed
    bits = tuple(bit for bit in range(32) if mask >> bit & 1)
    delta = (observed - expected + 2**31) % 2**32 - 2**31
    if cut_short:
        checksum = NOT_VERIFIABLE
    else:
        checksum = DAMAGED_AFTER if entry["checksum"] == "stale" else COVERS_WRONG_NUMBER
    return Row(
        entry["frame"],
        NUMBER_OF_FIELD[entry["field"]],
        expected,
        observed,
        mask,
        len(bits),
        bits,
        delta,
        entry["reference"],
        checksum,
    )
