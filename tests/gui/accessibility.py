# SPDX-License-Identifier: GPL-2.0-or-later
"""What a screen reader gets to know of a window (AT-SPI): its widgets by role and name, their texts, where they lie.

The questions go straight to the program, over D-Bus: libatspi keeps a copy of what is in a window, and keeps an
empty one if it asks while the program starts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from gi.repository import Gio, GLib

# A widget that has just gone away, or is not there yet.
NOT_THERE = (GLib.Error, LookupError)
# A table of preferences has thousands of cells; what is looked for is never inside of a table.
TABLES = ("tree", "table")

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
TABLE = "org.a11y.atspi.Table"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"
ON_THE_SCREEN = 0
MILLISECONDS_ALLOWED = 10000


@cache
def bus_address() -> str:
    """Of the bus on which windows and screen readers meet."""
    assert "DBUS_SESSION_BUS_ADDRESS" in os.environ, "to be run through dbus-run-session"
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    (address,) = ask(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    return address


@cache
def bus() -> Gio.DBusConnection:
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(bus_address(), flags)


def ask(
    connection: Gio.DBusConnection,
    program: str,
    path: str,
    interface: str,
    method: str,
    arguments: GLib.Variant | None = None,
) -> tuple:
    return connection.call_sync(
        program,
        path,
        interface,
        method,
        arguments,
        None,
        Gio.DBusCallFlags.NONE,
        MILLISECONDS_ALLOWED,
    ).unpack()


class Widget:
    def __init__(self, program: str, path: str) -> None:
        self._program = program
        self._path = path

    def _ask(self, interface: str, method: str, arguments: GLib.Variant | None = None) -> object:
        answer = ask(bus(), self._program, self._path, interface, method, arguments)
        return answer[0] if answer else None

    def _property(self, interface: str, name: str) -> object:
        return self._ask(PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))

    @property
    def role(self) -> str:
        return self._ask(ACCESSIBLE, "GetRoleName")

    @property
    def name(self) -> str:
        return self._property(ACCESSIBLE, "Name")

    def children(self) -> list[Widget]:
        return [Widget(*child) for child in self._ask(ACCESSIBLE, "GetChildren")]

    def descendants(self) -> Iterator[Widget]:
        for child in self.children():
            yield child
            if child.role not in TABLES:
                yield from child.descendants()

    def all(self, role: str, name: str | None = None) -> Iterator[Widget]:
        for widget in self.descendants():
            if widget.role == role and name in (None, widget.name):
                yield widget

    def find(self, role: str, name: str | None = None) -> Widget:
        found = next(self.all(role, name), None)
        if found is None:
            raise LookupError(f"no {role} {name or ''} in {self.role} {self.name}")
        return found

    def press(self) -> None:
        """A button, a check box, an entry of a menu, which need not be open."""
        assert self._ask(ACTION, "DoAction", GLib.Variant("(i)", (0,))), f"{self.name} cannot be pressed"

    def text(self) -> str:
        """Of a field for text."""
        return self._ask(TEXT, "GetText", GLib.Variant("(ii)", (0, -1)))

    def row_count(self) -> int:
        return self._property(TABLE, "NRows")

    def cell(self, row: int, column: int) -> Widget:
        """Of a table; both are counted from 0."""
        return Widget(*self._ask(TABLE, "GetAccessibleAt", GLib.Variant("(ii)", (row, column))))

    def row(self, number: int) -> list[str]:
        return [self.cell(number, column).name for column in range(self._property(TABLE, "NColumns"))]

    def rows(self) -> list[list[str]]:
        return [self.row(number) for number in range(self.row_count())]

    def selected_rows(self) -> list[int]:
        return self._ask(TABLE, "GetSelectedRows")

    def place(self) -> tuple[int, int, int, int]:
        """On the screen: left, top, width, height."""
        return self._ask(COMPONENT, "GetExtents", GLib.Variant("(u)", (ON_THE_SCREEN,)))


def application(process: int) -> Widget | None:
    """The program with this process id, once it has come to the bus."""
    (names,) = ask_bus("ListNames")
    for name in names:
        if name.startswith(":") and ask_bus("GetConnectionUnixProcessID", GLib.Variant("(s)", (name,))) == (
            process,
        ):
            return Widget(name, ROOT)
    return None


def ask_bus(method: str, arguments: GLib.Variant | None = None) -> tuple:
    name = "org.freedesktop.DBus"
    return ask(bus(), name, "/org/freedesktop/DBus", name, method, arguments)
