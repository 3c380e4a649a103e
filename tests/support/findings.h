// SPDX-License-Identifier: GPL-2.0-or-later
//
// Wrong numbers of a capture in a few words, as the patterns and the diagnosis see them.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "fault_patterns.h"

namespace seqbitflip::test {

// A pure ACK from 192.0.2.2:80 to 192.0.2.1:49152 through one router; each frame a second after the
// one before.
Finding finding(std::uint32_t frame, std::uint32_t expected, std::uint32_t observed,
                bool foreign = false);

// A kind of damage, made anew at each call from a random expected number.
enum class Damage : std::uint8_t {
  kConstant,           // -16711936, whose carries make other masks
  kPowerOfTwo,         // +4096, with carries in some
  kOne,                // +1
  kStuckAtOne,         // bit 20
  kStuckAtZero,        // bit 9
  kOneBitBothWays,     // bit 27
  kThreeBitsBothWays,  // bits 3, 14 and 30
  kReversedBytes,
  kZeros,
  kOnes,
  kNeighbour,  // another connection was at the observed number
};

const char* name_of(Damage damage);

// The `index`-th number that is hit: those whose carries or polarity matter take turns.
Finding damaged(Damage damage, std::uint32_t frame, std::uint32_t index, std::mt19937& random);

// A SACK edge that a device did not translate, in the first block, behind timestamps.
Finding untranslated_edge(std::uint32_t frame, std::uint32_t expected, std::int32_t delta);

// Numbers that have nothing to do with each other but that each has one flipped bit.
std::vector<Finding> unrelated_flips(std::size_t count, std::mt19937& random);

}  // namespace seqbitflip::test
