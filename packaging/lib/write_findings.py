#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes what the installed plugin says of captures, and nothing that is Wireshark's own, so that two versions of Wireshark
can be compared byte by byte.

For each capture under CAPTURES four files are written in OUTPUT: the plugin's items in the protocol tree after one pass and
after two, the report as text and as JSON. OUTPUT/fields lists the plugin's fields."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

NOBODY = 65534
PLUGIN = "seqbitflip.so"


def tshark(*arguments: str | Path) -> str:
    command = ["tshark", "-n", *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {result.returncode}\n{result.stderr}")
    return result.stdout


def field_lines(**options: object) -> set[str]:
    listing = subprocess.run(["tshark", "-G", "fields"], capture_output=True, text=True, check=True, **options)
    return set(listing.stdout.splitlines())


def installed_plugin() -> Path:
    listing = subprocess.run(["tshark", "-G", "plugins"], capture_output=True, text=True, check=True).stdout
    paths = [line.split("\t")[-1] for line in listing.splitlines() if line.startswith(PLUGIN)]
    if not paths:
        raise SystemExit("tshark does not load the plugin: is it installed?")
    return Path(paths[0])


def own_fields() -> list[str]:
    """What `tshark -G fields` lists with the plugin only. Which plugins are loaded, only a user who is not root can tell."""
    minor_version = installed_plugin().parents[1]
    with tempfile.TemporaryDirectory() as name:
        others = Path(name)
        others.chmod(0o755)
        shutil.copytree(minor_version, others / minor_version.name, ignore=shutil.ignore_patterns(PLUGIN))
        environment = {**os.environ, "WIRESHARK_PLUGIN_DIR": name, "HOME": "/nonexistent"}
        without = field_lines(env=environment, user=NOBODY, group=NOBODY, extra_groups=[])
    return sorted(field_lines() - without)


def lines_of(item: ElementTree.Element, depth: int) -> Iterator[str]:
    yield "  " * depth + " ".join(f'{name}="{value}"' for name, value in item.attrib.items())
    for child in item:
        yield from lines_of(child, depth + 1)


def own_items(item: ElementTree.Element, names: set[str]) -> Iterator[str]:
    for child in item:
        if child.get("name") in names:
            yield from lines_of(child, 1)
        else:
            yield from own_items(child, names)


def tree_items(capture: Path, passes: list[str], names: set[str]) -> str:
    document = ElementTree.fromstring(tshark(*passes, "-r", capture, "-T", "pdml"))
    lines = []
    for number, packet in enumerate(document.iter("packet"), start=1):
        lines += [f"frame {number}", *own_items(packet, names)]
    return "\n".join(lines) + "\n"


def report(capture: Path, form: str) -> str:
    return tshark("-2", "-q", "-z", form, "-r", capture)


def write_all(capture: Path, stem: str, names: set[str]) -> None:
    Path(f"{stem}.one-pass").write_text(tree_items(capture, [], names))
    Path(f"{stem}.two-passes").write_text(tree_items(capture, ["-2"], names))
    Path(f"{stem}.report").write_text(report(capture, "seqbitflip,report"))
    Path(f"{stem}.report.json").write_text(report(capture, "seqbitflip,report,json"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    captures = sorted(path for path in arguments.captures.rglob("*.pcap*") if path.is_file())
    if not captures:
        sys.exit(f"no capture in {arguments.captures}")
    arguments.output.mkdir(parents=True)
    fields = own_fields()
    (arguments.output / "fields").write_text("\n".join(fields) + "\n")
    names = {line.split("\t")[2] for line in fields}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        work = []
        for capture in captures:
            stem = str(capture.relative_to(arguments.captures)).replace("/", "-")
            work.append(pool.submit(write_all, capture, str(arguments.output / stem), names))
        for done in work:
            done.result()


if __name__ == "__main__":
    main()
