# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs Wireshark's command line programs; a dissector bug ends them instead of hiding in the output."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from support.places import CAPTURES

# What Wireshark itself says when it is root; nothing else may stand on standard error.
ROOT_NOTICE = 'Running as user "root" and group "root". This could be dangerous.\n'
SECONDS_ALLOWED = 120

ENVIRONMENT = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "WIRESHARK_ABORT_ON_DISSECTOR_BUG": "1"}


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program's output; its status and standard error are the caller's to judge."""
    result = subprocess.run(
        [program, *map(str, arguments)],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS_ALLOWED,
        check=False,
    )
    result.stderr = result.stderr.replace(ROOT_NOTICE, "")
    return result


def tshark(*arguments: str | Path) -> str:
    """Standard output of a run that went without any complaint."""
    result = run("tshark", *arguments)
    command = " ".join(map(str, ("tshark", *arguments)))
    assert result.returncode == 0, f"{command}: exit status {result.returncode}\n{result.stderr}"
    assert result.stderr == "", f"{command}: {result.stderr}"
    return result.stdout


def tshark_reading(capture: Path, *arguments: str) -> str:
    """The same, of one capture. Those in captures/ do not change: what was asked of them is not asked again."""
    ask = tshark_once if capture.is_relative_to(CAPTURES) else tshark
    return ask("-r", capture, *arguments)


@cache
def tshark_once(*arguments: str | Path) -> str:
    return tshark(*arguments)
