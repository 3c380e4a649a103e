# SPDX-License-Identifier: GPL-2.0-or-later
"""Instructions and CPU time of tshark with the plugin, with TRANSUM and with a Lua script, against tshark with none of them."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench_captures import KINDS, write_capture
from plugin_trial import PluginTrial

FEW = 100  # frames: what a run over these costs is tshark's start
LUA = """
local seq, ack, len = Field.new("tcp.seq"), Field.new("tcp.ack"), Field.new("tcp.len")
local reader = Proto("threefields", "Reads three fields")
function reader.dissector()
  return seq(), ack(), len()
end
register_postdissector(reader)
"""


@dataclass(frozen=True)
class Contender:
    name: str
    plugin: Path | None
    options: tuple[str, ...] = ()
    filter: str = "tcp.options.echo_value"  # as rare as wrong numbers are


@dataclass(frozen=True)
class Mode:
    name: str
    options: tuple[str, ...] = ()
    filters: bool = False


MODES = [
    Mode("one pass"),
    Mode("two passes (`-2`)", ("-2",)),
    Mode("filter (`-Y tcp.seq_bitflip`)", (), True),
    Mode("fields (`-T fields`)", ("-T", "fields", "-e", "frame.number", "-e", "tcp.seq", "-e", "tcp.ack")),
]


def command(contender: Contender, mode: Mode, capture: Path) -> list[str]:
    filters = ["-Y", contender.filter] if mode.filters else []
    return ["tshark", "-n", "-r", str(capture), *contender.options, *mode.options, *filters]


def with_one_seed(words: list[str]) -> list[str]:
    """GLib seeds its random numbers from /dev/urandom, Wireshark its hash tables from those: another seed in each run
    would move the count by half a percent."""
    namespace = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() != 0 else [])]
    return [*namespace, "sh", "-c", 'mount --bind /dev/zero /dev/urandom && exec "$@"', "sh", *words]


def instructions(contender: Contender, mode: Mode, capture: Path) -> int:
    words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command(contender, mode, capture)]
    with PluginTrial(contender.plugin) as trial:
        run = subprocess.run(
            with_one_seed(trial.command(*words)), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    counted = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or counted is None:
        sys.exit(f"{' '.join(words)} failed:\n{run.stderr}")
    return int(counted[1])


def cpu_seconds(contender: Contender, mode: Mode, capture: Path) -> float:
    with PluginTrial(contender.plugin) as trial:
        words = trial.command(*command(contender, mode, capture))
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tshark:
            _, status, usage = os.wait4(tshark.pid, 0)
            tshark.returncode = os.waitstatus_to_exitcode(status)
    if tshark.returncode != 0:
        sys.exit(f"{' '.join(words)} failed")
    return usage.ru_utime + usage.ru_stime


def contenders(folder: Path, plugin: Path) -> tuple[Contender, Contender, list[Contender]]:
    """tshark alone, with the plugin, and with what else there is to compare with."""
    script = folder / "threefields.lua"
    script.write_text(LUA, encoding="ascii")
    others = [Contender("Lua", None, ("-X", f"lua_script:{script}"))]
    installed = sorted(Path("/usr/lib").glob("*/wireshark/plugins/*/epan/transum.so"))
    if installed:
        others.append(Contender("TRANSUM", installed[0], ("--enable-protocol", "transum")))
    return Contender("none", None), Contender("plugin", plugin, (), "tcp.seq_bitflip"), others


class Counts:
    """The instructions of all runs that the table needs, two runs at a time."""

    def __init__(self, few: Path, captures: dict[str, Path], frames: int) -> None:
        self._few = few
        self._captures = captures
        self._frames = frames
        self._counted: dict[tuple[Contender, Mode, Path], int] = {}

    def count(self, wanted: list[tuple[Contender, Mode]]) -> None:
        starts = [(contender, MODES[0], self._few) for contender in dict.fromkeys(c for c, _ in wanted)]
        runs = starts + [(*pair, capture) for pair in wanted for capture in self._captures.values()]
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            for run, counted in zip(runs, pool.map(lambda run: instructions(*run), runs)):
                self._counted[run] = counted
                print(f"{run[0].name}, {run[1].name}, {run[2].stem}: {counted}", file=sys.stderr)

    def at_start(self, contender: Contender) -> int:
        """The same in all modes, but for a thousandth."""
        return self._counted[contender, MODES[0], self._few]

    def per_frame(self, contender: Contender, mode: Mode, kind: str) -> float:
        whole = self._counted[contender, mode, self._captures[kind]]
        return (whole - self.at_start(contender)) / (self._frames - FEW)


def more_time(alone: Contender, plugin: Contender, mode: Mode, capture: Path, pairs: int) -> float:
    """By which share, the median of paired runs, each begun with another one of the two."""
    ratios = []
    for pair in range(pairs):
        order = [alone, plugin] if pair % 2 == 0 else [plugin, alone]
        seconds = {contender.name: cpu_seconds(contender, mode, capture) for contender in order}
        ratios.append(seconds[plugin.name] / seconds[alone.name] - 1)
    return statistics.median(ratios)


def share(more: float, of: float) -> str:
    return f"{100 * more / of:+.1f}%"


def measure_cost(
    folder: Path, plugin_file: Path, captures: dict[str, Path], timed: dict[str, Path], frames: int, pairs: int
) -> str:
    alone, plugin, others = contenders(folder, plugin_file)
    few = folder / "few.pcap"
    write_capture(few, KINDS["short HTTP connections"](), FEW)
    counts = Counts(few, captures, frames)
    counts.count([(contender, mode) for mode in MODES for contender in (alone, plugin)])
    counts.count([(other, MODES[0]) for other in others])
    heads = ["capture", "tshark", "instructions a frame", "more with the plugin", "CPU time"]
    heads += [f"more with {other.name}" for other in others]
    lines = ["| " + " | ".join(heads) + " |", "|---|---|---:|" + "---:|" * (len(heads) - 3)]
    for kind in captures:
        for mode in MODES:
            without = counts.per_frame(alone, mode, kind)
            more = counts.per_frame(plugin, mode, kind) - without
            time = more_time(alone, plugin, mode, timed[kind], pairs) if timed else None
            cells = [kind if mode is MODES[0] else "", mode.name, f"{without:.0f}"]
            cells += [f"{more:+.0f}, {share(more, without)}", f"{100 * time:+.1f}%" if time is not None else "-"]
            for other in others:
                beside = counts.per_frame(other, mode, kind) - without if mode is MODES[0] else None
                cells.append(share(beside, without) if beside is not None else "")
            lines.append("| " + " | ".join(cells) + " |")
    start = counts.at_start(alone)
    more = counts.at_start(plugin) - start
    lines.append(f"\nOnce, at its start, tshark needs {start / 1e6:.0f} million instructions, {share(more, start)} with the plugin.")
    return "\n".join(lines)
