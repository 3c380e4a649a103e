# SPDX-License-Identifier: GPL-2.0-or-later
"""Turns outcomes into tables: a share found, and the share of those with the exact value."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from recall_first_numbers import HANDSHAKE
from recall_score import FalseFinding, Outcome

# Faults put only on the segments that a random choice seldom hits: they would distort the totals.
RARE_KINDS = "one bit, handshake and end"
# Its differing bits are carries: how many there are and where says little.
OFFSET = "constant offset"
KIND_ORDER = ["SYN", "SYN-ACK", "data", "pure ACK", "FIN", "RST"]

Item = TypeVar("Item")
Group = Callable[[Outcome], str | None]


@dataclass
class Tally:
    """Of `changes` changes so many were found, and so many with the exact value."""

    changes: int = 0
    found: int = 0
    exact: int = 0

    def add(self, found: bool, exact: bool) -> None:
        self.changes += 1
        self.found += found
        self.exact += exact

    def text(self) -> str:
        if self.changes == 0:
            return "-"
        exact = f"{percent(self.exact, self.found)}" if self.found else "-"
        return f"{percent(self.found, self.changes)} / {exact}"


def percent(part: int, whole: int) -> str:
    """Rounded down, so that 100.0 means all."""
    return f"{1000 * part // whole / 10:.1f}"


def evenly_chosen(outcome: Outcome) -> bool:
    return outcome.variant != RARE_KINDS


def flips_bits(outcome: Outcome) -> bool:
    return evenly_chosen(outcome) and outcome.variant != OFFSET


def is_after_handshake(outcome: Outcome) -> bool:
    return outcome.change.kind not in HANDSHAKE


SECTIONS: list[tuple[str, Group]] = [
    ("All", lambda outcome: "all" if evenly_chosen(outcome) else None),
    ("Without SYN and SYN-ACK, which nothing precedes", lambda outcome:
        "after the handshake" if evenly_chosen(outcome) and is_after_handshake(outcome) else None),
    ("By fault", lambda outcome: outcome.variant),
    ("By number of bits", lambda outcome: f"{outcome.change.bits:2}" if flips_bits(outcome) else None),
    ("By bit position", lambda outcome: f"{outcome.change.bit:2}"
        if flips_bits(outcome) and outcome.change.bit is not None else None),
    ("By segment", lambda outcome: outcome.change.kind),
]


def column_of(outcome: Outcome) -> str:
    return f"{outcome.change.field}, {outcome.change.checksum}"


def row_order(row: str) -> tuple[int, str]:
    return (KIND_ORDER.index(row) if row in KIND_ORDER else len(KIND_ORDER), row)


def tally(outcomes: Iterable[Outcome], group: Group, passes: int) -> dict[str, dict[str, Tally]]:
    """Rows by the group, columns by field and checksum."""
    rows: dict[str, dict[str, Tally]] = {}
    for outcome in outcomes:
        row = None if outcome.unknowable else group(outcome)
        if row is not None:
            cell = rows.setdefault(row, {}).setdefault(column_of(outcome), Tally())
            cell.add(outcome.found[passes - 1], outcome.exact[passes - 1])
    return dict(sorted(rows.items(), key=lambda entry: row_order(entry[0])))


def markdown_table(title: str, rows: dict[str, dict[str, Tally]]) -> list[str]:
    columns = sorted({column for row in rows.values() for column in row}, reverse=True)
    lines = [f"### {title}", "", "| | changes | " + " | ".join(columns) + " |",
             "|---|---:|" + "---:|" * len(columns)]
    for name, row in rows.items():
        changes = sum(cell.changes for cell in row.values())
        cells = [row.get(column, Tally()).text() for column in columns]
        lines.append(f"| {name} | {changes} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def recall_tables(outcomes: list[Outcome]) -> str:
    """Every section, in one pass and in two; each cell is percent found / percent of them exact."""
    lines = ["Each cell: percent found / percent of the found with the exact expected value.", ""]
    for title, group in SECTIONS:
        for passes, name in ((1, "one pass"), (2, "two passes")):
            rows = tally(outcomes, group, passes)
            if rows:
                lines += markdown_table(f"{title}, {name}", rows)
    return "\n".join(lines)


def unknowable_line(outcomes: list[Outcome]) -> str:
    unknowable = [outcome for outcome in outcomes if outcome.unknowable]
    return (f"Not in the tables: {len(unknowable)} first numbers of a stream of which nothing else was "
            f"captured (called wrong in two passes: {sum(outcome.found[1] for outcome in unknowable)})")


def count_by_pass(findings: Iterable[FalseFinding]) -> str:
    findings = list(findings)
    one, two = (sum(finding.passes == passes for finding in findings) for passes in (1, 2))
    return f"{one} in one pass, {two} in two"


def spread(items: list[Item], limit: int) -> list[Item]:
    """So many of them, from the first to the last."""
    return [items[place * len(items) // limit] for place in range(limit)] if len(items) > limit else items


def miss_lines(outcomes: list[Outcome], limit: int) -> list[str]:
    """What two passes missed or named wrongly."""
    wrong = [outcome for outcome in outcomes if not outcome.exact[1] and not outcome.unknowable]
    lines = [f"Missed or not exact after two passes: {len(wrong)} of {len(outcomes)}"]
    for outcome in spread(wrong, limit):
        change = outcome.change
        lines.append(f"  {'inexact' if outcome.found[1] else 'missed '} {outcome.file} frame "
                     f"{change.frame} {change.field} {change.kind}: expected {change.original} "
                     f"observed {change.corrupted} ({change.original ^ change.corrupted:#010x}, "
                     f"checksum {change.checksum}, {outcome.variant})")
    return lines


def finding_lines(word: str, findings: list[FalseFinding], limit: int) -> list[str]:
    lines = []
    for false in spread(findings, limit):
        finding = false.finding
        lines.append(f"  {word:7} {false.file} frame {finding.frame} {finding.field}: expected "
                     f"{finding.expected} observed {finding.observed} "
                     f"({finding.expected ^ finding.observed:#010x}, {false.passes} pass, "
                     f"{false.variant})")
    return lines


def as_json(outcomes: list[Outcome], findings: list[FalseFinding]) -> dict[str, Any]:
    tables = {f"{title}, {passes} pass": {row: {column: asdict(cell) for column, cell in cells.items()}
                                          for row, cells in tally(outcomes, group, passes).items()}
              for title, group in SECTIONS for passes in (1, 2)}
    return {
        "tables": tables,
        "not_exact": [{"file": outcome.file, "variant": outcome.variant,
                       "frame": outcome.change.frame, "field": outcome.change.field,
                       "kind": outcome.change.kind, "checksum": outcome.change.checksum,
                       "expected": outcome.change.original, "observed": outcome.change.corrupted,
                       "found": outcome.found, "exact": outcome.exact}
                      for outcome in outcomes if not all(outcome.exact)],
        "false_findings": [{"file": false.file, "variant": false.variant, "passes": false.passes,
                            "echo": false.echo, "frame": false.finding.frame,
                            "field": false.finding.field, "expected": false.finding.expected,
                            "observed": false.finding.observed} for false in findings],
    }
