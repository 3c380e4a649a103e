// SPDX-License-Identifier: GPL-2.0-or-later
#include "seq_num.h"

#include <gtest/gtest.h>

namespace seqbitflip {
namespace {

constexpr std::uint32_t kHalf = 0x80000000U;
constexpr std::uint32_t kLast = 0xFFFFFFFFU;

TEST(SeqNum, AddsAndSubtractsLengthsAroundTheCircle) {
  EXPECT_EQ(SeqNum(1000) + SeqLength(460), SeqNum(1460));
  EXPECT_EQ(SeqNum(kLast) + SeqLength(1), SeqNum(0));
  EXPECT_EQ(SeqNum(0) - SeqLength(1), SeqNum(kLast));
  EXPECT_EQ(SeqNum(5) + SeqLength(kLast), SeqNum(4));
}

struct DistanceCase {
  std::uint32_t from;
  std::uint32_t to;
  std::int32_t distance;
};

class SeqNumDistance : public testing::TestWithParam<DistanceCase> {};

TEST_P(SeqNumDistance, IsTheShorterWayAround) {
  const auto& [from, to, wanted] = GetParam();
  EXPECT_EQ(distance(SeqNum(from), SeqNum(to)), wanted) << "from " << from << " to " << to;
  EXPECT_EQ(is_before(SeqNum(from), SeqNum(to)), wanted > 0);
  EXPECT_EQ(is_after(SeqNum(to), SeqNum(from)), wanted > 0);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SeqNumDistance,
    testing::Values(DistanceCase{7, 7, 0}, DistanceCase{7, 8, 1}, DistanceCase{8, 7, -1},
                    DistanceCase{kLast, 0, 1}, DistanceCase{0, kLast, -1},
                    DistanceCase{0, kHalf - 1, INT32_MAX}, DistanceCase{0, kHalf, INT32_MIN},
                    DistanceCase{kHalf, 0, INT32_MIN}, DistanceCase{kLast - 9, 10, 20}));

TEST(SeqNum, NeitherOfTwoPositionsHalfACircleApartIsBeforeTheOther) {
  EXPECT_FALSE(is_before(SeqNum(0), SeqNum(kHalf)));
  EXPECT_FALSE(is_before(SeqNum(kHalf), SeqNum(0)));
}

TEST(SeqNum, LaterOfTwoPositionsCountsTheWrap) {
  EXPECT_EQ(later_of(SeqNum(kLast), SeqNum(3)), SeqNum(3));
  EXPECT_EQ(later_of(SeqNum(3), SeqNum(kLast)), SeqNum(3));
  EXPECT_EQ(later_of(SeqNum(3), SeqNum(3)), SeqNum(3));
}

TEST(SeqNum, LengthBetweenTwoPositionsCountsTheWrap) {
  EXPECT_EQ(length_between(SeqNum(kLast), SeqNum(9)), SeqLength(10));
  EXPECT_EQ(length_between(SeqNum(9), SeqNum(9)), SeqLength(0));
}

TEST(SeqNum, WindowHoldsItsFirstPositionAndNotItsEnd) {
  const SeqNum first(kLast - 1);
  const SeqLength size(4);  // ..FE ..FF 0 1
  EXPECT_FALSE(in_window(first - SeqLength(1), first, size));
  EXPECT_TRUE(in_window(first, first, size));
  EXPECT_TRUE(in_window(SeqNum(1), first, size));
  EXPECT_FALSE(in_window(SeqNum(2), first, size));
  EXPECT_FALSE(in_window(first, first, SeqLength(0))) << "an empty window holds nothing";
}

TEST(SeqNum, MagnitudeOfTheMostNegativeDistanceDoesNotOverflow) {
  EXPECT_EQ(magnitude(INT32_MIN), kHalf);
  EXPECT_EQ(magnitude(-5), 5U);
  EXPECT_EQ(magnitude(5), 5U);
  EXPECT_EQ(magnitude(0), 0U);
}

}  // namespace
}  // namespace seqbitflip
