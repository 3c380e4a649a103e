# SPDX-License-Identifier: GPL-2.0-or-later
"""The README's table of captures, written from the stories so that it can't fall behind them."""

from __future__ import annotations

BEGIN = "<!-- table: written by make_captures.py -->"
END = "<!-- end of table -->"
SHOWN_AT_MOST = 4


def with_table(readme: str, sentences: dict[str, str], truths: dict[str, list[dict]]) -> str:
    """The README with a new table in the place of the old one."""
    before, begin, rest = readme.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md needs the lines {BEGIN!r} and {END!r}")
    rows = [f"| `{name}` | {sentences[name]} | {finding(truths[name])} |" for name in sentences]
    table = "\n".join(["| file | story | what is found |", "|---|---|---|", *rows])
    return f"{before}{begin}\n{table}\n{end}{after}"


def finding(wrong_numbers: list[dict]) -> str:
    if not wrong_numbers:
        return "nothing"
    shown = [described(wrong) for wrong in wrong_numbers[:SHOWN_AT_MOST]]
    more = len(wrong_numbers) - len(shown)
    return "<br>".join(shown + ([f"and {more} more, see `expected.json`"] if more else []))


def described(wrong: dict) -> str:
    return f"frame {wrong['frame']}: {wrong['field']} {wrong['observed']}, expected {wrong['expected']}"
