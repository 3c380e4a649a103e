// SPDX-License-Identifier: GPL-2.0-or-later
//
// "TCP bit flips" in the Tools menu of Wireshark's window: go to the next finding, show the report.
#pragma once

namespace seqbitflip {

// Without a window, in tshark, this does nothing.
void register_menu(int protocol);

}  // namespace seqbitflip
