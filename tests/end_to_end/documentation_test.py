# SPDX-License-Identifier: GPL-2.0-or-later
"""What the documentation says can be typed: every command works, every filter is one, every field is listed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from support.places import CAPTURES, REPOSITORY, SEED
from support.wireshark import ENVIRONMENT, ROOT_NOTICE, run, tshark

DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
FIELDS = REPOSITORY / "docs" / "fields.md"
MAN_PAGE = REPOSITORY / "docs" / "man" / "seqbitflip.7"
# Where the package puts captures.
EXAMPLES = "/usr/share/doc/seqbitflip/examples"
# A line indented by four spaces outside of a fence, and what a backslash continues it with.
COMMAND = re.compile(r"^    (\S.*(?:\\\n.*)*)$", re.MULTILINE)
MAN_EXAMPLE = re.compile(r"^\.RS\n(.*?)^\.RE$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# Commands that start like this are not run here, and why.
RUN_ELSEWHERE = {
    "packaging/check": "it runs this test",
    "packaging/analyze": "end_to_end.analyze runs it",
    "wireshark -C": "tests/gui opens the window with the profile",
    "packaging/deb": "packaging/check runs it",
    "tshark -r /usr/share/doc/": "packaging/deb does, where the package is installed",
    "man seqbitflip": "packaging/deb installs the package",
    "apt install": "packaging/deb does, in a tree of each release",
    "sudo ": "changes the machine",
    "wsl ": "not tested here",
    "packaging/bench": "an hour; it measures, and tests nothing",
    "packaging/recall": "half an hour; fault_injector's tests cover it",
    "tests/lab/": "eight minutes, needs root; tests/live records with the same programs",
    "tr ": "end_to_end.install_messages removes with it what it installed",
    "cmake ": "end_to_end.install_messages configures, builds and installs",
}
# The last part of the names that Wireshark wants for expert items.
EXPERT_ITEMS = (".wrong", ".likely_wrong", ".misled", ".note")


def commands(document: Path) -> list[str]:
    return COMMAND.findall(FENCE.sub("", document.read_text(encoding="utf-8")))


def here(document: Path) -> list[str]:
    return [line for line in commands(document) if not line.startswith(tuple(RUN_ELSEWHERE))]


def man_examples() -> list[str]:
    """As the man page shows them; with the captures of the repository, where the package is not installed."""
    text = MAN_PAGE.read_text(encoding="utf-8").partition(".SH EXAMPLES\n")[2].partition("\n.SH ")[0]
    shown = [example.replace(r"\-", "-").replace(r"\e", "\\") for example in MAN_EXAMPLE.findall(text)]
    return [example.replace(EXAMPLES, str(CAPTURES)) for example in shown]


def table_filters(document: Path) -> list[str]:
    """The last cell of each row that holds one piece of code that names a field."""
    rows = (line.split(" | ") for line in document.read_text(encoding="utf-8").splitlines()
            if line.startswith("| `tcp."))
    return [row[-1].strip().removesuffix("|").strip().strip("`") for row in rows if len(row) == 3]


def documented_fields() -> set[str]:
    return set(re.findall(r"^\| `(tcp\.[a-z_.]+)` \|", FIELDS.read_text(encoding="utf-8"), re.MULTILINE))


def registered_fields() -> set[str]:
    """The plugin's own, without those that carry the words of its expert items."""
    lines = [line.split("\t") for line in tshark("-G", "fields").splitlines()]
    names = {line[2] for line in lines if line[0] == "F"}
    own = re.compile(r"tcp\.(seq|ack|sack|ts)_(bitflip|outofwindow)(\.|$)"
                     r"|tcp\.(isn_translation|window_retraction|stream_offset|stream_wraps)$")
    return {name for name in names if own.match(name) and not name.endswith(EXPERT_ITEMS)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_work(document: Path, tmp_path: Path) -> None:
    for entry in ("captures", "docs", "packaging", "tests"):
        (tmp_path / entry).symlink_to(REPOSITORY / entry)
    for command in here(document):
        result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=tmp_path, env=ENVIRONMENT,
                                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
                                check=False)
        complaints = result.stderr.replace(ROOT_NOTICE, "")
        assert result.returncode == 0, f"{command}\nended with {result.returncode}\n{complaints}"


@pytest.mark.parametrize("command", man_examples())
def test_the_examples_of_the_man_page_work(command: str) -> None:
    result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0 and result.stdout, f"{command}\n{result.stderr}"


def test_the_man_page_has_examples() -> None:
    assert len(man_examples()) == 3


def test_each_reason_not_to_run_a_command_is_needed() -> None:
    said = [command for document in DOCUMENTS for command in commands(document)]
    idle = [start for start in RUN_ELSEWHERE if not any(line.startswith(start) for line in said)]
    assert not idle, f"no document has a command that starts with one of {idle}"


@pytest.mark.parametrize("text", table_filters(FIELDS))
def test_the_filter_is_one(text: str) -> None:
    result = run("tshark", "-r", CAPTURES / SEED, "-Y", text)
    assert result.returncode == 0 and not result.stderr, f"{text}: {result.stderr}"


def test_every_field_is_listed() -> None:
    """Under `seq`; the text says that the others have the same."""
    listed = documented_fields()
    registered = {re.sub(r"^tcp\.(ack|sack|ts)_", "tcp.seq_", name) for name in registered_fields()}
    assert not registered - listed, "registered, but not in docs/fields.md"
    assert not listed - registered, "in docs/fields.md, but not registered"
