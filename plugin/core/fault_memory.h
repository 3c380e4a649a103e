// SPDX-License-Identifier: GPL-2.0-or-later
//
// Damage repeats itself: a stuck bit, a faulty rewrite or a broken offload does the same thing
// again. What was found once in the capture is therefore more probable than the shares in
// explanation.h say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "seq_num.h"

namespace seqbitflip {

class FaultMemory {
 public:
  // Takes in (takes back) a number that is strongly held to be damaged.
  void remember(SeqNum expected, SeqNum observed);
  void forget(SeqNum expected, SeqNum observed);

  // The probability that damage which hits `expected` leaves exactly `observed`: a mixture of
  // damage_probability (never less than half of it) and the masks and differences found so far.
  double probability(SeqNum expected, SeqNum observed) const;

  // The numbers that the masks and differences found several times would have changed into
  // `observed`.
  std::vector<SeqNum> undone(SeqNum observed) const;

 private:
  // Different masks and differences kept at the most; a capture with more has no repeating fault.
  static constexpr std::size_t kMostForms = 256;
  using Counts = std::map<std::uint32_t, std::uint32_t>;

  static void add(Counts& counts, std::uint32_t form);
  static void remove(Counts& counts, std::uint32_t form);

  Counts masks_;
  Counts deltas_;  // modulo 2^32
  std::uint64_t remembered_ = 0;
};

}  // namespace seqbitflip
