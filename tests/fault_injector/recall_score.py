# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what the plugin found in a capture with the truth: found, exact, missed, false."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# As the plugin names them; both numbers of the timestamps option are "ts" to it.
FIELDS = ("seq", "ack", "sack", "ts")
FINDINGS_FIELDS = ("frame.number",
                   *(f"tcp.{field}_bitflip.{child}" for field in FIELDS
                     for child in ("expected", "observed")),
                   "tcp.srcport", "tcp.dstport")
MODULUS = 1 << 32
# With segmentation offload one frame can carry all that an IP packet has room for.
LONGEST_SEGMENT = 65535


@dataclass(frozen=True)
class Finding:
    """The plugin says that this number of this frame is wrong."""

    frame: int
    field: str
    expected: int
    observed: int
    ports: frozenset[int] = frozenset()

    @property
    def place(self) -> tuple[int, str, int]:
        return self.frame, self.field, self.observed


@dataclass(frozen=True)
class Change:
    """This number of this frame was corrupted."""

    frame: int
    field: str
    kind: str
    original: int
    corrupted: int
    checksum: str
    ports: frozenset[int] = frozenset()

    @property
    def place(self) -> tuple[int, str, int]:
        """What the plugin calls the number; a segment may have several of a kind, which differ."""
        return self.frame, "ts" if self.field in ("tsval", "tsecr") else self.field, self.corrupted

    @property
    def bits(self) -> int:
        return (self.original ^ self.corrupted).bit_count()

    @property
    def bit(self) -> int | None:
        """The position of the only bit that differs."""
        return (self.original ^ self.corrupted).bit_length() - 1 if self.bits == 1 else None

    @property
    def delta(self) -> int:
        return (self.corrupted - self.original) % MODULUS


@dataclass(frozen=True)
class Outcome:
    """How one change fared, in one pass and in two."""

    file: str
    variant: str
    change: Change
    found: tuple[bool, bool]
    exact: tuple[bool, bool]
    # Nothing in the capture tells the right number.
    unknowable: bool = False


@dataclass(frozen=True)
class FalseFinding:
    """A finding that the truth does not name."""

    file: str
    variant: str
    passes: int
    finding: Finding
    # A host tells back a number that was corrupted where this capture did not see it.
    echo: bool = False


def parse_findings(text: str) -> list[Finding]:
    """Read tshark's tab-separated lines; several TCP layers in a frame give several values."""
    findings = []
    for line in text.splitlines():
        values = dict(zip(FINDINGS_FIELDS, line.split("\t"), strict=True))
        ports = frozenset(int(port) for name in ("tcp.srcport", "tcp.dstport")
                          for port in values[name].split(",") if port)
        for field in FIELDS:
            expected = values[f"tcp.{field}_bitflip.expected"]
            observed = values[f"tcp.{field}_bitflip.observed"]
            if not expected and not observed:
                continue
            for right, seen in zip(expected.split(","), observed.split(","), strict=True):
                findings.append(Finding(int(values["frame.number"]), field, int(right), int(seen),
                                        ports))
    return findings


def checksum_state(entry: dict[str, Any]) -> str:
    """What the checksum can tell of this change, whatever was meant to be done with it."""
    if entry.get("checksum_before", "valid") != "valid":
        return "not verifiable"
    # Flips of opposite direction 16 bits apart leave the sum, and so a stale checksum, valid.
    if entry.get("checksum_after") == "valid":
        return "right"
    return entry["checksum"]


def read_change(entry: dict[str, Any]) -> Change:
    """One entry of a truth file."""
    return Change(entry.get("frame", 0), entry["field"], entry["kind"], entry["original"],
                  entry["corrupted"], checksum_state(entry),
                  frozenset({entry["source_port"], entry["destination_port"]}))


def score_changes(file: str, variant: str, changes: Iterable[Change],
                  findings_by_pass: tuple[list[Finding], list[Finding]],
                  unknowable: frozenset[int] = frozenset()) -> list[Outcome]:
    """Match every change with the findings of its frame and field.

    `unknowable` are the frames with a first number that the capture cannot tell.
    """
    by_place: list[dict[tuple[int, str, int], set[int]]] = [{}, {}]
    for places, findings in zip(by_place, findings_by_pass, strict=True):
        for finding in findings:
            places.setdefault(finding.place, set()).add(finding.expected)
    outcomes = []
    for change in changes:
        expected = [places.get(change.place, set()) for places in by_place]
        found = (bool(expected[0]), bool(expected[1]))
        exact = (change.original in expected[0], change.original in expected[1])
        outcomes.append(Outcome(file, variant, change, found, exact,
                                change.field == "seq" and change.frame in unknowable))
    return outcomes


def is_echo(finding: Finding, elsewhere: Iterable[Change]) -> bool:
    """True when a host tells back a number that it received corrupted behind the capture's back.

    A sequence number comes back as an acknowledgment of its segment, an acknowledgment as the sequence
    number of a reset. The number that should be there lies as far beyond the original one.
    """
    return any(change.ports == finding.ports and change.field != finding.field
               and (finding.observed - change.corrupted) % MODULUS <= LONGEST_SEGMENT
               and (finding.observed - finding.expected) % MODULUS == change.delta
               for change in elsewhere)


def false_findings(file: str, variant: str, changes: Iterable[Change],
                   findings_by_pass: tuple[list[Finding], list[Finding]],
                   elsewhere: Iterable[Change] = ()) -> list[FalseFinding]:
    """The findings that name no change. `elsewhere` are changes that only the capture's hosts met."""
    named = {change.place for change in changes}
    elsewhere = list(elsewhere)
    return [FalseFinding(file, variant, passes, finding, is_echo(finding, elsewhere))
            for passes, findings in enumerate(findings_by_pass, start=1)
            for finding in findings if finding.place not in named]
