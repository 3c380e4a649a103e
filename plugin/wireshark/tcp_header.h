// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where the numbers are in a TCP header (RFC 9293, section 3.1), in bytes from its start.
#pragma once

namespace seqbitflip {

inline constexpr int kSequenceOffset = 4;
inline constexpr int kAcknowledgmentOffset = 8;
inline constexpr int kNumberLength = 4;  // also of a SACK edge and of a timestamp
inline constexpr int kWindowOffset = 14;
inline constexpr int kWindowLength = 2;

}  // namespace seqbitflip
