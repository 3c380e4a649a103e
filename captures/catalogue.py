# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of all captures. A story enters it with `@capture(name)`; its docstring tells it in a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from links import ETHERNET, Link
from tcp_story import WHOLE_FRAMES, Story


@dataclasses.dataclass(frozen=True)
class Entry:
    name: str
    tell: Callable[[Story], None]
    link: Link
    snaplen: int

    @property
    def sentence(self) -> str:
        return " ".join((self.tell.__doc__ or "").split())

    def story(self) -> Story:
        story = Story(self.name, self.link, self.snaplen)
        self.tell(story)
        return story


ENTRIES: list[Entry] = []


def capture(name: str, link: Link = ETHERNET, snaplen: int = WHOLE_FRAMES):
    def enter(tell: Callable[[Story], None]) -> Callable[[Story], None]:
        ENTRIES.append(Entry(name, tell, link, snaplen))
        return tell

    return enter
