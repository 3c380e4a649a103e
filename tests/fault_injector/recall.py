#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures what the plugin finds: corrupts captures with inject-faults and compares tshark's
findings with the truth, in one pass and in two.

Originals that hold wrong numbers already (named in their folder's expected.json) are left out.
With --live, captures that come with a .truth.json of the traffic lab are scored as they are. There
a host may have received a number that was corrupted behind the capture's back, and tell it back:
such findings are counted as echoes, not as false.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from recall_first_numbers import SEGMENT_FIELDS, frames_nobody_can_know, is_first_number, parse_segments
from recall_score import (FINDINGS_FIELDS, Change, FalseFinding, Finding, Outcome, false_findings,
                          parse_findings, read_change, score_changes)
from recall_table import (OFFSET, RARE_KINDS, as_json, count_by_pass, finding_lines, miss_lines,
                          recall_tables, unknowable_line)

ROOT = Path(__file__).resolve().parents[2]
CAPTURE_ENDINGS = {".pcap", ".pcapng", ".cap"}
FILTER = "tcp.seq_bitflip || tcp.ack_bitflip || tcp.sack_bitflip || tcp.ts_bitflip"
UNCORRUPTED = "uncorrupted"
# Corrupted segments lie so far apart in a connection that each is judged among healthy ones.
MINIMUM_GAP = 8


class RecallError(Exception):
    """Something that the user must put right."""


@dataclass(frozen=True)
class Variant:
    name: str
    field: str
    checksum: str
    fault: tuple[str, ...]

    def options(self, count: int, seed: int) -> list[str]:
        return ["--field", self.field, "--checksum", self.checksum, *self.fault, "--count",
                str(count), "--min-gap", str(MINIMUM_GAP), "--seed", str(seed)]


@dataclass
class Result:
    outcomes: list[Outcome] = field(default_factory=list)
    false: list[FalseFinding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Tools:
    tshark: str
    injector: str

    def findings(self, capture: Path) -> tuple[list[Finding], list[Finding]]:
        return self._findings(capture, []), self._findings(capture, ["-2"])

    def _findings(self, capture: Path, passes: list[str]) -> list[Finding]:
        return parse_findings(self._fields(capture, [*passes, "-Y", FILTER], FINDINGS_FIELDS))

    def unknowable(self, capture: Path, changes: list[Change]) -> frozenset[int]:
        """The frames whose first number cannot be known: see recall_first_numbers.py."""
        if not any(map(is_first_number, changes)):
            return frozenset()
        return frames_nobody_can_know(
            changes, parse_segments(self._fields(capture, ["-Y", "tcp"], SEGMENT_FIELDS)))

    def _fields(self, capture: Path, options: list[str], names: tuple[str, ...]) -> str:
        command = [self.tshark, "-n", *options, "-r", str(capture), "-T", "fields"]
        for name in names:
            command += ["-e", name]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        # tshark ends with 2 after a file that stops in the middle of a frame, having read the rest.
        if result.returncode != 0 and "cut short" not in result.stderr:
            raise RecallError(f"{' '.join(command)} ended with {result.returncode}: {result.stderr}")
        return result.stdout

    def check_plugin(self) -> None:
        try:
            result = subprocess.run([self.tshark, "-G", "fields"], capture_output=True, text=True,
                                    check=False)
        except OSError as error:
            raise RecallError(f"{self.tshark}: {error.strerror}") from error
        if "\ttcp.seq_bitflip\t" not in result.stdout:
            raise RecallError(f"{self.tshark} does not know the field tcp.seq_bitflip: "
                              "the plugin is not installed for this user's tshark")

    def inject(self, original: Path, copy: Path, options: list[str]) -> str | None:
        """Why the original cannot be used, if so."""
        result = subprocess.run([self.injector, str(original), str(copy), *options],
                                capture_output=True, text=True, check=False)
        return result.stderr.strip() if result.returncode != 0 else None


def variants(seed: int) -> Iterator[Variant]:
    rng = random.Random(seed)
    rare = [part for kind in ("SYN", "SYN-ACK", "FIN", "RST") for part in ("--segment-kind", kind)]
    for name in ("seq", "ack"):
        for checksum in ("stale", "right"):
            offset = rng.choice((-1, 1)) * int(2 ** rng.uniform(8, 30))
            yield Variant("one bit", name, checksum, ("--each-bit",))
            yield Variant("1-6 random bits", name, checksum, ("--random-bits", "1-6"))
            yield Variant(OFFSET, name, checksum, ("--offset", str(offset)))
            yield Variant(RARE_KINDS, name, checksum, ("--each-bit", *rare))
    yield from option_variants()


def option_variants() -> Iterator[Variant]:
    for name in ("sack", "tsval", "tsecr"):
        for checksum in ("stale", "right"):
            yield Variant("one bit", name, checksum, ("--each-bit",))
            yield Variant("1-3 random bits", name, checksum, ("--random-bits", "1-3"))


def read_truth(path: Path) -> tuple[list[Change], list[Change]]:
    """The changes of the capture, and those that its hosts met elsewhere."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    return ([read_change(entry) for entry in truth["changes"]],
            [read_change(entry) for entry in truth.get("elsewhere", [])])


def score_copy(tools: Tools, original: Path, variant: Variant, count: int, seed: int) -> Result:
    options = variant.options(count, seed)
    name = f"{original} {' '.join(options)}"
    with tempfile.TemporaryDirectory(prefix="recall-") as folder:
        copy = Path(folder) / "copy.pcap"
        trouble = tools.inject(original, copy, options)
        if trouble is not None:
            return Result(skipped=[trouble])
        changes, _ = read_truth(copy.with_suffix(".truth.json"))
        findings = tools.findings(copy)
        unknowable = tools.unknowable(copy, changes)
    return Result(score_changes(name, variant.name, changes, findings, unknowable),
                  false_findings(name, variant.name, changes, findings))


def score_original(tools: Tools, original: Path) -> Result:
    return Result(false=false_findings(str(original), UNCORRUPTED, [], tools.findings(original)))


def score_live(tools: Tools, truth_file: Path) -> Result:
    changes, elsewhere = read_truth(truth_file)
    capture = truth_file.with_name(truth_file.name.removesuffix(".truth.json") + ".pcap")
    findings = tools.findings(capture)
    unknowable = tools.unknowable(capture, changes)
    return Result(score_changes(str(capture), "live", changes, findings, unknowable),
                  false_findings(str(capture), "live", changes, findings, elsewhere))


def originals(folder: Path) -> list[Path]:
    """The folder's captures without a wrong number."""
    if not folder.is_dir():
        raise RecallError(f"{folder} is not a folder")
    named = folder / "expected.json"
    expected = json.loads(named.read_text(encoding="utf-8")) if named.exists() else {}
    return [path for path in sorted(folder.rglob("*"))
            if path.suffix in CAPTURE_ENDINGS and path.is_file()
            and not expected.get(path.relative_to(folder).as_posix())
            and not path.with_suffix(".truth.json").exists()]


def seed_for(seed: int, original: Path, variant: str = "") -> int:
    """Different faults in different files and variants, the same in every run."""
    return random.Random(f"{seed} {original.name} {variant}").randrange(1 << 32)


def run_tasks(tasks: list[Callable[[], Result]], jobs: int) -> Result:
    total = Result()
    with ThreadPoolExecutor(jobs) as pool:
        for done, result in enumerate(pool.map(lambda task: task(), tasks), start=1):
            total.outcomes += result.outcomes
            total.false += result.false
            total.skipped += result.skipped
            if sys.stderr.isatty():
                print(f"\r{done} of {len(tasks)} runs", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return total


def measure_injected(tools: Tools, folders: list[Path], options: argparse.Namespace) -> Result:
    tasks: list[Callable[[], Result]] = []
    for original in (path for folder in folders for path in originals(folder)):
        tasks.append(lambda original=original: score_original(tools, original))
        for variant in variants(seed_for(options.seed, original)):
            seed = seed_for(options.seed, original, str(variant))
            tasks.append(lambda original=original, variant=variant, seed=seed: score_copy(
                tools, original, variant, options.faults_per_file, seed))
    return run_tasks(tasks, options.jobs)


def measure_live(tools: Tools, folders: list[Path], jobs: int) -> Result:
    truths = [path for folder in folders for path in sorted(folder.rglob("*.truth.json"))]
    if not truths:
        raise RecallError("no .truth.json in " + ", ".join(map(str, folders)))
    return run_tasks([lambda path=path: score_live(tools, path) for path in truths], jobs)


def report(title: str, result: Result, examples: int) -> None:
    on_originals = [false for false in result.false if false.variant == UNCORRUPTED]
    echoes = [false for false in result.false if false.echo]
    others = [false for false in result.false if false.variant != UNCORRUPTED and not false.echo]
    print(f"## {title}\n\n{recall_tables(result.outcomes)}")
    print(unknowable_line(result.outcomes))
    if title == "Live":
        print(f"Echoes of damage that the capture did not see: {count_by_pass(echoes)}")
    else:
        print(f"False findings in the uncorrupted originals: {count_by_pass(on_originals)}")
    print(f"False findings in corrupted captures: {count_by_pass(others)}")
    print("\n".join(miss_lines(result.outcomes, examples)))
    for word, findings in (("false", on_originals), ("false", others), ("echo", echoes)):
        print("".join(f"{line}\n" for line in finding_lines(word, findings, examples)), end="")
    if result.skipped:
        print(f"Runs without a corrupted copy: {len(result.skipped)}; "
              + "; ".join(sorted(set(result.skipped))[:examples]))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="recall", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[], metavar="DIR",
                        help="take the captures in DIR too, with its folders; may be repeated")
    parser.add_argument("--only-folders", action="store_true",
                        help="leave the repository's own captures out")
    parser.add_argument("--live", type=Path, action="append", default=[], metavar="DIR",
                        help="score captures that the traffic lab corrupted; may be repeated")
    parser.add_argument("--faults-per-file", type=int, default=40, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--misses", type=int, default=0, metavar="N",
                        help="list N examples of misses and of false findings")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all numbers there")
    parser.add_argument("--tshark", default="tshark", help="another tshark than the first in PATH")
    parser.add_argument("--injector", type=Path, default=ROOT / "build/tests/fault_injector/inject-faults",
                        help="another inject-faults than the one in build/")
    return parser.parse_args()


def main() -> int:
    options = parse_arguments()
    folders = ([] if options.only_folders else [ROOT / "captures"]) + options.folder
    try:
        Tools(options.tshark, "").check_plugin()
        results: dict[str, Result] = {}
        if folders:
            if not options.injector.is_file():
                raise RecallError(f"{options.injector} is missing: packaging/recall builds it")
            tools = Tools(options.tshark, str(options.injector))
            results["Injected"] = measure_injected(tools, folders, options)
        if options.live:
            results["Live"] = measure_live(Tools(options.tshark, ""), options.live, options.jobs)
    except RecallError as error:
        print(f"recall: {error}", file=sys.stderr)
        return 2
    for title, result in results.items():
        report(title, result, options.misses)
    if options.json:
        numbers = {title: as_json(result.outcomes, result.false) for title, result in results.items()}
        options.json.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
