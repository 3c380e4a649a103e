# SPDX-License-Identifier: GPL-2.0-or-later
"""plugin/core could serve any capture tool: none of its files includes a header of Wireshark or GLib."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.places import REPOSITORY

CORE = REPOSITORY / "plugin" / "core"
FOREIGN_INCLUDE = re.compile(
    r'^\s*#\s*include\s*[<"](?:.*/)?(?:epan|wsutil|wiretap|wireshark|glib|gmodule)[/.\-"]', re.MULTILINE
)


def files_with_foreign_includes(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.suffix in {".h", ".cpp"}]
    assert files, f"no C++ file in {folder}"
    return sorted(path.name for path in files if FOREIGN_INCLUDE.search(path.read_text()))


def test_core_includes_nothing_of_wireshark() -> None:
    assert files_with_foreign_includes(CORE) == []


@pytest.mark.parametrize(
    "line",
    (
        "#include <epan/packet.h>",
        '#include "epan/packet.h"',
        "  #  include <glib.h>",
        "#include <wsutil/plugins.h>",
        "#include <wiretap/wtap.h>",
        "#include <glib-2.0/glib.h>",
        "#include <wireshark/epan/packet.h>",
        '#include "../wireshark/fields.h"',
        "#include <glib/gtypes.h>",
    ),
)
def test_a_foreign_include_would_be_noticed(tmp_path: Path, line: str) -> None:
    (tmp_path / "clean.h").write_text("#pragma once\n#include <vector>\n// epan/packet.h is not included\n")
    assert files_with_foreign_includes(tmp_path) == []
    (tmp_path / "foreign.cpp").write_text(f'#include "clean.h"\n{line}\n')
    assert files_with_foreign_includes(tmp_path) == ["foreign.cpp"]
