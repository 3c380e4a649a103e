# SPDX-License-Identifier: GPL-2.0-or-later
"""sharkd loads a capture as the GUI does, then dissects frames in any order, each with a visible tree."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from support.rows import Row, rows_from
from support.readings import ALL_FIELDS
from support.wireshark import ENVIRONMENT, SECONDS_ALLOWED

FILTER = re.compile(r"(?P<field>[\w.]+) == (?P<value>.+)")


class Sharkd:
    """Requests are gathered, and sent all together. `program` may be started by another one."""

    def __init__(
        self,
        program: Sequence[str] = ("sharkd",),
        variables: Mapping[str, str] | None = None,
        seconds_allowed: float = SECONDS_ALLOWED,
    ) -> None:
        self._requests: list[dict] = []
        self._program = program
        self._variables = dict(variables or {})
        self._seconds_allowed = seconds_allowed

    def ask(self, method: str, **parameters: object) -> int:
        number = len(self._requests) + 1
        self._requests.append({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters})
        return number

    def answers(self) -> dict[int, dict]:
        """The result of each request, by its number."""
        text = "".join(json.dumps(request) + "\n" for request in self._requests)
        process = subprocess.run(
            [*self._program, "-"],
            env=ENVIRONMENT | self._variables,
            input=text,
            capture_output=True,
            text=True,
            timeout=self._seconds_allowed,
            check=False,
        )
        assert process.returncode == 0, f"sharkd: exit status {process.returncode}\n{process.stderr}"
        results = {}
        for line in process.stdout.splitlines():
            answer = json.loads(line)
            assert "result" in answer, f"sharkd: {answer}"
            results[answer["id"]] = answer["result"]
        assert len(results) == len(self._requests), f"sharkd left requests unanswered\n{process.stderr}"
        return results


def rows_of_frames(capture: Path, order: Iterable[int]) -> list[Row]:
    """The findings in these frames, asked for in this order."""
    sharkd = Sharkd()
    sharkd.ask("load", file=str(capture))
    frames = {sharkd.ask("frame", frame=frame, proto=True): frame for frame in order}
    return rows_in(frames, sharkd.answers())


def rows_in(frames: dict[int, int], answers: dict[int, dict]) -> list[Row]:
    """The findings in the answers to requests for these frames, by the request's number."""
    return [
        row
        for request, frame in frames.items()
        for row in rows_from(frame, values_in(answers[request]["tree"]))
    ]


def values_in(tree: list[dict]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {field: [] for field in ALL_FIELDS}
    for node in nodes(tree):
        filtered = FILTER.fullmatch(node.get("f", ""))
        if filtered and filtered["field"] in values:
            values[filtered["field"]].append(filtered["value"])
    return values


def nodes(tree: list[dict]) -> Iterator[dict]:
    for node in tree:
        yield node
        yield from nodes(node.get("n", []))
