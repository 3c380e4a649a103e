# SPDX-License-Identifier: GPL-2.0-or-later
"""The diagnosis across captures, for people, from the tables of joined_reports.sql."""

from __future__ import annotations

import sqlite3
import textwrap
from collections.abc import Iterator
from datetime import datetime, timezone

WIDTH, INDENT = 100, 13
MOST_NAMES = 8
NS_PER_SECOND = 1_000_000_000
# Others follow from these.
IMPLIED_TRAITS = {"source": "source address", "destination": "destination address"}


def counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def moment(ns: int) -> str:
    seconds, rest = divmod(ns, NS_PER_SECOND)
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%d %H:%M:%S}.{rest // 1000:06} UTC"


def paragraph(label: str, words: str) -> str:
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=f"  {label}".ljust(INDENT),
        subsequent_indent=" " * INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def names(all_of_them: list[str]) -> str:
    more = len(all_of_them) - MOST_NAMES
    return ", ".join(all_of_them[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


class JoinedReport:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._database.row_factory = sqlite3.Row

    def text(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _all(self, query: str, *values: object) -> list[sqlite3.Row]:
        return self._database.execute(query, values).fetchall()

    def _lines(self) -> Iterator[str]:
        yield self._first_line()
        faults = self._all(
            "SELECT * FROM fault WHERE name IS NOT NULL ORDER BY captures DESC, findings DESC, name"
        )
        for number, fault in enumerate(faults, 1):
            yield from self._fault(f"Fault {number}: {fault['name']}", fault)
        for rest in self._all("SELECT * FROM fault WHERE name IS NULL"):
            yield from self._fault("No pattern", rest)

    def _first_line(self) -> str:
        (total,) = self._all(
            "SELECT count(*) AS captures, total(segments) AS segments, total(conversations) AS conversations FROM capture"
        )
        (found,) = self._all("SELECT count(*) AS findings FROM finding")
        (shared,) = self._all("SELECT count(*) AS numbers FROM wrong_number WHERE captures > 1")
        line = (
            f"{counted(found['findings'], 'wrong number', 'wrong numbers')} in "
            f"{counted(int(total['segments']), 'TCP segment', 'TCP segments')} of "
            f"{counted(int(total['conversations']), 'conversation', 'conversations')} in "
            f"{counted(total['captures'], 'capture', 'captures')}"
        )
        if not shared["numbers"]:
            return line
        return f"{line}\n{counted(shared['numbers'], 'number is', 'numbers are')} in more than one capture"

    def _fault(self, title: str, fault: sqlite3.Row) -> Iterator[str]:
        name = fault["name"]
        yield ""
        yield title
        captures = [
            row["capture"]
            for row in self._all(
                "SELECT DISTINCT capture FROM member JOIN finding ON finding.id = member.finding "
                "JOIN element ON element.id = finding.element WHERE member.fault IS ? ORDER BY capture",
                name,
            )
        ]
        yield paragraph("Captures", f"{len(captures)}: {names(captures)}")
        yield paragraph("Findings", f"{fault['findings']}: {self._tally(name, 'confidence')}")
        if common := self._in_common(name):
            yield paragraph("In common", common)
        yield paragraph("Since", f"{moment(fault['first_ns'])}, last at {moment(fault['last_ns'])}")
        yield paragraph("Checksums", self._tally(name, "checksum"))
        if name and name.startswith("Constant offset"):
            yield paragraph(
                "Because",
                f"The difference is always the same, the differing bits are not ({fault['masks']} different "
                "sets of bits): something adds a constant. Memory and cables do not.",
            )
        conclusions = self._all(
            "SELECT points_to, count(DISTINCT capture) AS captures FROM member "
            "JOIN finding ON finding.id = member.finding JOIN element ON element.id = finding.element "
            "WHERE member.fault IS ? GROUP BY points_to ORDER BY captures DESC, points_to",
            name,
        )
        for number, row in enumerate(conclusions):
            by_itself = counted(
                row["captures"], "capture by itself points to", "captures by themselves point to"
            )
            yield paragraph("" if number else "Alone", f"{by_itself}: {row['points_to']}")
        stall = (fault["longest_stall_ns"] or 0) / NS_PER_SECOND
        yield paragraph("Cost", f"longest stall {stall:.1f} s, {counted(fault['resets'], 'reset', 'resets')}")

    def _tally(self, fault: str | None, column: str) -> str:
        rows = self._all(
            f"SELECT {column} AS value, count(*) AS findings FROM member "
            "JOIN finding ON finding.id = member.finding WHERE member.fault IS ? "
            "GROUP BY value ORDER BY findings DESC, value",
            fault,
        )
        return ", ".join(f"{row['findings']} {row['value']}" for row in rows)

    def _in_common(self, fault: str | None) -> str:
        shared = {
            row["name"]: row["value"]
            for row in self._all(
                "SELECT name, value FROM shared_trait WHERE fault IS ? ORDER BY position", fault
            )
        }
        for whole, part in IMPLIED_TRAITS.items():
            if whole in shared:
                shared.pop(part, None)
        return ", ".join(f"{name} {value}" for name, value in shared.items())
