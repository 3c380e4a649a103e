# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs `cmake --install` as one of several people, with the module that was built, and keeps what it says.

Nothing outside of the test's folder changes: folders of the test lie over Wireshark's own ones, in a mount namespace."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.places import REPOSITORY
from support.wireshark import tshark

NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
MODULE = Path("plugin", "wireshark", "seqbitflip.so")


def folders_of_wireshark() -> dict[str, Path]:
    """What `tshark -G folders` lists."""
    lines = (line.partition(":") for line in tshark("-G", "folders").splitlines())
    return {name.strip(): Path(folder.strip()) for name, _colon, folder in lines}


def system_folder() -> Path:
    return folders_of_wireshark()["Global Plugins"] / "epan"


def settings_folder() -> Path:
    return folders_of_wireshark()["Global configuration"]


@dataclass
class Outcome:
    status: int
    said: str


class Installer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.build = folder / "build"
        self.home = folder / "home"
        self.system = folder / "system-plugins"  # lies over Wireshark's own
        self.settings = folder / "settings"  # lies over Wireshark's own, which it is a copy of
        self.path = os.environ["PATH"]

    def configure(self) -> None:
        for place in (self.home, self.system):
            place.mkdir()
        shutil.copytree(settings_folder(), self.settings)
        command = ["cmake", "-S", REPOSITORY, "-B", self.build, "-G", "Ninja", "-DSEQBITFLIP_TESTS=OFF"]
        subprocess.run(command, check=True, capture_output=True)
        command = ["cmake", "--build", self.build, "--target", "documentation"]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copy(REPOSITORY / "build" / MODULE, self.build / MODULE)
        for place in (self.build, self.home, *self.build.rglob("*")):
            os.chown(place, NOBODY, NOBODY)

    def as_user(self) -> Outcome:
        return self._install(AS_NOBODY)

    def as_root(self) -> Outcome:
        return self._install((), "--prefix", str(self.folder / "prefix"))

    def staged(self, destination: Path) -> Outcome:
        return self._install((), DESTDIR=str(destination))

    def plugins_of_user(self) -> str:
        """What `tshark -G plugins` lists for the user that installed."""
        return self._run([*AS_NOBODY, "tshark", "-G", "plugins"]).said

    def remove(self, command: str, *, for_user: bool) -> Outcome:
        """By a command of the shell, in the folder that has `build` in it."""
        who = AS_NOBODY if for_user else ()
        return self._run([*who, "sh", "-c", f'cd "$0" && {command}', str(self.folder)])

    def _install(self, who: tuple[str, ...], *options: str, **variables: str) -> Outcome:
        return self._run([*who, "cmake", "--install", str(self.build), *options], **variables)

    def _run(self, command: list[str], **variables: str) -> Outcome:
        cover = 'mount --bind "$0" "$1" && mount --bind "$2" "$3" && shift 3 && exec "$@"'
        covers = (self.system, system_folder(), self.settings, settings_folder())
        result = subprocess.run(
            ["unshare", "--mount", "sh", "-c", cover, *covers, *command],
            env={"HOME": str(self.home), "PATH": self.path, "LC_ALL": "C.UTF-8", **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Outcome(result.returncode, " ".join(result.stdout.split()))
