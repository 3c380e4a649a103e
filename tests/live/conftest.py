# SPDX-License-Identifier: GPL-2.0-or-later
"""What the live test takes from the other tests, when it can run at all, and how it always cleans up."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import pytest
from _pytest.terminal import TerminalReporter

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "lab"), str(TESTS / "end_to_end")]

from support import wireshark  # noqa: E402

# Numbers of the bits in /proc/self/status; a container's root does not have them all.
CAPABILITIES = {"CAP_NET_ADMIN": 12, "CAP_NET_RAW": 13, "CAP_SYS_ADMIN": 21}


def missing_rights() -> list[str]:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    effective = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff:"))
    return [name for name, bit in CAPABILITIES.items() if not effective >> bit & 1]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs_root: makes network namespaces and captures in them")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)


def leave(number: int, frame: FrameType | None) -> None:
    """A signal leaves by an exception, which removes the namespaces."""
    raise KeyboardInterrupt(signal.Signals(number).name)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("needs_root") is None:
        return
    if os.geteuid() != 0:
        pytest.skip("needs root to make network namespaces")
    if missing := missing_rights():
        pytest.skip(f"needs root with {', '.join(missing)} to make network namespaces")


@pytest.fixture(scope="session", autouse=True)
def clean_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """tshark does not read the settings of the user who runs the test."""
    wireshark.ENVIRONMENT["WIRESHARK_CONFIG_DIR"] = str(tmp_path_factory.mktemp("settings"))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What each run was like, and what one pass found live, which no test demands."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    for name, text in (told for report in reports for told in report.user_properties):
        terminalreporter.write_line(f"{name}: {text}")
