# SPDX-License-Identifier: GPL-2.0-or-later
"""A screen that nobody sees (Xvfb), its keyboard and mouse, and photographs of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import accessibility
from waiting import SECONDS_ALLOWED, wait_for

WIDTH, HEIGHT = 1500, 1000
# The packet list and the details, without the bytes and the small map of the list at the right.
WIDTH_LOOKED_AT = 700
# Letters lie in a coloured row; this many pixels in one colour do not come by chance.
PIXELS_OF_A_ROW = 100

Colour = tuple[int, int, int]


class Picture:
    """What was on the screen."""

    def __init__(self, file: Path) -> None:
        pixels = subprocess.run(
            ["convert", file, "-depth", "8", "rgb:-"], check=True, capture_output=True
        ).stdout
        assert len(pixels) == WIDTH * HEIGHT * 3
        self._lines = [pixels[start : start + WIDTH * 3] for start in range(0, len(pixels), WIDTH * 3)]

    def part(self, left: int, top: int, width: int, height: int) -> list[bytes]:
        """The lines of pixels of a rectangle."""
        return [line[left * 3 : (left + width) * 3] for line in self._lines[top : top + height]]

    def bars_in(self, colour: Colour) -> list[int]:
        """Where the bars of this colour begin, from the top; neighbouring rows are one bar."""
        lines = self.part(0, 0, WIDTH_LOOKED_AT, HEIGHT)
        coloured = [line.count(bytes(colour)) >= PIXELS_OF_A_ROW for line in lines]
        return [y for y, (above, here) in enumerate(zip([False, *coloured], coloured)) if here and not above]


class Screen:
    def __init__(self) -> None:
        read_end, write_end = os.pipe()
        self._server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(write_end),
                "-screen",
                "0",
                f"{WIDTH}x{HEIGHT}x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],  # while it starts anew after its last client, it takes no other
            pass_fds=[write_end],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as display:
            self.name = f":{display.readline().strip()}"
        assert self.name != ":", "Xvfb did not start"
        self._tell_of_the_accessibility_bus()

    def _tell_of_the_accessibility_bus(self) -> None:
        """Programs with Qt look here. Told of it by their environment, Qt 5 now and then speaks before it is connected."""
        setting = ["-root", "-format", "AT_SPI_BUS", "8s", "-set", "AT_SPI_BUS", accessibility.bus_address()]
        subprocess.run(["xprop", "-display", self.name, *setting], check=True, timeout=SECONDS_ALLOWED)

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()

    def xdotool(self, *arguments: str) -> str:
        result = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            text=True,
            timeout=SECONDS_ALLOWED,
            check=False,
        )
        return result.stdout

    def photograph(self, file: Path) -> Picture:
        subprocess.run(
            ["import", "-window", "root", file],
            env={**os.environ, "DISPLAY": self.name},
            check=True,
            timeout=SECONDS_ALLOWED,
        )
        return Picture(file)

    def photograph_when(self, condition: Callable[[Picture], bool], file: Path, what: str) -> Picture:
        """The first picture that meets the condition; the last one is in the file if none does."""

        def attempt() -> Picture | None:
            picture = self.photograph(file)
            return picture if condition(picture) else None

        return wait_for(attempt, what)
