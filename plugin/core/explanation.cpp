// SPDX-License-Identifier: GPL-2.0-or-later
#include "explanation.h"

#include <array>
#include <bit>
#include <cmath>

namespace seqbitflip {

namespace {

constexpr int kBits = 32;

// Shares of the mixture. Flips dominate; the other forms each keep a share large enough that
// hitting them exactly, which chance does once in 2^32, speaks for them.
constexpr double kShareFlips = 0.88;
constexpr double kShareOffset = 0.02;
constexpr double kShareByteOrder = 0.04;
constexpr double kShareCleared = 0.04;
constexpr double kShareAnyNumber = 0.02;

constexpr std::array<double, 5> kFewFlips = {0.0, 0.80, 0.12, 0.04, 0.02};
constexpr double kManyFlips = 0.02 / (kBits - 4);

constexpr double binomial_of_32(int k) {
  double result = 1.0;
  for (int i = 1; i <= k; ++i) {
    result = result * (kBits - k + i) / i;
  }
  return result;
}

double flips_probability(int count) {
  const auto index = static_cast<std::size_t>(count);
  const double of_this_count = index < kFewFlips.size() ? kFewFlips[index] : kManyFlips;
  return of_this_count / binomial_of_32(count);
}

// The number of non-zero digits when the difference is written with the fewest signed binary digits
// (the non-adjacent form): 0x00FF0100 is 2^24 - 2^16 + 2^8, three digits. Faulty code shifts, masks
// and swaps bytes, and so adds constants of few digits, whatever the carries make of the bits.
int signed_digit_count(std::int32_t delta) {
  const std::uint64_t size = magnitude(delta);
  return std::popcount((size ^ (3 * size)) >> 1);
}

// Each further digit is half as probable; among the numbers with as many digits, all are alike.
double offset_probability(std::int32_t delta) {
  const int digits = signed_digit_count(delta);
  double forms = 1.0;
  for (int i = 1; i <= digits; ++i) {
    forms = forms * 2.0 * (kBits + 1 - 2 * digits + i) / i;
  }
  return forms < 1.0 ? 0.0 : std::pow(0.5, digits) / forms;
}

std::uint32_t swap_halves(std::uint32_t value) {
  return std::rotl(value, 16);
}

std::uint32_t swap_bytes_in_halves(std::uint32_t value) {
  return (value & 0x00FF00FFU) << 8 | (value & 0xFF00FF00U) >> 8;
}

}  // namespace

int Difference::bit_count() const {
  return std::popcount(mask);
}

Difference difference(SeqNum expected, SeqNum observed) {
  return {expected.value() ^ observed.value(), distance(expected, observed)};
}

bool is_byte_order_confusion(SeqNum expected, SeqNum observed) {
  const std::uint32_t halves = swap_halves(expected.value());
  const std::uint32_t in_halves = swap_bytes_in_halves(expected.value());
  const std::uint32_t all = swap_halves(in_halves);
  const std::uint32_t seen = observed.value();
  return expected != observed && (seen == halves || seen == in_halves || seen == all);
}

DamageShares damage_shares(SeqNum expected, SeqNum observed) {
  DamageShares shares;
  if (expected == observed) {
    return shares;
  }
  shares.any_number = kShareAnyNumber * kAnyNumber;
  shares.flips = kShareFlips * flips_probability(difference(expected, observed).bit_count());
  shares.offset = kShareOffset * offset_probability(distance(expected, observed));
  if (is_byte_order_confusion(expected, observed)) {
    shares.byte_order = kShareByteOrder / 3;
  }
  if (observed.value() == 0 || observed.value() == 0xFFFFFFFFU) {
    shares.cleared = kShareCleared / 2;
  }
  return shares;
}

double damage_probability(SeqNum expected, SeqNum observed) {
  const DamageShares shares = damage_shares(expected, observed);
  return shares.flips + shares.offset + shares.byte_order + shares.cleared + shares.any_number;
}

}  // namespace seqbitflip
