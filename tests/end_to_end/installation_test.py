# SPDX-License-Identifier: GPL-2.0-or-later
"""Wireshark loads the plugin that was built, without a word, and knows all of its fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.places import REPOSITORY
from support.wireshark import run, tshark

BUILT = REPOSITORY / "build" / "plugin" / "wireshark" / "seqbitflip.so"

# The type and display base of each child, in the words of `tshark -G fields`.
CHILDREN = {
    "_bitflip": ("FT_NONE", ""),
    "_bitflip.expected": ("FT_UINT32", "BASE_DEC"),
    "_bitflip.observed": ("FT_UINT32", "BASE_DEC"),
    "_bitflip.mask": ("FT_UINT32", "BASE_HEX"),
    "_bitflip.count": ("FT_UINT8", "BASE_DEC"),
    "_bitflip.bit": ("FT_UINT8", "BASE_DEC"),
    "_bitflip.delta": ("FT_INT32", "BASE_DEC"),
    "_bitflip.reference": ("FT_FRAMENUM", ""),
    "_bitflip.confidence": ("FT_UINT8", "BASE_DEC"),
    "_bitflip.checksum": ("FT_UINT8", "BASE_DEC"),
    "_bitflip.evidence": ("FT_STRING", ""),
    "_outofwindow": ("FT_NONE", ""),
    "_outofwindow.reason": ("FT_UINT8", "BASE_DEC"),
    "_outofwindow.distance": ("FT_INT32", "BASE_DEC"),
}
VALUE_NAMES = {
    "_bitflip.confidence": {"Likely", "Strong", "Proven"},
    "_bitflip.checksum": {"Damaged after the checksum", "Checksum covers the wrong number", "Not verifiable"},
    "_outofwindow.reason": {
        "Corrupt",
        "Old duplicate",
        "Ahead of the capture",
        "Earlier connection",
        "Injected",
        "Unknown",
    },
}


def loaded_module() -> Path:
    lines = [
        line.split("\t") for line in tshark("-G", "plugins").splitlines() if line.startswith("seqbitflip.so")
    ]
    assert len(lines) == 1, f"Wireshark lists the plugin {len(lines)} times"
    return Path(lines[0][-1])


def test_tshark_loads_the_plugin_without_a_word() -> None:
    result = run("tshark", "-G", "plugins")
    assert result.stderr == "" and result.returncode == 0, result.stderr
    assert "seqbitflip.so" in result.stdout


def test_the_installed_plugin_is_the_one_that_was_built() -> None:
    assert (
        loaded_module().read_bytes() == BUILT.read_bytes()
    ), f"{loaded_module()} differs from {BUILT}: run cmake --install build"


@pytest.fixture(scope="module", name="registered")
def registered_fields() -> dict[str, list[str]]:
    """The columns of `tshark -G fields` for each field of the TCP protocol."""
    rows = (line.split("\t") for line in tshark("-G", "fields").splitlines())
    return {row[2]: row for row in rows if row[0] == "F" and row[4] == "tcp"}


@pytest.mark.parametrize("number", ("seq", "ack"))
@pytest.mark.parametrize("child", CHILDREN)
def test_field_is_registered_under_tcp(registered: dict[str, list[str]], number: str, child: str) -> None:
    field = f"tcp.{number}{child}"
    assert field in registered, f"{field} is not known under tcp"
    _kind, name, _abbreviation, kind, _protocol, base, *_ = registered[field]
    assert (kind, base) == CHILDREN[child]
    assert name, f"{field} has no name"


@pytest.fixture(scope="module", name="values")
def named_values() -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for line in tshark("-G", "values").splitlines():
        if line.startswith(("V\ttcp.seq_", "V\ttcp.ack_")):
            _kind, field, _value, name = line.split("\t")
            values.setdefault(field, set()).add(name)
    return values


@pytest.mark.parametrize("number", ("seq", "ack"))
@pytest.mark.parametrize("child", VALUE_NAMES)
def test_values_have_the_names_that_filters_accept(
    values: dict[str, set[str]], number: str, child: str
) -> None:
    assert values[f"tcp.{number}{child}"] == VALUE_NAMES[child]
