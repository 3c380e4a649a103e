# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints in columns the wrong TCP numbers that the installed plugin finds, how to see more, and its report."""

from __future__ import annotations

import argparse
import signal
import sys

from finding import FRAME_FIELDS, findings_in
from plugin_fields import children, confidence_names
from report import found, nothing_found
from tshark_run import TsharkRun


def say(message: str) -> None:
    print(f"analyze: {message}", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("capture", help="an absolute path")
    parser.add_argument("--name", required=True, help="what the user calls it")
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")

    names = confidence_names()
    if not names:
        say('Wireshark does not load the plugin, see "When the plugin does not show up" in README.md')
        return 1
    run = TsharkRun(
        arguments.capture, [*FRAME_FIELDS, *(child for root in names for child in children(root))]
    )
    frames = segments = 0
    findings = []
    for frame in run.frames():
        frames += 1
        segments += len(frame["tcp.seq_raw"])
        findings += findings_in(frame, names)

    for message in run.messages:
        say(message)
    if run.read_to_the_end and not run.report:
        return 1  # the plugin has said why
    if frames or run.read_to_the_end:
        print(
            found(findings, arguments.name, run.report)
            if findings
            else nothing_found(segments, frames, run.report)
        )
    if run.cut_short:
        say(
            f"warning: {arguments.name} is cut off in the middle of a packet; what comes before was looked at"
        )
    elif not run.read_to_the_end:
        say(f"{arguments.name} could not be read to its end; only what comes before was looked at")
    return 0 if run.read_to_the_end else 1


if __name__ == "__main__":
    sys.exit(main())
