// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a wrong number did to its connection: for how long nothing went on after it, which segment
// ended that, and what had to be sent again.
#pragma once

#include <cstdint>

#include "seq_num.h"

namespace seqbitflip {

struct Suspect;
struct Witness;
enum class Direction : std::uint8_t;

struct Impact {
  // The frame that made the connection go on: the first new data, or the first acknowledgment of
  // something new, after the wrong number; where that number moved data to a wrong place, the
  // segment that brought the data to the right one, or the peer's acknowledgment of their end.
  // 0: the connection has not gone on.
  std::uint32_t recovered_in = 0;
  // From the wrong number to that frame; where there is none, to the reset that ended the
  // connection, or to its last segment in the capture. Never negative.
  std::int64_t stall_ns = 0;
  bool reset = false;                  // the connection ended by a reset before it had gone on
  std::uint32_t bytes_sent_again = 0;  // payload of the segments that brought data again

  // Whether anything of the connection was seen after the wrong number.
  bool is_known() const { return has_ended() || stall_ns > 0; }
  // Whether it is known how the stall ended.
  bool has_ended() const { return recovered_in != 0 || reset; }
  bool operator==(const Impact&) const = default;
};

// A stall that a person notices, and longer than the retransmission timeout of most stacks (200 ms
// in Linux): shorter pauses occur without any fault.
inline constexpr std::int64_t kNoticeableStallNs = 250'000'000;

// The connection is still seen at `time_ns`, and that alone does not mean that it goes on.
void extend_stall(Suspect& suspect, std::int64_t time_ns);

// Follows the connection on from the suspect, segment by segment, each before it is taken in.
// Returns whether it has just become known how the stall ended.
bool follow_impact(Suspect& suspect, Direction sent, const Witness& witness);

}  // namespace seqbitflip
