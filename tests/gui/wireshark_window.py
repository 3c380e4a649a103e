# SPDX-License-Identifier: GPL-2.0-or-later
"""A Wireshark with settings of its own, which fills the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import accessibility
from accessibility import Widget
from screen import HEIGHT, WIDTH, Colour, Screen
from waiting import wait_for

REPOSITORY = Path(__file__).resolve().parents[2]
CAPTURES = REPOSITORY / "captures"
PICTURES = REPOSITORY / "build" / "gui"
PROFILE = REPOSITORY / "packaging" / "profile" / "TCP Bit Flips"

RECENT_COMMON = f"""\
privs.warn_if_elevated: FALSE
gui.geometry_main_x: 0
gui.geometry_main_y: 0
gui.geometry_main_width: {WIDTH}
gui.geometry_main_height: {HEIGHT}
"""
# Room for all of the details that the tests look at.
RECENT_OF_PROFILE = "gui.geometry_main_upper_pane: 260\n"
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
        self,
        screen: Screen,
        settings: Path,
        capture: Path | None,
        *options: str,
        colour_rules: str = "",
        profile: bool = False,
    ) -> None:
        self._screen = screen
        settings.mkdir(mode=0o700)
        (settings / "recent_common").write_text(RECENT_COMMON)
        (settings / "preferences").write_text(PREFERENCES)
        # A rule that never matches: with an empty file Wireshark would take its default rules.
        (settings / "colorfilters").write_text(
            colour_rules or colour_rule("none", "frame.number == 0", (1, 2, 3))
        )
        if profile:
            copy = settings / "profiles" / PROFILE.name
            shutil.copytree(PROFILE, copy)
            with (copy / "recent").open("a") as recent:
                recent.write(RECENT_OF_PROFILE)
            options += ("-C", PROFILE.name)
        environment = {
            **os.environ,
            "DISPLAY": screen.name,
            "WIRESHARK_CONFIG_DIR": str(settings),
            "XDG_RUNTIME_DIR": str(settings),
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        self.output = settings / "output"
        with self.output.open("w") as output:
            self._process = subprocess.Popen(
                ["wireshark", *(("-r", capture) if capture else ()), *options],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        title = capture.name if capture else "The Wireshark Network Analyzer"
        self._window = wait_for(lambda: self._find(title), f"a window named {title}")
        # No window manager does this; and where the mouse is, a row would have another colour.
        screen.xdotool("windowfocus", self._window, "mousemove", *BESIDE_ALL_ROWS)

    def _find(self, name: str) -> str | None:
        status = self._process.poll()
        assert status is None, f"Wireshark has ended with status {status}\n{self.output.read_text()}"
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

    def type(self, text: str) -> None:
        self._screen.xdotool("type", text)

    def click(self, widget: Widget) -> None:
        left, top, _, height = widget.place()
        here = (str(left + 30), str(top + height // 2))
        self._screen.xdotool("mousemove", *here, "click", "1", "mousemove", *BESIDE_ALL_ROWS)

    def focus_dialog(self, name: str) -> None:
        """No window manager does this."""
        self._screen.xdotool("windowfocus", "--sync", wait_for(lambda: self._find(name), f"a dialog {name}"))

    def title(self) -> str:
        return self._screen.xdotool("getwindowname", self._window).strip()

    def main(self) -> Widget:
        return self._top_level("frame", "")

    def dialog(self, name: str) -> Widget:
        return self._top_level("dialog", name)

    def _top_level(self, role: str, name: str) -> Widget:
        """The window of this role whose title has this in it."""

        def attempt() -> Widget | None:
            program = accessibility.application(self._process.pid)
            windows = program.children() if program else ()
            return next((widget for widget in windows if widget.role == role and name in widget.name), None)

        return wait_for(attempt, f"a {role} {name}")

    def choose(self, *entries: str) -> None:
        """An entry of the menus, by its way from the menu bar."""
        entry = self.main().find("menu bar")
        for name in entries:
            entry = entry.find("menu item", name)
        entry.press()

    def packets(self) -> Widget:
        return self.main().find("tree", "Packet list")

    def packet(self, number: int) -> list[str]:
        """The columns of a frame while no filter hides any."""
        return self.packets().row(number - 1)

    def detail(self, beginning: str) -> Widget | None:
        """The item of the packet's details that begins so, if the items around it are open."""
        items = self.main().find("tree", "Packet details").children()
        return next((item for item in items if item.name.startswith(beginning)), None)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
