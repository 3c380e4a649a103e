# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs packaging/analyze as a person does, from the root of the repository, or only its last step."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.places import REPOSITORY
from support.wireshark import ENVIRONMENT

SECONDS_ALLOWED = 300


def analyze(
    *arguments: str | Path,
    folder: Path = REPOSITORY,
    program: Path = REPOSITORY / "packaging" / "analyze",
    **options: object,
) -> subprocess.CompletedProcess[str]:
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(
        [str(program), *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS_ALLOWED,
        check=False,
        **options,
    )


def list_findings(capture: Path) -> subprocess.CompletedProcess[str]:
    """Its last step: packages, plugin and installation are as they have to be, and the file is a capture."""
    return subprocess.run(
        ["/usr/bin/python3", REPOSITORY / "packaging" / "lib" / "findings.py", capture, "--name", capture.name],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS_ALLOWED,
        check=False,
    )
