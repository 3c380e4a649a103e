// SPDX-License-Identifier: GPL-2.0-or-later
//
// The display fields, all registered under Wireshark's own TCP protocol.
#pragma once

namespace seqbitflip {

// The fields of one kind of number: tcp.seq_bitflip.*, tcp.ack_bitflip.*, tcp.sack_bitflip.* or
// tcp.ts_bitflip.*. Those of numbers outside the window exist for the first two only.
struct BitFlipFields {
  int root = -1;
  int expected = -1;
  int observed = -1;
  int mask = -1;
  int count = -1;
  int bit = -1;
  int delta = -1;
  int reference = -1;
  int cause = -1;
  int confidence = -1;
  int checksum = -1;
  int evidence = -1;
  int pattern = -1;
  int previous = -1;
  int next = -1;
  int recovered_in = -1;
  int stall = -1;
  int out_of_window = -1;
  int reason = -1;
  int distance = -1;
  // Subtrees.
  int tree = -1;
  int picture_tree = -1;
  int out_of_window_tree = -1;
};

// tcp.seq_bitflip.misled_by
int misled_by_field();

const BitFlipFields& sequence_fields();
const BitFlipFields& acknowledgment_fields();
const BitFlipFields& sack_fields();
const BitFlipFields& timestamp_fields();

void register_fields();

}  // namespace seqbitflip
