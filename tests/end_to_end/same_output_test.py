# SPDX-License-Identifier: GPL-2.0-or-later
"""The same capture gives the same output, byte for byte: nothing depends on addresses, hashes or what memory held before."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support import truth, wireshark
from support.places import CAPTURES

# With what nobody but the plugin says in each.
WAYS = {
    "whole tree": (("-2", "-V"), " is wrong: expected "),
    "report": (("-2", "-q", "-z", "seqbitflip,report"), "Fault 1: "),
    "report as JSON": (("-2", "-q", "-z", "seqbitflip,report,json"), '"seqbitflip-report"'),
    "statistics tree": (("-2", "-q", "-z", "seqbitflip,tree"), "Differing bit"),
}
# The stack begins elsewhere, blocks of memory lie elsewhere and are full of other bytes; the kernel draws other
# addresses anyway.
OTHERWISE = {
    "FILLER": "x" * 50_000,
    "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
    "WIRESHARK_DEBUG_WMEM_OVERRIDE": "simple",
    "G_SLICE": "always-malloc",
}


@pytest.fixture(scope="module", params=("one after another", "all at once"))
def capture(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All captures in one: connections share addresses and ports, and at once also the time."""
    merged = tmp_path_factory.mktemp("capture") / "all.pcapng"
    order = ["-a"] if request.param == "one after another" else []
    subprocess.run(["mergecap", *order, "-w", merged, *(CAPTURES / name for name in truth.ALL)], check=True)
    return merged


@pytest.mark.parametrize("way", WAYS)
def test_the_output_is_the_same_wherever_memory_lies(
    capture: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, said_by_the_plugin = WAYS[way]
    once = wireshark.tshark("-r", capture, *options)
    for name, value in OTHERWISE.items():
        monkeypatch.setitem(wireshark.ENVIRONMENT, name, value)
    assert said_by_the_plugin in once
    again = wireshark.tshark("-r", capture, *options)
    assert again.splitlines() == once.splitlines()
