# SPDX-License-Identifier: GPL-2.0-or-later
"""sharkd in valgrind: the memory that the plugin still holds when it ends, and what it did wrong until then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PLUGIN = "seqbitflip.so"
# What the plugin calls for Wireshark's own dissection; where its symbols are stripped, the function has no name.
BACK_TO_WIRESHARK = ("call_dissector_only", "call_dissector_work", "")
# Without pools of their own Wireshark and GLib ask malloc for each thing.
WITHOUT_POOLS = {"WIRESHARK_DEBUG_WMEM_OVERRIDE": "simple", "G_SLICE": "always-malloc"}


@dataclass(frozen=True)
class Memory:
    """Bytes and blocks held at the end, how many of the bytes nothing points to, and misuses of memory."""

    bytes: int
    blocks: int
    lost: int
    misuses: tuple[str, ...]


def in_valgrind(program: str, log: Path) -> list[str]:
    return [
        "valgrind",
        "--leak-check=full",
        "--show-leak-kinds=all",
        "--num-callers=40",
        "--keep-debuginfo=yes",
        "--xml=yes",
        f"--xml-file={log}",
        program,
    ]


def memory_of_plugin(log: Path) -> Memory:
    total = blocks = lost = 0
    misuses = []
    for _, error in ElementTree.iterparse(log):
        if error.tag != "error":
            continue
        kind = error.findtext("kind", "")
        if is_plugins(error):
            if kind.startswith("Leak_"):
                size = int(error.findtext("xwhat/leakedbytes", "0"))
                total += size
                blocks += int(error.findtext("xwhat/leakedblocks", "0"))
                lost += size if kind in ("Leak_DefinitelyLost", "Leak_IndirectlyLost") else 0
            else:
                misuses.append(f"{kind}: {error.findtext('what')}")
        error.clear()
    return Memory(total, blocks, lost, tuple(misuses))


def is_plugins(error: ElementTree.Element) -> bool:
    """Whether the plugin is among the callers, and not only around Wireshark's dissection of the packet."""
    called = PLUGIN
    for frame in error.iterfind("stack/frame"):
        if frame.findtext("obj", "").endswith(PLUGIN):
            return called not in BACK_TO_WIRESHARK
        called = frame.findtext("fn", "")
    return False
