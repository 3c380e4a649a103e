// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where a number lies among those that a healthy segment may carry. Pure: the benign oddities of
// real stacks, each a named case with its source.
#pragma once

#include <cstdint>
#include <span>

#include "expectations.h"
#include "flow.h"

namespace seqbitflip {

enum class Standing : std::uint8_t {
  kNothingKnown,  // nothing to compare with
  kExpected,      // exactly the next number
  kKnown,         // another number that a healthy segment may carry here
  kAhead,
  kBehind,
};

// Whether the segment acknowledges something for the first time, of what the other side was seen to
// send.
bool acknowledges_news(const Flow& flow, Direction direction, const Segment& segment);

// Whether the segment may be a keep-alive or a window probe: nothing or one byte, some time after
// its sender last sent something new. A keep-alive is sent when nothing came for long, so it
// acknowledges nothing new; a window probe, only when the peer's window is shut.
bool may_be_probe(const Flow& flow, Direction direction, const Segment& segment);

// The same with the number of a keep-alive or of a Linux window probe: one below what was sent or
// what was acknowledged (RFC 9293, section 3.8.4; tcp_xmit_probe_skb in Linux).
bool is_probe(const Flow& flow, Direction direction, const Segment& segment);

Standing standing_of_sequence(const Flow& flow, Direction direction, const Segment& segment,
                              std::span<const ProvisionalEnd> provisional);

// For an acknowledgment kBehind means: below an earlier one. One between the earlier one and
// SND.NXT of the other side, but at no boundary, is kAhead.
Standing standing_of_acknowledgment(const Flow& flow, Direction direction, const Segment& segment,
                                    std::span<const ProvisionalEnd> provisional);

}  // namespace seqbitflip
