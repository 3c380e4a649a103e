// SPDX-License-Identifier: GPL-2.0-or-later
//
// What Wireshark calls once, at its start.
#pragma once

namespace seqbitflip {

// Registers the plugin's own protocol, the fields, expert items, preferences, statistics and menu
// entries. Wireshark calls it before its dissectors are connected.
void register_protocol();

// Puts the hook between IP and TCP. Wireshark calls it when all dissectors are registered.
void register_hook();

}  // namespace seqbitflip
