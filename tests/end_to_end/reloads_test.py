# SPDX-License-Identifier: GPL-2.0-or-later
"""The same file loaded again and again, as Wireshark's Reload does: what the plugin took it gives back."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support import truth
from support.places import CAPTURES
from support.sharkd import Sharkd
from support.valgrind import WITHOUT_POOLS, Memory, in_valgrind, memory_of_plugin

FEW, MANY = 5, 50
# On a busy machine: valgrind alone takes a minute to start Wireshark's dissectors.
SECONDS_ALLOWED = 850
# Findings of all kinds of numbers, notes, patterns.
NAMES = [name for name in truth.DAMAGED if "/" not in name]


@pytest.fixture(scope="module")
def capture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    merged = tmp_path_factory.mktemp("capture") / "findings.pcapng"
    subprocess.run(["mergecap", "-a", "-w", merged, *(CAPTURES / name for name in NAMES)], check=True)
    return merged


def after_loads(times: int, capture: Path, folder: Path) -> Memory:
    sharkd = Sharkd(in_valgrind("sharkd", folder / f"{times}.xml"), WITHOUT_POOLS, SECONDS_ALLOWED)
    wrong = truth.TRUTH[NAMES[0]][0]
    for _ in range(times):
        sharkd.ask("load", file=str(capture))
        shown = sharkd.ask("frame", frame=wrong["frame"], proto=True)
    assert f"Observed: {wrong['observed']}" in json.dumps(sharkd.answers()[shown])
    return memory_of_plugin(folder / f"{times}.xml")


def test_after_fifty_loads_the_plugin_holds_what_it_held_after_five(capture: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        few, many = pool.map(lambda times: after_loads(times, capture, tmp_path), (FEW, MANY))
    assert few.blocks > 0, "valgrind's report does not show the plugin"
    assert (many.bytes, many.blocks) == (few.bytes, few.blocks)
    assert many.lost == 0
    assert many.misuses == ()
