// SPDX-License-Identifier: GPL-2.0-or-later
//
// An observed number held against a candidate for the right one: which bits differ, by how much,
// and how probable it is that damage turns the one into the other.
#pragma once

#include <cstdint>

#include "seq_num.h"

namespace seqbitflip {

struct Difference {
  std::uint32_t mask = 0;  // expected XOR observed
  std::int32_t delta = 0;  // observed - expected, modulo 2^32, as a signed number

  bool operator==(const Difference&) const = default;
  int bit_count() const;
};

Difference difference(SeqNum expected, SeqNum observed);

// The parts of the mixture below, for one pair of numbers.
struct DamageShares {
  double flips = 0.0;
  double offset = 0.0;
  double byte_order = 0.0;
  double cleared = 0.0;
  double any_number = 0.0;
};

DamageShares damage_shares(SeqNum expected, SeqNum observed);

// The probability that damage which hits `expected` leaves exactly `observed`: a mixture of bit
// flips (few more probable than many: .80 .12 .04 .02 for 1 to 4, the rest spread over 5 to 32), an
// added constant, permuted bytes, a cleared field, and a rewrite to any number. Positive where the
// two differ, 0 where they are equal.
double damage_probability(SeqNum expected, SeqNum observed);

// Whether the observed number is the expected one with its bytes or its halves in another order:
// the three permutations that confusing byte orders produces.
bool is_byte_order_confusion(SeqNum expected, SeqNum observed);

}  // namespace seqbitflip
