# SPDX-License-Identifier: GPL-2.0-or-later
"""The configuration profile: Wireshark reads it without a word, its filters are valid, its colours readable by everybody."""

from __future__ import annotations

import itertools
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from support import profile
from support.colours import EYES, Colour, contrast, distance
from support.places import CAPTURES, REPOSITORY, SEED
from support.wireshark import ENVIRONMENT, tshark

BUILD = REPOSITORY / "build"
ZIP = BUILD / "packaging" / "profile" / "tcp-bit-flips-profile.zip"
# What WCAG 2.1 asks of text of this size (level AA).
LEAST_CONTRAST = 4.5
# Several times what a careful observer just notices, which is 2.3.
LEAST_DISTANCE = 15
# Behind rows without a rule: Qt's light and dark palettes and those of the two big desktops.
THEMES: dict[str, Colour] = {
    "white": (1, 1, 1),
    "Fusion, dark": (0x2D / 255, 0x2D / 255, 0x2D / 255),
    "GNOME, dark": (0x1E / 255, 0x1E / 255, 0x1E / 255),
    "KDE Breeze, dark": (0x31 / 255, 0x36 / 255, 0x3B / 255),
}
RULES = profile.colour_rules()


@pytest.fixture(name="with_profile")
def settings_with_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Options of a tshark that uses it."""
    profile.put_into(tmp_path)
    monkeypatch.setitem(ENVIRONMENT, "WIRESHARK_CONFIG_DIR", str(tmp_path))
    return ("-C", profile.NAME)


def test_it_loads_without_a_word_and_shows_the_columns(with_profile: tuple[str, str]) -> None:
    line = tshark(*with_profile, "-2", "-r", CAPTURES / SEED, "-Y", profile.buttons()["Wrong numbers"])
    for value in ("3952704914", "0x01030100", "8,16,17,24", "Bit flip", "120.14"):
        assert f" {value}" in line


def test_the_usual_columns_stay() -> None:
    names = list(profile.columns())
    assert names[:6] == ["No.", "Time", "Source", "Destination", "Protocol", "Length"] and names[-1] == "Info"
    assert names[6:-1] == ["Expected", "Mask", "Bits", "Cause", "Stall"]


def columns_of(capture: Path, *options: str) -> list[dict[str, str]]:
    rows = tshark(*options, "-2", "-r", capture, "-T", "tabs").splitlines()
    # Between the addresses tshark draws an arrow, as if it were a column.
    values = [row.replace("\t→\t", "\t").split("\t") for row in rows]
    return [dict(zip(profile.columns(), row, strict=True)) for row in values]


def test_a_healthy_packet_has_nothing_in_the_new_columns(with_profile: tuple[str, str]) -> None:
    rows = columns_of(CAPTURES / "keep-alives.pcap", *with_profile)
    assert rows and {row[name] for row in rows for name in profile.column_filters()} == {""}


def test_a_wrong_number_has_its_expected_one_in_a_column(with_profile: tuple[str, str]) -> None:
    assert columns_of(CAPTURES / SEED, *with_profile)[7]["Expected"] == "3952704914"


@pytest.mark.parametrize("place", profile.all_filters())
def test_every_filter_is_valid(place: str) -> None:
    tshark("-r", CAPTURES / SEED, "-Y", profile.all_filters()[place])


@pytest.mark.parametrize(
    ("capture", "frame", "rule"),
    (
        (SEED, 8, "Wrong TCP number: strong"),
        ("flipped-bit-in-data.pcap", 9, "Wrong TCP number: proven"),
        ("stuck-bit.pcap", 14, "Healthy TCP segment, misjudged because of a wrong number"),
        (SEED, 9, None),
    ),
)
def test_the_rule_that_colours_a_frame(
    with_profile: tuple[str, str], capture: str, frame: int, rule: str | None
) -> None:
    arguments = ("--color", "-2", "-r", CAPTURES / capture, "-T", "fields")
    only = ("-Y", f"frame.number == {frame}", "-e", "frame.coloring_rule.name")
    assert tshark(*with_profile, *arguments, *only).strip() == (rule or "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_text_is_readable(rule: profile.ColourRule) -> None:
    assert contrast(rule.text, rule.background) >= LEAST_CONTRAST


@pytest.mark.parametrize("eyes", EYES)
def test_rules_look_different(eyes: str) -> None:
    for one, other in itertools.combinations(RULES, 2):
        found = distance(one.background, other.background, eyes)
        assert found >= LEAST_DISTANCE, f"{one.name} and {other.name}: {found:.1f}"


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_rules_stand_out_from_the_theme(eyes: str, theme: str) -> None:
    for rule in RULES:
        found = distance(rule.background, THEMES[theme], eyes)
        assert found >= LEAST_DISTANCE, f"{rule.name}: {found:.1f}"


def files_of_the_profile() -> dict[str, bytes]:
    return {f"{profile.NAME}/{file.name}": file.read_bytes() for file in profile.FOLDER.iterdir()}


def test_the_zip_for_the_import_holds_the_profile() -> None:
    with zipfile.ZipFile(ZIP) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    assert held == files_of_the_profile()


def test_installing_for_a_package_puts_it_among_wiresharks_own(tmp_path: Path) -> None:
    subprocess.run(
        ["cmake", "--install", BUILD],
        env={**os.environ, "DESTDIR": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    (folder,) = tmp_path.glob("**/share/wireshark/profiles")
    assert {
        str(file.relative_to(folder)): file.read_bytes() for file in folder.glob("*/*")
    } == files_of_the_profile()
