# SPDX-License-Identifier: GPL-2.0-or-later
"""All stories. Importing this package enters each of them into the catalogue, in the order of the
README's table."""

from stories import (  # noqa: F401
    seed,
    flipped_bits,
    options,
    patterns,
    benign_probes,
    benign_loss,
    benign_handshakes,
    benign_resets,
    benign_capture_points,
    benign_long,
    benign_nested,
    encapsulations,
)
