#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Conversations come and go on the loopback for many minutes, while tshark listens with the plugin and without, with its
session reset (`-M`) and not. Prints once a minute how much memory each takes, separated by tabs: with resets, what the plugin
adds has to stay what it was."""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import time
from pathlib import Path

HOST = "127.0.0.1"
SESSION = 20_000  # frames
MESSAGE = bytes(700)
MESSAGES = 3
PAUSE = 0.5  # seconds between the messages of a conversation
UNTIL_LISTENING = 5.0  # seconds
COLUMNS: dict[str, list[str]] = {
    "with, resets": ["-M", str(SESSION)],
    "without, resets": ["-M", str(SESSION), "--disable-protocol", "seqbitflip"],
    "with": [],
    "without": ["--disable-protocol", "seqbitflip"],
}


def listen(port: int, options: list[str]) -> subprocess.Popen[bytes]:
    words = ["tshark", "-n", "-i", "lo", "-f", f"tcp port {port}", *options]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def resident_kib(process: subprocess.Popen[bytes]) -> int:
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise RuntimeError(f"tshark has ended with status {process.poll()}")


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(4096):
        writer.write(data)
    writer.close()


async def converse(port: int) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    for _ in range(MESSAGES):
        writer.write(MESSAGE)
        await reader.readexactly(len(MESSAGE))
        await asyncio.sleep(PAUSE)
    writer.close()
    await writer.wait_closed()


async def run(minutes: int, each_second: int) -> None:
    server = await asyncio.start_server(echo, HOST, 0, backlog=1000)
    port = server.sockets[0].getsockname()[1]
    listeners = [listen(port, options) for options in COLUMNS.values()]
    try:
        await asyncio.sleep(UNTIL_LISTENING)
        print("minute", "conversations", *(f"{name}, KiB" for name in COLUMNS), sep="\t")
        begun = 0
        running: set[asyncio.Task[None]] = set()
        start = time.monotonic()
        for minute in range(minutes + 1):
            print(minute, begun, *map(resident_kib, listeners), sep="\t", flush=True)
            while minute < minutes and time.monotonic() < start + 60 * (minute + 1):
                task = asyncio.create_task(converse(port))
                running.add(task)
                task.add_done_callback(running.discard)
                begun += 1
                await asyncio.sleep(1 / each_second)
        await asyncio.gather(*running)
    finally:
        for listener in listeners:
            listener.terminate()
            listener.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=20)
    parser.add_argument("--each-second", type=int, default=60, help="conversations that begin")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.minutes, arguments.each_second))


if __name__ == "__main__":
    main()
