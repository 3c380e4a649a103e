# SPDX-License-Identifier: GPL-2.0-or-later
"""A router corrupts numbers of real connections while tshark listens behind it.

The kernel counts the packets that it changed, and a capture before the router tells which ones and what
they carried. The plugin must find exactly these, with the number that they carried.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from findings import Finding
from live_run import Run, run
from routed_network import Fault
from support.wireshark import tshark

FAULTS = {
    "a high bit": Fault("seq", 1 << 30, toward="server"),
    "several bits": Fault("seq", 0x01030100, toward="server"),
    "a low bit": Fault("seq", 1 << 3, toward="server"),
    "toward the client": Fault("seq", 0x010f0100, toward="client"),
    "acknowledgments": Fault("ack", 0x00041000, toward="server"),
}


class Tolerance(NamedTuple):
    """So much falls short in a run and the test still passes."""

    share_untold: float
    accused: int


NONE = Tolerance(share_untold=0, accused=0)
# A number eight off lies where the receiver may take it for right and go on from it; an acknowledgment among
# others that overtook each other looks late. Then little or nothing tells. In 16 runs of each 1.3% and 1.4%
# of the changed packets were not told, in the worst run 2.9% and 3.8%. A receiver misled by eight also made
# the plugin accuse a healthy packet, once in each of three of the 16 runs. With these limits about one run
# in five hundred fails of each. What falls short is printed, whether the test passes or not.
TOLERANCES = {
    "a low bit": Tolerance(share_untold=0.08, accused=2),
    "acknowledgments": Tolerance(share_untold=0.08, accused=0),
}
# Fewer would not be worth the name of a test.
FEWEST_PACKETS = 2000
FEWEST_CHANGES = 20
ANYTHING = "tcp.seq_bitflip || tcp.ack_bitflip || tcp.seq_outofwindow || tcp.ack_outofwindow"

pytestmark = pytest.mark.needs_root


def summary(result: Run) -> str:
    story = [f"{result.packets} packets, {len(result.truth)} changed; "
             f"settled: {score(result.settled, result.truth)}; "
             f"live in one pass: {score(result.live, result.truth)}"]
    return "\n".join([*story, *differences(result)])


def score(found: list[Finding], truth: list[Finding]) -> str:
    right = len(set(found) & set(truth))
    return f"{right} found, {len(found) - right} wrong"


def untold(result: Run) -> list[Finding]:
    """The changed packets that two passes do not find, or not with the number that they carried."""
    return [finding for finding in result.truth if finding not in result.settled]


def accused(result: Run) -> list[Finding]:
    """The findings in packets that nobody changed."""
    changed = {(finding.frame, finding.number) for finding in result.truth}
    return [finding for finding in result.settled if (finding.frame, finding.number) not in changed]


def differences(result: Run) -> list[str]:
    return ([f"  untold: {finding}" for finding in untold(result)]
            + [f"  accused: {finding}" for finding in accused(result)])


@pytest.mark.parametrize("name", FAULTS)
def test_what_the_router_changed_is_found_and_nothing_else(
        name: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    fault = FAULTS[name]
    result = run(tmp_path, fault=fault, toward=fault.toward)
    record_property(name, summary(result))
    assert result.changed_by_kernel >= FEWEST_CHANGES
    assert len(result.truth) == result.changed_by_kernel, "the captures do not show what the kernel counted"
    assert {finding.observed ^ finding.expected for finding in result.truth} == {fault.mask}
    assert result.live == result.one_pass, "live differs from reading the file in one pass"
    tolerance = TOLERANCES.get(name, NONE)
    if (len(accused(result)) > tolerance.accused
            or len(untold(result)) > tolerance.share_untold * len(result.truth)):
        story = f"{len(result.truth)} packets were changed, see {result.capture}"
        pytest.fail("\n".join([story, *differences(result)]), pytrace=False)


def test_nothing_is_found_where_the_router_changes_nothing(
        tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    result = run(tmp_path, fault=None, toward="server")
    record_property("healthy", summary(result))
    assert result.packets >= FEWEST_PACKETS
    assert (result.changed_by_kernel, result.truth) == (0, [])
    assert result.live == [], f"live, see {result.capture}"
    assert result.settled == [], f"settled, see {result.capture}"
    for passes in ([], ["-2"]):
        assert tshark("-n", *passes, "-r", result.capture, "-Y", ANYTHING) == "", f"see {result.capture}"
