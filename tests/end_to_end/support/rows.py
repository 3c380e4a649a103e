# SPDX-License-Identifier: GPL-2.0-or-later
"""The table that each way of dissecting a capture must give: one row for each wrong number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NUMBERS = ("seq", "ack", "sack", "ts")
ANY_FINDING = " || ".join(f"tcp.{number}_bitflip" for number in NUMBERS)


@dataclass(frozen=True, order=True)
class Row:
    frame: int
    number: str
    expected: int
    observed: int
    mask: int
    count: int
    bits: tuple[int, ...]
    delta: int
    reference: int
    checksum: int


# The children of tcp.seq_bitflip in the order of the row's members; only the bits come repeatedly.
CHILDREN = ("expected", "observed", "mask", "count", "bit", "delta", "reference", "checksum")


def fields_of(number: str) -> list[str]:
    return [f"tcp.{number}_bitflip.{child}" for child in CHILDREN]


def rows_from(frame: int, values: dict[str, list[str]]) -> Iterable[Row]:
    """The rows of one frame, from all values of its fields."""
    for number in NUMBERS:
        columns = {
            child: [int(value, 0) for value in values[field]]
            for child, field in zip(CHILDREN, fields_of(number))
        }
        bits = iter(columns.pop("bit"))
        findings = len(columns["observed"])
        assert all(
            len(column) == findings for column in columns.values()
        ), f"frame {frame}: a finding lacks a field: {columns}"
        for index in range(findings):
            finding = {child: column[index] for child, column in columns.items()}
            yield Row(frame, number, bits=tuple(next(bits) for _ in range(finding["count"])), **finding)


def as_table(rows: Iterable[Row]) -> str:
    """For messages of failed tests."""
    return (
        "\n".join(
            f"  frame {row.frame}: {row.number} {row.observed}, expected {row.expected}, "
            f"mask {row.mask:#010x}, count {row.count}, bits {row.bits}, delta {row.delta}, "
            f"reference {row.reference}, checksum {row.checksum}"
            for row in sorted(rows)
        )
        or "  nothing"
    )


def assert_same(found: Iterable[Row], wanted: Iterable[Row], what: str) -> None:
    found, wanted = sorted(found), sorted(wanted)
    assert found == wanted, f"{what}\nfound:\n{as_table(found)}\nwanted:\n{as_table(wanted)}"
