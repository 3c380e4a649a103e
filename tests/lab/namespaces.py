# SPDX-License-Identifier: GPL-2.0-or-later
"""Network namespaces of a client, a router and a server, and the programs that run in them.

How the three are joined is a matter of the classes made from this one. They exist from entering the
context to leaving it, whatever happens between; what a run that was killed has left behind is removed
by the next one.
"""

import itertools
import os
import re
import signal
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ROLES = ("client", "router", "server")
HOST_INTERFACE = "eth0"
OFFLOADS = ["tso", "gso", "gro", "tx", "rx"]
_number = itertools.count()


def run(*command: str) -> str:
    """What a command prints that must succeed; says what went wrong when it does not."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {result.stderr.strip() or result.returncode}")
    return result.stdout


class Namespaces:
    def __init__(self, prefix: str) -> None:
        tag = f"{prefix}-{os.getpid()}-{next(_number)}"
        self.names = {role: f"{tag}-{role}" for role in ROLES}
        self._prefix = prefix
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        try:
            remove_abandoned(self._prefix)
            for name in self.names.values():
                run("ip", "netns", "add", name)
            self._build()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._remove()

    def command(self, role: str, *command: str) -> list[str]:
        return ["ip", "netns", "exec", self.names[role], *command]

    def run(self, role: str, *command: str) -> str:
        return run(*self.command(role, *command))

    def start(self, role: str, *command: str, output: int | IO[str] | None = None,
              environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a program in a namespace; it is ended with the network at the latest."""
        process = subprocess.Popen(self.command(role, *command), stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.PIPE, text=True, env=environment)
        self._processes.append(process)
        return process

    def start_until_ready(self, role: str, *command: str) -> subprocess.Popen[str]:
        """Start a program that prints "ready" when it is."""
        process = self.start(role, *command, output=subprocess.PIPE)
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{' '.join(command)} did not start: {process.communicate()[1]}")
        return process

    def stop(self, process: subprocess.Popen[str]) -> str:
        """End a program and return what it said on standard error."""
        process.terminate()
        try:
            return process.communicate(timeout=5)[1]
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[1]

    def _build(self) -> None:
        raise NotImplementedError

    def _join_with_router(self, role: str, router_end: str) -> None:
        run("ip", "link", "add", HOST_INTERFACE, "netns", self.names[role], "type", "veth",
            "peer", "name", router_end, "netns", self.names["router"])

    def _set(self, role: str, settings: Mapping[str, str]) -> None:
        if settings:
            self.run(role, "sysctl", "-q", "-w", *(f"{name}={value}" for name, value in settings.items()))

    def _bring_up(self, role: str, interface: str, mtu: int, offloads: bool) -> None:
        switch = "on" if offloads else "off"
        for feature in OFFLOADS:
            self.run(role, "ethtool", "-K", interface, feature, switch)
        self.run(role, "ip", "link", "set", interface, "mtu", str(mtu), "up")

    def _remove(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            process.communicate()
        remove(self.names.values())


def remove(names: Iterable[str]) -> None:
    """Remove namespaces, and end what still runs in them: a program's own children, too."""
    for name in names:
        inside = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True, check=False)
        for process in inside.stdout.split():
            try:
                os.kill(int(process), signal.SIGKILL)
            except ProcessLookupError:
                pass  # it has just ended by itself
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


def remove_abandoned(prefix: str) -> None:
    """Remove the namespaces of runs that do not exist any more."""
    names = (line.split()[0] for line in run("ip", "netns", "list").splitlines())
    owners = {name: owner[1] for name in names if (owner := re.match(rf"{prefix}-(\d+)-\d+-", name))}
    remove(name for name, owner in owners.items() if not Path("/proc", owner).exists())
