// SPDX-License-Identifier: GPL-2.0-or-later
#include "explanation.h"

#include <gtest/gtest.h>

#include <vector>

#include "differing_bits.h"

namespace seqbitflip {
namespace {

TEST(Difference, OfTheSeedCaseIsFourBitsAndAConstant) {
  const Difference seen = difference(SeqNum(3952704914U), SeqNum(3935992978U));
  EXPECT_EQ(seen.mask, 0x01030100U);
  EXPECT_EQ(seen.delta, -16711936);
  EXPECT_EQ(seen.bit_count(), 4);
}

TEST(Difference, OfItsSecondConnectionHasOtherBitsAndTheSameConstant) {
  const Difference seen = difference(SeqNum(2582068127U), SeqNum(2565356191U));
  EXPECT_EQ(seen.mask, 0x010F0100U);
  EXPECT_EQ(seen.delta, -16711936);
  EXPECT_EQ(seen.bit_count(), 6);
}

TEST(Difference, OfEqualNumbersIsNothing) {
  const Difference none = difference(SeqNum(5), SeqNum(5));
  EXPECT_EQ(none.mask, 0U);
  EXPECT_EQ(none.delta, 0);
}

TEST(Difference, OfAllBits) {
  const Difference all = difference(SeqNum(0), SeqNum(0xFFFFFFFFU));
  EXPECT_EQ(all.bit_count(), 32);
  EXPECT_EQ(all.delta, -1) << "modulo 2^32 it is only one away";
}

TEST(ForEachBit, LooksAtThePositionsThatAreSetFromTheLowestOn) {
  struct {
    std::uint32_t mask;
    std::vector<std::uint8_t> bits;
  } const cases[] = {{0, {}}, {1, {0}}, {0x01030100, {8, 16, 17, 24}}, {0x80000001, {0, 31}}};
  for (const auto& c : cases) {
    std::vector<std::uint8_t> seen;
    for_each_bit(c.mask, [&](std::uint8_t bit) { seen.push_back(bit); });
    EXPECT_EQ(seen, c.bits) << c.mask;
  }
}

TEST(ByteOrder, KnowsTheThreePermutations) {
  const SeqNum expected(0x01020304);
  EXPECT_TRUE(is_byte_order_confusion(expected, SeqNum(0x04030201)));
  EXPECT_TRUE(is_byte_order_confusion(expected, SeqNum(0x03040102)));
  EXPECT_TRUE(is_byte_order_confusion(expected, SeqNum(0x02010403)));
  EXPECT_FALSE(is_byte_order_confusion(expected, SeqNum(0x01020403)));
  EXPECT_FALSE(is_byte_order_confusion(expected, expected));
}

TEST(ByteOrder, ThatChangesNothingIsNoConfusion) {
  EXPECT_FALSE(is_byte_order_confusion(SeqNum(0x07070707), SeqNum(0x07070707)));
}

TEST(DamageProbability, OfNoDifferenceIsZero) {
  EXPECT_EQ(damage_probability(SeqNum(77), SeqNum(77)), 0.0);
}

TEST(DamageProbability, IsAlikeForEveryBit) {
  // 0x55555555: no flip of it is a short sum of powers of two away by another bit's carry.
  const SeqNum expected(0x55555555);
  const double lowest = damage_probability(expected, SeqNum(expected.value() ^ 1U));
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    const double here = damage_probability(expected, SeqNum(expected.value() ^ (1U << bit)));
    EXPECT_NEAR(here / lowest, 1.0, 0.1) << "bit " << bit;
  }
}

TEST(DamageProbability, FallsWithTheNumberOfFlippedBits) {
  const SeqNum expected(0x5A5A5A5A);
  // Bits far apart, so that no sum of few powers of two explains them as well.
  std::uint32_t mask = 0;
  double before = 1.0;
  for (const std::uint32_t bit : {1U, 8U, 13U, 21U, 28U}) {
    mask |= 1U << bit;
    const double now = damage_probability(expected, SeqNum(expected.value() ^ mask));
    EXPECT_LT(now, before) << "with bit " << bit;
    before = now;
  }
}

TEST(DamageProbability, PrefersAFormOverANumberWithoutOne) {
  const SeqNum expected(0xEB997D92U);
  const double any = damage_probability(expected, SeqNum(0x2C83F1A7));
  EXPECT_GT(damage_probability(expected, SeqNum(0)), 1e3 * any) << "cleared";
  EXPECT_GT(damage_probability(expected, SeqNum(0xFFFFFFFFU)), 1e3 * any) << "all ones";
  EXPECT_GT(damage_probability(expected, SeqNum(0x927D99EBU)), 1e3 * any) << "byte order";
  EXPECT_GT(damage_probability(expected, SeqNum(0xEB997D92U - 16711936U)), 1e2 * any)
      << "the seed's constant";
  EXPECT_GT(any, 0.0) << "no damage is impossible";
}

}  // namespace
}  // namespace seqbitflip
