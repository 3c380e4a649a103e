# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the things are that the tests speak of, and a Wireshark without settings of its user."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import wireshark


@pytest.fixture(scope="session", autouse=True)
def clean_settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All programs of Wireshark that a test starts read their settings from an empty folder."""
    folder = tmp_path_factory.mktemp("settings")
    wireshark.ENVIRONMENT["WIRESHARK_CONFIG_DIR"] = str(folder)
    return folder
