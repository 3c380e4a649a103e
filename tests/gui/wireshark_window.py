# SPDX-License-Identifier: GPL-2.0-or-later
"""A Wireshark with settings of its own, which fills the screen."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from screen import HEIGHT, WIDTH, Colour, Screen, wait_for

RECENT_COMMON = f"""\
privs.warn_if_elevated: FALSE
gui.geometry_main_x: 0
gui.geometry_main_y: 0
gui.geometry_main_width: {WIDTH}
gui.geometry_main_height: {HEIGHT}
"""
PREFERENCES = "gui.update.enabled: FALSE\n"
# Below the items of the packet's details, while these are closed; and below the packet's bytes.
IN_THE_DETAILS = ("250", "900")
BESIDE_ALL_ROWS = ("1400", "900")


def colour_rule(name: str, display_filter: str, background: Colour) -> str:
    """A line of the file `colorfilters`; its colours have 16 bits, and the text is black."""
    numbers = ",".join(str(component * 257) for component in background)
    return f"@{name}@{display_filter}@[{numbers}][0,0,0]\n"


class WiresharkWindow:
    def __init__(
        self, screen: Screen, settings: Path, capture: Path, *options: str, colour_rules: str = ""
    ) -> None:
        self._screen = screen
        settings.mkdir(mode=0o700)
        (settings / "recent_common").write_text(RECENT_COMMON)
        (settings / "preferences").write_text(PREFERENCES)
        # A rule that never matches: with an empty file Wireshark would take its default rules.
        (settings / "colorfilters").write_text(
            colour_rules or colour_rule("none", "frame.number == 0", (1, 2, 3))
        )
        environment = {
            **os.environ,
            "DISPLAY": screen.name,
            "WIRESHARK_CONFIG_DIR": str(settings),
            "XDG_RUNTIME_DIR": str(settings),
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
        }
        self._output = settings / "output"
        with self._output.open("w") as output:
            self._process = subprocess.Popen(
                ["wireshark", "-r", capture, *options],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self._window = wait_for(lambda: self._find(capture.name), f"a window named {capture.name}")
        # No window manager does this; and where the mouse is, a row would have another colour.
        screen.xdotool("windowfocus", self._window, "mousemove", *BESIDE_ALL_ROWS)

    def _find(self, name: str) -> str | None:
        status = self._process.poll()
        assert status is None, f"Wireshark has ended with status {status}\n{self._output.read_text()}"
        numbers = self._screen.xdotool("search", "--onlyvisible", "--name", name.replace(".", r"\.")).split()
        return numbers[0] if numbers else None

    def open_last_protocol_and_select_its_last_item(self) -> None:
        """In the packet's details."""
        self._screen.xdotool("mousemove", *IN_THE_DETAILS, "click", "1", "mousemove", *BESIDE_ALL_ROWS)
        self.press("Home", "End", "Right", "End")

    def open_item_above_the_selected_one(self) -> None:
        """The last item is selected again afterwards."""
        self.press("Up", "Right", "End")

    def press(self, *keys: str) -> None:
        self._screen.xdotool("key", *keys)

    def title(self) -> str:
        return self._screen.xdotool("getwindowname", self._window).strip()

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
