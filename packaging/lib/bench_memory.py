# SPDX-License-Identifier: GPL-2.0-or-later
"""How much memory tshark takes with growing frames and growing conversations, with the plugin and without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib

from bench_captures import SERVER_PORT_RAW, Connection, Frames, interleaved, write_capture
from plugin_trial import PluginTrial

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the choice of what draws)

SHARES = (0.1, 0.5, 1.0)  # of the largest
ALONE, WITH = "tshark", "with the plugin"
MEBIBYTE = 1 << 20


def few_conversations() -> Frames:
    """Four that go on and on: a byte, and its acknowledgment."""
    return interleaved(lambda i: Connection(i, SERVER_PORT_RAW).chatter(), 4)


def many_conversations() -> Frames:
    """Ten frames each."""
    return interleaved(lambda i: Connection(i, SERVER_PORT_RAW).echo(), 32)


GROWTHS: dict[str, Callable[[], Frames]] = {
    "frames of 4 conversations": few_conversations,
    "frames of conversations of 10 frames": many_conversations,
}


def peak_memory(plugin: Path | None, capture: Path) -> int:
    """Bytes, of a run in one pass."""
    with PluginTrial(plugin) as trial:
        # `setpriv` and `env` become tshark, so that nothing else is counted.
        words = trial.command("tshark", "-n", "-r", capture)
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tshark:
            _, status, usage = os.wait4(tshark.pid, 0)
            tshark.returncode = os.waitstatus_to_exitcode(status)
    if tshark.returncode != 0:
        sys.exit(f"{' '.join(words)} failed")
    return usage.ru_maxrss * 1024


def core_alone(plugin: Path) -> str:
    """The core's own account, as a table."""
    program = plugin.parents[2] / "tests" / "bench" / "core_memory"
    lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split("\t") for line in lines]
    rows.insert(1, ["---"] + ["---:"] * (len(rows[0]) - 1))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


# By what was captured and by what ran: frames, and bytes taken at the peak.
Measured = dict[str, dict[str, list[tuple[int, int]]]]


def measure(folder: Path, plugin: Path, largest: int) -> Measured:
    measured: Measured = {}
    for what, make in GROWTHS.items():
        runs: dict[str, list[tuple[int, int]]] = {ALONE: [], WITH: []}
        for share in SHARES:
            frames = int(largest * share)
            capture = folder / "growing.pcap"
            write_capture(capture, make(), frames)
            runs[ALONE].append((frames, peak_memory(None, capture)))
            runs[WITH].append((frames, peak_memory(plugin, capture)))
            print(f"{what}, {frames}: {runs[ALONE][-1][1]}, {runs[WITH][-1][1]}", file=sys.stderr)
        measured[what] = runs
    return measured


def table(measured: Measured) -> str:
    lines = ["| capture | frames | tshark | with the plugin | more a frame |", "|---|---:|---:|---:|---:|"]
    for what, runs in measured.items():
        for (frames, without), (_, with_plugin) in zip(runs[ALONE], runs[WITH], strict=True):
            cells = [what, str(frames), f"{without / MEBIBYTE:.0f} MiB", f"{with_plugin / MEBIBYTE:.0f} MiB"]
            lines.append("| " + " | ".join([*cells, f"{(with_plugin - without) / frames:.0f} B"]) + " |")
    return "\n".join(lines)


def draw(measured: Measured, picture: Path) -> None:
    figure, places = pyplot.subplots(1, len(measured), figsize=(10, 4), sharey=True)
    for place, (what, runs) in zip(places, measured.items(), strict=True):
        for (name, points), style in zip(runs.items(), ("o-", "s--"), strict=True):
            place.plot([f / 1e6 for f, _ in points], [taken / MEBIBYTE for _, taken in points], style, label=name)
        place.set_xlabel(f"millions of {what}")
        place.grid(alpha=0.3)
    places[0].set_ylim(bottom=0)
    places[0].set_ylabel("memory, MiB")
    places[0].legend()
    figure.tight_layout()
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, dpi=100)


def measure_memory(folder: Path, plugin: Path, largest: int, picture: Path) -> str:
    measured = measure(folder, plugin, largest)
    draw(measured, picture)
    return table(measured) + "\n\n" + core_alone(plugin)
