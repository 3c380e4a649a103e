// SPDX-License-Identifier: GPL-2.0-or-later
//
// The acceptance rules, each a named pure predicate. They are deliberately the widest of what real
// receivers accept: a number that breaks one of them would be accepted by none.
//
//   I    SEQ <= the highest position that the receiver ever offered window for, or SND.NXT, if that
//        is higher
//   II   SEQ + length >= SND.NXT - max(the largest window that the receiver ever offered, 65535)
//   III  ACK <= the highest position that the sender ever offered the receiver window for, or the
//        receiver's SND.NXT, if that is higher: the capture may lack what the receiver sent, but
//        the receiver cannot have sent more
//   IV   ACK >= the receiver's SND.NXT - max(the sender's largest window, 66000)
//
// Sources: RFC 9293 section 3.10.7.4, RFC 5961 section 5, van Rooij's "Real stateful TCP packet
// filtering" (2001), from which the 66000 of rule IV comes.
#pragma once

#include <cstdint>
#include <optional>

#include "flow.h"

namespace seqbitflip {

// How far a number lies outside of what is acceptable: 0 inside, positive above the upper bound,
// negative below the lower. Unknown where the state holds no bound.
std::optional<std::int32_t> sequence_outside_window(const Flow& flow, Direction direction,
                                                    const Segment& segment);
std::optional<std::int32_t> acknowledgment_outside_window(const Flow& flow, Direction direction,
                                                          const Segment& segment);

}  // namespace seqbitflip
