# SPDX-License-Identifier: GPL-2.0-or-later
"""The configuration profile, read from its files as Wireshark reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from support.colours import Colour
from support.places import REPOSITORY

NAME = "TCP Bit Flips"
FOLDER = REPOSITORY / "packaging" / "profile" / NAME

COLOUR_RULE = re.compile(r"@(?P<name>[^@]+)@(?P<filter>[^@]+)@\[(?P<background>[\d,]+)\]\[(?P<text>[\d,]+)\]")
SAVED_FILTER = re.compile(r'"(?P<name>[^"]+)" (?P<filter>.+)')
BUTTON = re.compile(r'"TRUE","(?P<name>[^"]+)","(?P<filter>[^"]+)","(?P<comment>[^"]*)"')
COLUMN = re.compile(r'"(?P<name>[^"]+)", "(?P<format>[^"]+)"')
CUSTOM_COLUMN = re.compile(r"%Cus:(?P<fields>.+):0:R")
HIGHEST_COMPONENT = 65535


@dataclass(frozen=True)
class ColourRule:
    name: str
    filter: str
    background: Colour
    text: Colour


def matches(file: str, form: re.Pattern[str]) -> list[re.Match[str]]:
    """Each line of the file that is no comment; all of them have this form."""
    lines = [line for line in (FOLDER / file).read_text().splitlines() if not line.startswith("#")]
    found = [form.fullmatch(line) for line in lines]
    wrong = [line for line, match in zip(lines, found) if match is None]
    assert not wrong, f"{file}: no line of the form {form.pattern}: {wrong}"
    return [match for match in found if match is not None]


def colour(components: str) -> Colour:
    red, green, blue = (int(component) / HIGHEST_COMPONENT for component in components.split(","))
    return red, green, blue


def colour_rules() -> list[ColourRule]:
    return [
        ColourRule(rule["name"], rule["filter"], colour(rule["background"]), colour(rule["text"]))
        for rule in matches("colorfilters", COLOUR_RULE)
    ]


def buttons() -> dict[str, str]:
    return {
        button["name"]: button["filter"].replace(r"\x22", '"')
        for button in matches("dfilter_buttons", BUTTON)
    }


def saved_filters() -> dict[str, str]:
    return {saved["name"]: saved["filter"] for saved in matches("dfilters", SAVED_FILTER)}


def columns() -> dict[str, str]:
    return dict(COLUMN.findall((FOLDER / "preferences").read_text()))


def column_filters() -> dict[str, str]:
    """The fields of each column that shows fields."""
    custom = {name: CUSTOM_COLUMN.fullmatch(form) for name, form in columns().items()}
    return {name: match["fields"] for name, match in custom.items() if match}


def automatic_switch() -> str:
    (line,) = [
        line for line in (FOLDER / "profile_settings").read_text().splitlines() if not line.startswith("#")
    ]
    key, _, display_filter = line.partition(": ")
    assert key == "auto_switch_filter", line
    return display_filter


def all_filters() -> dict[str, str]:
    """Every display filter of the profile, by where it stands."""
    return (
        {f"colour rule {rule.name}": rule.filter for rule in colour_rules()}
        | {f"button {name}": text for name, text in buttons().items()}
        | {f"saved filter {name}": text for name, text in saved_filters().items()}
        | {f"column {name}": text for name, text in column_filters().items()}
        | {"automatic switch": automatic_switch()}
    )


def put_into(settings: Path) -> None:
    """Makes it a profile of the user with these settings."""
    copy = settings / "profiles" / NAME
    copy.mkdir(parents=True)
    for file in FOLDER.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
