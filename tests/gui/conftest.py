# SPDX-License-Identifier: GPL-2.0-or-later
"""One screen for all tests of a file, and Wiresharks on it, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screen import Screen
from wireshark_window import PICTURES, WiresharkWindow

OpenWindow = Callable[..., WiresharkWindow]


@pytest.fixture(name="screen", scope="module")
def screen_for_all() -> Iterator[Screen]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture(name="open_window")
def windows(screen: Screen, tmp_path: Path) -> Iterator[OpenWindow]:
    opened: list[WiresharkWindow] = []

    def open_window(
        capture: Path | None, *options: str, colour_rules: str = "", profile: bool = False
    ) -> WiresharkWindow:
        settings = tmp_path / f"settings-{len(opened)}"
        opened.append(
            WiresharkWindow(screen, settings, capture, *options, colour_rules=colour_rules, profile=profile)
        )
        return opened[-1]

    yield open_window
    for window in opened:
        window.close()
