// SPDX-License-Identifier: GPL-2.0-or-later
// What each kind of fault makes of a number.
#include "fault.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>

namespace faults {
namespace {

constexpr std::uint32_t kNumber = 0x01020304;
const FaultContext kAlone{};

TEST(Fault, RandomBitsFlipsAsManyAsAskedAndReachesEveryPosition) {
  Random random(7);
  const Fault fault = random_bits(2, 5, random);
  std::uint32_t touched = 0;
  std::set<int> counts;
  for (int i = 0; i < 500; ++i) {
    const std::uint32_t mask = kNumber ^ fault(kNumber, kAlone).value();
    touched |= mask;
    counts.insert(std::popcount(mask));
  }
  EXPECT_EQ(touched, 0xffffffffU);
  EXPECT_EQ(counts, (std::set<int>{2, 3, 4, 5}));
}

TEST(Fault, TheSameSeedGivesTheSameFaults) {
  Random one(11);
  Random other(11);
  const Fault first = random_bits(1, 6, one);
  const Fault second = random_bits(1, 6, other);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(first(kNumber, kAlone), second(kNumber, kAlone));
}

TEST(Fault, EachBitVisitsEveryPositionOnceInThirtyTwoTurns) {
  Random random(3);
  const Fault fault = each_bit(random);
  std::set<std::uint32_t> masks;
  for (int turn = 0; turn < 32; ++turn) {
    const std::uint32_t mask = kNumber ^ fault(kNumber, kAlone).value();
    EXPECT_EQ(std::popcount(mask), 1);
    masks.insert(mask);
  }
  EXPECT_EQ(masks.size(), 32U);
}

TEST(Fault, BitAndMaskFlipBothWays) {
  EXPECT_EQ(flip_bit(0)(kNumber, kAlone), 0x01020305U);
  EXPECT_EQ(flip_bit(31)(kNumber, kAlone), 0x81020304U);
  EXPECT_EQ(flip_mask(0x01030100)(kNumber, kAlone), 0x00010204U);
}

// The seed case: both connections' numbers are off by the same difference, with different masks.
TEST(Fault, OffsetIsTakenModuloTwoToThe32) {
  const auto offset = static_cast<std::uint32_t>(-16711936);
  EXPECT_EQ(add_offset(offset)(3952704914U, kAlone), 3935992978U);
  EXPECT_EQ(add_offset(offset)(2582068127U, kAlone), 2565356191U);
  EXPECT_EQ(add_offset(10)(0xfffffffeU, kAlone), 8U);
}

TEST(Fault, StuckBitChangesOnlyNumbersWhereTheBitDiffers) {
  EXPECT_EQ(stuck_bit(8, false)(kNumber, kAlone), 0x01020204U);
  EXPECT_EQ(stuck_bit(8, true)(kNumber, kAlone), std::nullopt);
  EXPECT_EQ(stuck_bit(31, true)(kNumber, kAlone), 0x81020304U);
  EXPECT_EQ(stuck_bit(31, false)(kNumber, kAlone), std::nullopt);
}

TEST(Fault, SwapsTurnBytesAndHalvesAround) {
  EXPECT_EQ(swap_bytes()(kNumber, kAlone), 0x04030201U);
  EXPECT_EQ(swap_halves()(kNumber, kAlone), 0x03040102U);
  EXPECT_EQ(swap_bytes()(0x01020201U, kAlone), std::nullopt);
}

TEST(Fault, ZerosAndOnesReplaceTheNumber) {
  EXPECT_EQ(all_zeros()(kNumber, kAlone), 0U);
  EXPECT_EQ(all_ones()(kNumber, kAlone), 0xffffffffU);
  EXPECT_EQ(all_zeros()(0, kAlone), std::nullopt);
}

TEST(Fault, OtherFlowsNumberNeedsAnotherFlow) {
  EXPECT_EQ(other_flow_number()(kNumber, FaultContext{99U}), 99U);
  EXPECT_EQ(other_flow_number()(kNumber, kAlone), std::nullopt);
}

}  // namespace
}  // namespace faults
