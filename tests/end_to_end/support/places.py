# SPDX-License-Identifier: GPL-2.0-or-later
"""Folders of the repository."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
CAPTURES = REPOSITORY / "captures"
SEED = "seed-router-rewrites-ack.pcap"
