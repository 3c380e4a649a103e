# SPDX-License-Identifier: GPL-2.0-or-later
"""A router corrupts numbers of real connections while tshark listens behind it.

The kernel counts the packets that it changed, and a capture before the router tells which ones and what
they carried. The plugin must find exactly these, with the number that they carried.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from findings import Finding
from live_run import Run, run
from routed_network import Fault
from support.wireshark import tshark

FAULTS = {
    "a high bit": Fault("seq", 1 << 30, toward="server"),
}
# Of these more is missed: run them with --every-fault, which demands everything of every fault.
HARD_FAULTS = {
    "several bits": Fault("seq", 0x01030100, toward="server"),
    "a low bit": Fault("seq", 1 << 3, toward="server"),
    "toward the client": Fault("seq", 0x010f0100, toward="client"),
    "acknowledgments": Fault("ack", 0x00041000, toward="server"),
}
# The aim is all and none. Bulk data whose bytes repeat themselves, hit twice in a row, still defeats it
# now and then, so that a run without --every-fault allows for a few.
LEAST_SHARE_FOUND = 0.95
MOST_SHARE_WRONG = 0.02
# Fewer would not be worth the name of a test.
FEWEST_PACKETS = 2000
FEWEST_CHANGES = 20
ANYTHING = "tcp.seq_bitflip || tcp.ack_bitflip || tcp.seq_outofwindow || tcp.ack_outofwindow"

pytestmark = pytest.mark.needs_root


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "name" in metafunc.fixturenames:
        every_fault = metafunc.config.getoption("every_fault")
        metafunc.parametrize("name", FAULTS | HARD_FAULTS if every_fault else FAULTS)


def summary(result: Run) -> str:
    return (f"{result.packets} packets, {len(result.truth)} changed; "
            f"settled: {score(result.settled, result.truth)}; "
            f"live in one pass: {score(result.live, result.truth)}")


def score(found: list[Finding], truth: list[Finding]) -> str:
    right = len(set(found) & set(truth))
    return f"{right} found, {len(found) - right} wrong"


def assert_almost_same(found: list[Finding], truth: list[Finding], capture: Path) -> None:
    missed = [finding for finding in truth if finding not in found]
    wrong = [finding for finding in found if finding not in truth]
    story = f"{len(truth)} packets were changed, see {capture}; missed {missed}; wrong {wrong}"
    assert len(missed) <= (1 - LEAST_SHARE_FOUND) * len(truth), story
    assert len(wrong) <= MOST_SHARE_WRONG * len(truth), story


def assert_same(found: list[Finding], truth: list[Finding], capture: Path) -> None:
    differences = [f"missed: {finding}" for finding in truth if finding not in found]
    differences += [f"wrong: {finding}" for finding in found if finding not in truth]
    if differences:
        story = f"{len(truth)} packets were changed, see {capture}"
        pytest.fail("\n".join([story, *differences]), pytrace=False)


def test_what_the_router_changed_is_found_and_nothing_else(
        name: str, tmp_path: Path, record_property: Callable[[str, object], None],
        pytestconfig: pytest.Config) -> None:
    fault = (FAULTS | HARD_FAULTS)[name]
    result = run(tmp_path, fault=fault, toward=fault.toward)
    record_property(name, summary(result))
    assert result.changed_by_kernel >= FEWEST_CHANGES
    assert len(result.truth) == result.changed_by_kernel, "the captures do not show what the kernel counted"
    assert {finding.observed ^ finding.expected for finding in result.truth} == {fault.mask}
    assert result.live == result.one_pass, "live differs from reading the file in one pass"
    compare = assert_same if pytestconfig.getoption("every_fault") else assert_almost_same
    compare(result.settled, result.truth, result.capture)


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
