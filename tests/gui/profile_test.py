# SPDX-License-Identifier: GPL-2.0-or-later
"""With the profile, a person sees the wrong number at once and gets from it to the evidence and to the diagnosis.

The pictures are kept in build/gui, for eyes.
"""

from __future__ import annotations

import pytest

from accessibility import Widget
from conftest import OpenWindow
from screen import Colour, Picture, Screen
from waiting import wait_for
from wireshark_window import CAPTURES, PICTURES, WiresharkWindow

SEED = CAPTURES / "seed-both-connections.pcap"
PROVEN = CAPTURES / "flipped-bit-in-data.pcap"
HEALTHY = CAPTURES / "keep-alives.pcap"
# The profile's colours for a strong and a proven finding.
ORANGE: Colour = (0xFF, 0x99, 0x33)
RED: Colour = (0xB0, 0x00, 0x20)
# The frames with wrong numbers in SEED, and all there are.
FIRST, SECOND, FRAMES = 8, 31, 45
COLUMNS_OF_FIRST = ["3952704914", "0x01030100", "8,16,17,24", "Constant offset", "120.141867000"]
INFO_BEGINS = "[TCP Seq constant offset: -16711936]"


@pytest.fixture(name="window")
def window_with_the_profile(open_window: OpenWindow) -> WiresharkWindow:
    window = open_window(SEED, profile=True)
    wait_for(lambda: window.packets().row_count() == FRAMES, f"{FRAMES} packets in the list")
    return window


def rows_in(colour: Colour, window: WiresharkWindow, picture: Picture) -> list[int]:
    """The rows of the packet list, counted from 0, in which a bar of this colour begins."""
    _, top, _, height = window.packets().cell(0, 0).place()
    return [round((bar - top) / height) for bar in picture.bars_in(colour)]


@pytest.mark.parametrize(
    ("capture", "colour", "row"), ((SEED, ORANGE, FIRST - 1), (PROVEN, RED, 8)), ids=("strong", "proven")
)
def test_the_corrupt_row_has_the_colour_of_its_rule(
    screen: Screen, open_window: OpenWindow, capture: object, colour: Colour, row: int
) -> None:
    window = open_window(capture, profile=True)
    screen.photograph_when(
        lambda picture: rows_in(colour, window, picture) == [row],
        PICTURES / f"profile-{'strong' if colour == ORANGE else 'proven'}.png",
        f"a bar in {colour} at row {row} and no other",
    )


def test_columns_tell_what_is_wrong_and_how_long_it_hurt(window: WiresharkWindow) -> None:
    columns = window.packet(FIRST)
    assert columns[6:11] == COLUMNS_OF_FIRST and columns[11].startswith(INFO_BEGINS)
    assert window.packet(FIRST - 1)[6:11] == [""] * 5


def test_wireshark_has_nothing_to_complain_of(window: WiresharkWindow) -> None:
    window.packet(FIRST)
    lines = window.output.read_text().splitlines()
    assert [line for line in lines if "nl80211" not in line and "Running as user" not in line] == []


def open_the_finding(window: WiresharkWindow) -> Widget:
    """Selects its frame, opens TCP and below it the finding."""
    window.choose("Tools", "TCP bit flips", "Next finding")
    tcp = wait_for(lambda: window.detail("Transmission Control Protocol"), "TCP in the details")
    wait_for(lambda: window.packets().selected_rows() == [FIRST - 1], f"frame {FIRST} selected")
    window.click(tcp)
    window.press("Right")
    finding = wait_for(lambda: window.detail("[Sequence number is wrong"), "the finding below TCP")
    window.click(finding)
    window.press("Right")
    wait_for(lambda: window.detail("[Expected"), "the finding's subtree")
    return finding


def test_the_subtree_shows_both_numbers_in_binary_and_the_evidence(
    screen: Screen, window: WiresharkWindow
) -> None:
    open_the_finding(window)
    for beginning in ("[Expected  0xeb997d92", "[Observed  0xea9a7c92", "[Differing 0x01030100"):
        assert window.detail(beginning), f"no item that begins with {beginning}"
    screen.photograph(PICTURES / "profile-finding.png")


def bytes_of(window: WiresharkWindow, screen: Screen, item: str, field: str) -> list[bytes]:
    """The pane of bytes as it looks while this item is selected."""
    window.click(wait_for(lambda: window.detail(item), f"the item {item}"))
    wait_for(
        lambda: any(field in label.name for label in window.main().all("label")),
        f"{field} in the status bar",
    )
    pane = window.main().find("filler", "Packet bytes").place()
    return screen.photograph(PICTURES / "profile-bytes.png").part(*pane)


def test_the_finding_highlights_the_bytes_of_the_number(screen: Screen, window: WiresharkWindow) -> None:
    open_the_finding(window)
    finding = bytes_of(window, screen, "[Sequence number is wrong", "(tcp.seq_bitflip), 4 byte")
    number = bytes_of(window, screen, "Sequence Number (raw)", "(tcp.seq_raw), 4 byte")
    acknowledgment = bytes_of(window, screen, "Acknowledgment number (raw)", "(tcp.ack_raw), 4 byte")
    assert finding == number
    assert finding != acknowledgment


def test_the_statistics_count_the_wrong_numbers(screen: Screen, window: WiresharkWindow) -> None:
    window.choose("Statistics", "TCP Bit Flips")
    tree = wait_for(lambda: window.dialog("TCP Bit Flips").find("tree"), "the statistics")

    def counted() -> dict[str, str]:
        return {row[0]: row[1] for row in tree.rows()}

    wait_for(lambda: counted().get("Wrong numbers") == "2", "two wrong numbers counted")
    for name, count in (("Constant offset", "2"), ("Strong", "2"), ("24", "2"), ("19", "1")):
        assert counted().get(name) == count, f"{name}: {counted().get(name)}"
    screen.photograph(PICTURES / "profile-statistics.png")


def test_a_filter_button_leaves_only_the_wrong_numbers(window: WiresharkWindow) -> None:
    window.main().find("push button", "Wrong numbers").press()
    wait_for(lambda: window.packets().row_count() == 2, "two packets in the list")
    assert [row[0] for row in window.packets().rows()] == [str(FIRST), str(SECOND)]


def test_next_finding_goes_round(window: WiresharkWindow) -> None:
    for frame in (FIRST, SECOND, FIRST):
        window.choose("Tools", "TCP bit flips", "Next finding")
        wait_for(
            lambda expected=[frame - 1]: window.packets().selected_rows() == expected,
            f"frame {frame} selected",
        )


def report_in(window: WiresharkWindow) -> str:
    return wait_for(lambda: window.dialog("TCP Bit Flip Report").find("text").text(), "the report")


def test_the_report_is_shown_in_a_window(screen: Screen, window: WiresharkWindow) -> None:
    window.choose("Tools", "TCP bit flips", "Report")
    report = report_in(window)
    assert report.startswith("2 wrong numbers in 45 TCP segments of 2 conversations\n")
    assert "Points to  A device that rewrites sequence numbers" in report
    screen.photograph(PICTURES / "profile-report.png")


@pytest.mark.parametrize(
    ("capture", "words"),
    ((HEALTHY, "No wrong sequence or acknowledgment numbers"), (None, "No capture is open.")),
    ids=("healthy", "none"),
)
def test_where_there_is_no_next_finding_a_window_says_so(
    open_window: OpenWindow, capture: object, words: str
) -> None:
    window = open_window(capture, profile=True)
    window.choose("Tools", "TCP bit flips", "Next finding")
    assert report_in(window).startswith(words)


def test_a_changed_preference_dissects_anew_and_loses_no_finding(
    screen: Screen, window: WiresharkWindow
) -> None:
    before = window.packet(FIRST)
    window.choose("Edit", "Preferences…")
    dialog = window.dialog("Preferences")
    window.focus_dialog("Preferences")
    modules = next(
        tree for tree in dialog.all("tree") if "Font and Colors" in [c.name for c in tree.children()]
    )
    window.click(next(cell for cell in modules.children() if cell.name == "Protocols"))
    window.press("Right")
    window.type("SeqBitFlip")
    wait_for(lambda: dialog.find("check box", "Mark the Info column"), "the plugin's preferences").press()
    dialog.find("push button", "OK").press()
    wait_for(lambda: not window.packet(FIRST)[11].startswith("["), "Info without its beginning")
    assert window.packet(FIRST)[:11] == before[:11]
    screen.photograph_when(
        lambda picture: rows_in(ORANGE, window, picture) == [FIRST - 1],
        PICTURES / "profile-preference.png",
        "the row still in its colour",
    )
