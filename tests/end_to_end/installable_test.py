# SPDX-License-Identifier: GPL-2.0-or-later
"""packaging/analyze builds one target before it installs: a fresh clone has nothing else."""

from __future__ import annotations

import re
import subprocess

from support.places import REPOSITORY

BUILD = REPOSITORY / "build"
BUILT_AND_INSTALLED = re.compile(rf'{re.escape(str(BUILD))}/([^"; ]+\.(?:so|gz|zip))\b')


def test_its_target_makes_everything_that_is_installed() -> None:
    scripts = [path.read_text() for path in BUILD.rglob("cmake_install.cmake")]
    installed = {name for script in scripts for name in BUILT_AND_INSTALLED.findall(script)}
    assert {name.rpartition(".")[2] for name in installed} >= {"so", "gz"}, installed
    commands = subprocess.run(
        ["ninja", "-C", BUILD, "-t", "commands", "installable"], capture_output=True, text=True, check=True
    ).stdout
    left_out = sorted(name for name in installed if name not in commands)
    assert not left_out, f"installed, but not made: {left_out}"
