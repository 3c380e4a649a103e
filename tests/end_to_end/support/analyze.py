# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs packaging/analyze as a person does, from the root of the repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.places import REPOSITORY

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
