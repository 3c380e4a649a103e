# SPDX-License-Identifier: GPL-2.0-or-later
"""In a real Wireshark window a colour rule marks the wrong number's line, and its subtree opens.

The pictures are kept in build/gui, for eyes.
"""

from __future__ import annotations

from conftest import OpenWindow
from screen import Colour, Picture, Screen
from wireshark_window import CAPTURES, PICTURES, colour_rule

SEED = CAPTURES / "seed-router-rewrites-ack.pcap"
HEALTHY = CAPTURES / "keep-alives.pcap"
CORRUPT_FRAME = "8"

# Two colours that Wireshark does not use itself.
PINK: Colour = (0xF1, 0x6B, 0xC4)
GREEN: Colour = (0x7A, 0xE0, 0x5B)
WRONG_NUMBER_IN_PINK = colour_rule("Wrong number", "tcp.seq_bitflip || tcp.ack_bitflip", PINK)
OTHERS_IN_GREEN = colour_rule("Other", "tcp", GREEN)
# Behind an item of the details that holds expert information of this severity.
CHAT_BLUE: Colour = (0x80, 0xB7, 0xF7)
ERROR_RED: Colour = (0xFF, 0x5C, 0x5C)
SELECTION_BLUE: Colour = (0x30, 0x8C, 0xC6)
HEIGHT_OF_AN_ITEM = 17


def one_line_is_marked(picture: Picture) -> bool:
    """All lines are green but the selected one at the top, and one below it, which divides them."""
    return len(picture.bars_in(PINK)) == 1 and len(picture.bars_in(GREEN)) == 2


def no_line_is_marked(picture: Picture) -> bool:
    return len(picture.bars_in(PINK)) == 0 and len(picture.bars_in(GREEN)) == 1


def details_of_a_syn(picture: Picture) -> bool:
    return len(picture.bars_in(CHAT_BLUE)) == 1


def test_the_window_shows_the_capture(open_window: OpenWindow) -> None:
    assert open_window(SEED).title() == SEED.name


def test_a_colour_rule_marks_the_one_wrong_number(screen: Screen, open_window: OpenWindow) -> None:
    open_window(SEED, colour_rules=WRONG_NUMBER_IN_PINK + OTHERS_IN_GREEN)
    screen.photograph_when(one_line_is_marked, PICTURES / "coloured.png", "one pink line among green ones")


def test_without_the_rule_no_line_has_its_colour(screen: Screen, open_window: OpenWindow) -> None:
    open_window(SEED, colour_rules=OTHERS_IN_GREEN)
    screen.photograph_when(no_line_is_marked, PICTURES / "without-rule.png", "green lines without a gap")


def test_a_healthy_capture_gets_no_such_line(screen: Screen, open_window: OpenWindow) -> None:
    open_window(HEALTHY, colour_rules=WRONG_NUMBER_IN_PINK + OTHERS_IN_GREEN)
    screen.photograph_when(no_line_is_marked, PICTURES / "healthy.png", "green lines without a gap")


def lines_between_finding_and_selection(picture: Picture) -> int:
    """In the details, where the finding is red and the item below its subtree is selected."""
    red, selected = picture.bars_in(ERROR_RED), picture.bars_in(SELECTION_BLUE)
    return selected[-1] - red[-1] if red and selected else 0


def test_the_subtree_of_the_finding_opens(screen: Screen, open_window: OpenWindow) -> None:
    window = open_window(SEED, "-g", CORRUPT_FRAME)
    screen.photograph_when(
        lambda picture: len(picture.bars_in(ERROR_RED)) == 1,
        PICTURES / "protocols.png",
        "the TCP protocol in red",
    )
    window.open_last_protocol_and_select_its_last_item()
    screen.photograph_when(
        lambda picture: 0 < lines_between_finding_and_selection(picture) < 2 * HEIGHT_OF_AN_ITEM,
        PICTURES / "closed.png",
        "the finding above the selected item",
    )
    window.open_item_above_the_selected_one()
    screen.photograph_when(
        lambda picture: lines_between_finding_and_selection(picture) > 15 * HEIGHT_OF_AN_ITEM,
        PICTURES / "finding.png",
        "the finding's subtree between it and the selected item",
    )


def test_the_mark_outlives_a_reload_and_a_dissection_anew(screen: Screen, open_window: OpenWindow) -> None:
    window = open_window(SEED, colour_rules=WRONG_NUMBER_IN_PINK + OTHERS_IN_GREEN)
    screen.photograph_when(
        lambda picture: one_line_is_marked(picture) and details_of_a_syn(picture),
        PICTURES / "loaded.png",
        "one pink line, and the details of the first frame",
    )
    # Ignoring the first frame, which is selected, makes Wireshark dissect everything again; its details go.
    window.press("ctrl+d")
    screen.photograph_when(
        lambda picture: one_line_is_marked(picture) and not details_of_a_syn(picture),
        PICTURES / "ignored.png",
        "one pink line, and no details of the ignored frame",
    )
    window.press("ctrl+r")
    screen.photograph_when(
        lambda picture: one_line_is_marked(picture) and details_of_a_syn(picture),
        PICTURES / "reloaded.png",
        "one pink line, and the details of the first frame again",
    )
