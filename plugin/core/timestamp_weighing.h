// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the judges of TSval and of TSecr share: the values that a damaged one may have been, and
// what the odds are.
#pragma once

#include <cstdint>
#include <functional>

#include "candidate_list.h"
#include "option_view.h"
#include "suspect.h"

namespace seqbitflip {

// A segment that is new cannot be late, and so has no old timestamp.
inline constexpr double kOldYetNew = 1e-2;
// A late segment's timestamp lies among earlier ones, by so many ticks at the most: no delay that
// reorders segments is longer.
inline constexpr double kPriorEarlier = 0.05;
inline constexpr std::uint32_t kFurthestBeside = 1U << 13;

inline std::uint32_t width_of(const NumberRange& range) {
  return range.last.value() - range.first.value();
}

// The probability that the segment was meant to carry this value.
using TimestampPrior = std::function<double(SeqNum)>;

// Makes all numbers that differ from `number` in one to three bits.
template <typename Take>
void for_each_few_flips(SeqNum number, const Take& take) {
  constexpr int kBits = 32;
  const auto bit = [](int position) { return std::uint32_t{1} << position; };
  for (int one = 0; one < kBits; ++one) {
    take(SeqNum(number.value() ^ bit(one)));
  }
  for (int one = 0; one < kBits; ++one) {
    for (int two = 0; two < one; ++two) {
      take(SeqNum(number.value() ^ bit(one) ^ bit(two)));
      for (int three = 0; three < two; ++three) {
        take(SeqNum(number.value() ^ bit(one) ^ bit(two) ^ bit(three)));
      }
    }
  }
}

// Adds the most probable of the values that differ in few bits from the observed one; where the
// checksum is wrong, only those that put it right. If there are none, the one value from the
// range's first on that does, whatever the damage. `reference_of`: the frame from which it follows.
void add_damaged(CandidateList& list, const Suspect& suspect, Reason reason,
                 const TimestampPrior& prior,
                 const std::function<std::uint32_t(SeqNum)>& reference_of);

// Whether no later segment could turn the odds: most surprises are small leaps, which only a wrong
// checksum tells from delays.
bool is_hopeless(const Suspect& suspect, const CaptureHabits& habits);

// Weighs the candidates. No suspect where damage is out of the question.
Examined weighed(Suspect suspect, CandidateList list, const CaptureHabits& habits);

}  // namespace seqbitflip
