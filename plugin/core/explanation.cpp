// SPDX-License-Identifier: GPL-2.0-or-later
#include "explanation.h"

#include <array>
#include <bit>

namespace seqbitflip {

namespace {

constexpr int kBits = 32;
constexpr double kAnyNumber = 1.0 / 4294967296.0;

// Shares of the mixture. Flips dominate; the other forms each keep a share large enough that
// hitting them exactly, which chance does once in 2^32, speaks for them.
constexpr double kShareFlips = 0.90;
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

std::uint32_t swap_halves(std::uint32_t value) { return std::rotl(value, 16); }

std::uint32_t swap_bytes_in_halves(std::uint32_t value) {
  return (value & 0x00FF00FFU) << 8 | (value & 0xFF00FF00U) >> 8;
}

}  // namespace

int Difference::bit_count() const { return std::popcount(mask); }

std::vector<std::uint8_t> Difference::bits() const {
  std::vector<std::uint8_t> positions;
  for (std::uint8_t bit = 0; bit < kBits; ++bit) {
    if ((mask >> bit & 1U) != 0) {
      positions.push_back(bit);
    }
  }
  return positions;
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

double damage_probability(SeqNum expected, SeqNum observed) {
  if (expected == observed) {
    return 0.0;
  }
  double probability = kShareAnyNumber * kAnyNumber;
  probability += kShareFlips * flips_probability(difference(expected, observed).bit_count());
  if (is_byte_order_confusion(expected, observed)) {
    probability += kShareByteOrder / 3;
  }
  if (observed.value() == 0 || observed.value() == 0xFFFFFFFFU) {
    probability += kShareCleared / 2;
  }
  return probability;
}

}  // namespace seqbitflip
