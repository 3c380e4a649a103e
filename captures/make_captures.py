#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the captures of this folder, the list of what is wrong in them, and the table in the README.

The captures are the same bytes on each run. With --check nothing is written; the exit status is 1 when what
is checked in differs from what would be written.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path

from scapy.utils import RawPcapWriter

import stories  # noqa: F401  (enters the stories into the catalogue)
from catalogue import ENTRIES, Entry
from readme_table import with_table
from tcp_story import SECOND, Story

HERE = Path(__file__).resolve().parent
TRUTH_FILE = "expected.json"
NOTES_FILE = "expected_notes.json"
README = "README.md"


class KeptOpen(io.BytesIO):
    """The writer closes what it has written to; this keeps the bytes."""

    def close(self) -> None:
        self.kept = self.getvalue()
        super().close()


def pcap_bytes(story: Story) -> bytes:
    buffer = KeptOpen()
    with RawPcapWriter(buffer, linktype=story.link.linktype, snaplen=story.snaplen, endianness="<") as writer:
        writer.linktype = story.link.linktype  # newer versions of scapy take an argument of 0 for none
        writer.write_header(None)
        for frame in story.frames:
            seconds, microseconds = divmod(frame.time, SECOND)
            writer.write_packet(frame.data, seconds, microseconds, len(frame.data), frame.wire_length)
    return buffer.kept


def truth(story: Story) -> list[dict]:
    unfounded = [wrong.frame for wrong in story.wrong_numbers if wrong.reference is None]
    if unfounded:
        raise ValueError(f"{story.name}: nothing in the capture tells the right number of frames {unfounded}")
    return [
        {name: value for name, value in vars(wrong).items() if value is not None}
        for wrong in story.wrong_numbers
    ]


def file_name(entry: Entry) -> str:
    return f"{entry.name}.pcap"


def products() -> dict[str, bytes]:
    """All files by name, as they should be."""
    files: dict[str, bytes] = {}
    truths: dict[str, list[dict]] = {}
    notes: dict[str, list[dict]] = {}
    for entry in ENTRIES:
        story = entry.story()
        files[file_name(entry)] = pcap_bytes(story)
        truths[file_name(entry)] = truth(story)
        notes[file_name(entry)] = [vars(note) for note in story.notes]
    files[TRUTH_FILE] = (json.dumps(truths, indent=2) + "\n").encode()
    files[NOTES_FILE] = (json.dumps(notes, indent=2) + "\n").encode()
    sentences = {file_name(entry): entry.sentence for entry in ENTRIES}
    files[README] = with_table((HERE / README).read_text(), sentences, truths).encode()
    return files


def write(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(ENTRIES)} captures written to {folder}")


def check(files: dict[str, bytes], folder: Path) -> int:
    """Says which files differ, are missing, or come from no story."""
    complaints = []
    for name, content in files.items():
        path = folder / name
        if not path.is_file():
            complaints.append(f"{name}: missing")
        elif path.read_bytes() != content:
            complaints.append(f"{name}: differs from what make_captures.py writes")
    for path in sorted(folder.rglob("*.pcap")):
        name = path.relative_to(folder).as_posix()
        if name not in files:
            complaints.append(f"{name}: no story writes this file")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, default=HERE, metavar="DIR", help="default: this folder")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    files = products()
    if arguments.check:
        return check(files, arguments.output)
    write(files, arguments.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
