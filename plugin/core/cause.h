// SPDX-License-Identifier: GPL-2.0-or-later
//
// What turned the expected number into the observed one. Alone, a number has the cause that
// explains it best; among others like it, the pattern decides: see fault_patterns.h.
#pragma once

#include <cstdint>

#include "seq_num.h"

namespace seqbitflip {

enum class Cause : std::uint8_t {
  kUnknown = 0,
  kBitFlip = 1,
  kStuckBit = 2,
  kConstantOffset = 3,
  kByteOrder = 4,
  kCleared = 5,
  kAnotherConnection = 6,
};

const char* name_of(Cause cause);

// The cause of one number on its own, by the shares of damage_probability(): `foreign` says that
// another connection of the capture was just at the observed number. Never kStuckBit, which takes
// several.
Cause single_cause(SeqNum expected, SeqNum observed, bool foreign);

}  // namespace seqbitflip
