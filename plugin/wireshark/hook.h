// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where the plugin meets Wireshark's dissection. The only room that knows reader, core, store and
// writer together.
//
// A wrapper stands between IP and TCP. It sees every TCP layer of a frame, also without a tree, and
// on the first pass has each segment judged before Wireshark's own TCP dissector runs; that one may
// leave by an exception (longjmp). What is to be shown of a segment is written behind it, before
// the frame is coloured; where there is nothing to show, nothing happens behind it.
#pragma once

namespace seqbitflip {

// Has all state cleared between files and redissections. `protocol` is the plugin's own, with which
// who uses Wireshark switches it off.
void register_state(int protocol);

// Puts the wrapper in place.
void install_hook();

}  // namespace seqbitflip
