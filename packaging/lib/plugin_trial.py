# SPDX-License-Identifier: GPL-2.0-or-later
"""Wireshark's programs with a plugin that is not installed, or with none, and with no settings of a user.

Root's Wireshark heeds no WIRESHARK_PLUGIN_DIR: started by root, the programs run as nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

NOBODY = 65534


class PluginTrial:
    """A context manager: the plugin folder goes when it ends."""

    def __init__(self, plugin: Path | None, variables: Mapping[str, str] | None = None) -> None:
        self._plugin = plugin
        self._variables = dict(variables or {})
        self._folder = tempfile.TemporaryDirectory(prefix="plugin-trial-")

    def __enter__(self) -> PluginTrial:
        folder = Path(self._folder.name)
        folder.chmod(0o755)
        plugins = folder / "plugins" / minor_version() / "epan"
        plugins.mkdir(parents=True)
        if self._plugin is not None:
            shutil.copy(self._plugin, plugins)
        # Without its helpers for capturing: with AddressSanitizer preloaded they hang.
        helpers = folder / "helpers"
        helpers.mkdir()
        settings = folder / "settings"
        settings.mkdir()
        settings.chmod(0o777)
        self._variables |= {
            "WIRESHARK_PLUGIN_DIR": str(folder / "plugins"),
            "WIRESHARK_EXTCAP_DIR": str(helpers),
            "WIRESHARK_CONFIG_DIR": str(settings),
            "HOME": str(settings),
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def command(self, *words: str | Path) -> list[str]:
        """The command line; `env` last, so that only the program itself has the variables."""
        drop = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
        variables = [f"{name}={value}" for name, value in self._variables.items()]
        return [*(drop if os.geteuid() == 0 else []), "env", *variables, *map(str, words)]

    def run(self, *words: str | Path, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
        """The caller judges the status."""
        return subprocess.run(
            self.command(*words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
        )


def minor_version() -> str:
    """As the plugin folder is named: 4.0."""
    text = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True).stdout
    return ".".join(text.split()[2].split(".")[:2])


def captures_in(places: Sequence[Path]) -> list[Path]:
    """The given files, and the capture files in the given folders."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += [file for file in sorted(place.rglob("*")) if file.suffix in (".pcap", ".pcapng", ".cap")]
        else:
            found.append(place)
    return found
