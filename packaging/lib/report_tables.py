# SPDX-License-Identifier: GPL-2.0-or-later
"""Puts reports (docs/report-schema.md) into the tables of joined_reports.sql."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

SCHEMA, VERSION = "seqbitflip-report", 1
# The tables up to here are filled; what follows in the file is computed from them.
FIRST_COMPUTED = "CREATE VIEW wrong_number"
COLUMNS_OF_FINDING = (
    "frame",
    "time_ns",
    "number",
    "source",
    "destination",
    "segment_kind",
    "payload_length",
    "expected",
    "observed",
    "mask",
    "delta",
    "confidence",
    "checksum",
    "recovered_in",
    "stall_ns",
    "reset",
)
COLUMNS_OF_CAPTURE = ("segments", "conversations", "not_judged", "one_direction_only", "first_ns", "last_ns")


class NotAReport(Exception):
    """Says in one sentence why."""


class NotWritten(Exception):
    """Says why."""


def read(file: Path) -> dict:
    try:
        report = json.loads(file.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise NotAReport(f"cannot be read: {error}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotAReport("it holds no JSON document, or not a single one") from error
    if not isinstance(report, dict) or report.get("schema") != SCHEMA:
        raise NotAReport("this JSON is not a report of -z seqbitflip,report,json")
    if report.get("version") != VERSION:
        raise NotAReport(f"version {report.get('version')} of the report is not known here, only {VERSION}")
    return report


class Tables:
    def __init__(self) -> None:
        statements = (Path(__file__).parent / "joined_reports.sql").read_text()
        at = statements.index(FIRST_COMPUTED)
        self._computed = statements[at:]
        self.database = sqlite3.connect(":memory:")
        self.database.executescript(statements[:at])

    def add(self, name: str, report: dict) -> None:
        """All of the report or nothing."""
        try:
            with self.database:
                self._add(name, report)
        except sqlite3.IntegrityError as error:
            raise NotAReport(f"another report is already called {name}") from error
        except (AttributeError, IndexError, KeyError, TypeError, OverflowError, sqlite3.Error) as error:
            raise NotAReport(f"it does not hold what its schema says ({error!r})") from error

    def _add(self, name: str, report: dict) -> None:
        capture = report["capture"]
        self._insert("capture", name, *(capture.get(column) for column in COLUMNS_OF_CAPTURE))
        for element in report["faults"] + report["scattered"]:
            number = self._insert(
                "element",
                None,
                name,
                element["name"],
                element["cause"],
                element["exposed"],
                element["points_to"],
            )
            for trait, value in element["in_common"].items():
                self._insert("trait", number, trait, value)
            for index in element["findings"]:
                finding = report["findings"][index]
                self._insert("finding", None, number, *(finding.get(column) for column in COLUMNS_OF_FINDING))

    def _insert(self, table: str, *values: object) -> int:
        places = ", ".join("?" * len(values))
        return self.database.execute(f"INSERT INTO {table} VALUES ({places})", values).lastrowid or 0

    def compute(self) -> None:
        """To be called when all reports are in."""
        self.database.executescript(self._computed)
        self.database.commit()

    def write(self, file: Path) -> None:
        """To a new file of SQLite: all of it or nothing."""
        try:
            file.touch(exist_ok=False)
        except OSError as error:
            raise NotWritten(error.strerror) from error
        try:
            # Not absolute it might be taken for an address: "file:faults.db".
            self.database.execute("VACUUM INTO ?", (str(file.absolute()),))
        except (sqlite3.Error, UnicodeError) as error:
            file.unlink()
            raise NotWritten(str(error)) from error
