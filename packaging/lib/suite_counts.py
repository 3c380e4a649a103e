#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts the tests in what `ctest --output-junit FILE` wrote, in one line: each test of pytest, too, that ctest knows as one
file only."""

from __future__ import annotations

import re
import sys
from collections import Counter
from xml.etree import ElementTree

PYTEST_NAMES = ("end_to_end.", "valgrind.")
PYTEST_COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")


def counted(case: ElementTree.Element) -> tuple[str, Counter[str]]:
    """Kind of the test, and how often it ended in which way."""
    output = case.findtext("system-out", "")
    is_pytest = case.get("name", "").startswith(PYTEST_NAMES)
    if is_pytest:
        last_line = output.strip().rpartition("\n")[2]
        counts = Counter({outcome: int(number) for number, outcome in PYTEST_COUNT.findall(last_line)})
        if counts:
            return "end-to-end", counts
    outcome = {"run": "passed", "fail": "failed"}.get(case.get("status", ""), "skipped")
    return ("end-to-end" if is_pytest else "other"), Counter({outcome: 1})


def main() -> None:
    totals: dict[str, Counter[str]] = {"other": Counter(), "end-to-end": Counter()}
    for case in ElementTree.parse(sys.argv[1]).iter("testcase"):
        kind, counts = counted(case)
        totals[kind] += counts
    names = {"other": "unit and property tests", "end-to-end": "end-to-end tests"}
    print("; ".join(
        f"{names[kind]}: " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        for kind, counts in totals.items() if counts))


if __name__ == "__main__":
    main()
