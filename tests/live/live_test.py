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
# A number eight off lies where the receiver may take it for right and go on from it. The acknowledgment of a
# host that only uploads stays the same, so that the same damage makes the same wrong number again and again,
# and a number said again is taken for meant; one among others that overtook each other can look late.
# In 48 runs of each 1.7% and 2.4% of the changed packets were not told, in the worst run 5.3% and 14.5%: a
# connection is told whole or not at all. A receiver misled by eight made the plugin accuse healthy packets,
# too: 18 in the 48 runs, at most five in one. By the spread of these counts (negative binomial, of the runs
# on an idle machine, which are worst) one run in some three hundred fails. All other faults: none of 11082
# changed packets was missed and no packet accused, in 16 runs of each.
TOLERANCES = {
    "a low bit": Tolerance(share_untold=0.12, accused=10),
    "acknowledgments": Tolerance(share_untold=0.25, accused=0),
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
