// SPDX-License-Identifier: GPL-2.0-or-later
#include "sent_boundaries.h"

#include <gtest/gtest.h>

namespace seqbitflip {
namespace {

const SeqLength kFull{1000};
const SeqNum kFirst{0xFFFFFE00U};

SeqNum at(std::uint32_t offset) {
  return kFirst + SeqLength(offset);
}

SentHistory history(std::initializer_list<Hole> ranges) {
  SentHistory sent;
  for (const Hole& range : ranges) {
    SentRecord record;
    record.start = range.first;
    record.end = range.end;
    sent.add(record);
  }
  return sent;
}

TEST(SentBoundaries, OfNothingAreNone) {
  EXPECT_FALSE(SentBoundaries(SentHistory(), kFull).contain(SeqNum(0)));
}

TEST(SentBoundaries, AreStartsAndEndsAndWholeSegmentsInsideOfMergedRecords) {
  const SentBoundaries boundaries(history({{at(0), at(700)}, {at(700), at(3900)}}), kFull);
  for (const std::uint32_t boundary : {0U, 700U, 1700U, 2700U, 3700U, 3900U}) {
    EXPECT_TRUE(boundaries.contain(at(boundary))) << boundary;
  }
  for (const std::uint32_t other : {1000U, 1699U, 3000U, 4700U}) {
    EXPECT_FALSE(boundaries.contain(at(other))) << other;
  }
  EXPECT_FALSE(boundaries.contain(kFirst - kFull));
}

TEST(SentBoundaries, AreAlsoThoseOfARecordThatOthersLieWithin) {
  const SentBoundaries boundaries(
      history({{at(0), at(8000)}, {at(1000), at(3000)}, {at(500), at(2500)}}), kFull);
  for (const std::uint32_t boundary : {1500U, 5000U, 7000U}) {
    EXPECT_TRUE(boundaries.contain(at(boundary))) << boundary;
  }
  EXPECT_FALSE(boundaries.contain(at(3500))) << "beyond the one that has it";
}

TEST(SentBoundaries, AreNotLookedForInsideWhereTheSizeOfSegmentsIsNotKnown) {
  const SentBoundaries boundaries(history({{at(0), at(3000)}}), SeqLength(0));
  EXPECT_TRUE(boundaries.contain(at(3000)));
  EXPECT_FALSE(boundaries.contain(at(1000)));
}

}  // namespace
}  // namespace seqbitflip
