// SPDX-License-Identifier: GPL-2.0-or-later
#include "judge.h"

#include <gtest/gtest.h>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

Judgement judged(const SeenFlow& seen, const WireSegment& wire) {
  const CapturedSegment captured(wire, 99);
  CaptureHabits habits;
  habits.segments = seen.frames() + 1;
  return judge(seen.flow(), direction_of(wire.from), captured.segment(), {}, habits);
}

bool fits_in(const SeenFlow& seen, const WireSegment& wire) {
  const CapturedSegment captured(wire, 99);
  return fits(seen.flow(), direction_of(wire.from), captured.segment(), {});
}

const WireSegment kNextData = data(kServer, 6461, 1460, 1101);

TEST(Judge, TrustsWhatIsExpected) {
  const Judgement judgement = judged(conversation_under_way(), kNextData);
  EXPECT_FALSE(judgement.sequence);
  EXPECT_FALSE(judgement.acknowledgment);
}

TEST(Judge, TrustsAnExpectedNumberUnderAWrongChecksum) {
  WireSegment wire = kNextData;
  wire.checksum = WireChecksum::kDamaged;
  EXPECT_FALSE(judged(conversation_under_way(), wire).sequence) << "something else was damaged";
}

TEST(Judge, TrustsTheFirstSegmentOfAll) {
  const Judgement judgement = judged(SeenFlow(), kNextData);
  EXPECT_FALSE(judgement.sequence);
  EXPECT_FALSE(judgement.acknowledgment);
}

TEST(Judge, ConvictsAFlippedBitUnderAStaleChecksumWhereverItIs) {
  for (int bit = 0; bit < 32; ++bit) {
    const WireSegment wire = with_bit(kNextData, bit, WireChecksum::kStale);
    const Judgement judgement = judged(conversation_under_way(), wire);
    ASSERT_TRUE(judgement.sequence) << "bit " << bit;
    EXPECT_TRUE(judgement.sequence->is_convicted()) << "bit " << bit;
    EXPECT_EQ(judgement.sequence->best().candidate.number, SeqNum(6461)) << "bit " << bit;
    EXPECT_FALSE(judgement.acknowledgment) << "the other number is innocent";
  }
}

TEST(Judge, ConvictsAFlippedBitOfAnAcknowledgmentUnderAStaleChecksum) {
  SeenFlow seen = conversation_under_way();
  seen.see(kNextData);
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    const WireSegment wire =
        with_ack(pure_ack(kClient, 1101, 7921), 7921U ^ (1U << bit), WireChecksum::kStale);
    const Judgement judgement = judged(seen, wire);
    ASSERT_TRUE(judgement.acknowledgment) << "bit " << bit;
    EXPECT_TRUE(judgement.acknowledgment->is_convicted()) << "bit " << bit;
    EXPECT_EQ(judgement.acknowledgment->best().candidate.number, SeqNum(7921)) << "bit " << bit;
    EXPECT_FALSE(judgement.sequence) << "the other number is innocent";
  }
}

TEST(Judge, ConvictsAHighBitUnderARightChecksum) {
  for (const int bit : {24, 28, 31}) {
    const Judgement judgement =
        judged(conversation_under_way(), with_bit(kNextData, bit, WireChecksum::kRight));
    ASSERT_TRUE(judgement.sequence) << "bit " << bit;
    EXPECT_TRUE(judgement.sequence->is_convicted()) << "bit " << bit;
  }
}

TEST(Judge, LeavesALowBitUnderARightChecksumUndecided) {
  const Judgement judgement =
      judged(conversation_under_way(), with_bit(kNextData, 3, WireChecksum::kRight));
  ASSERT_TRUE(judgement.sequence) << "it is watched";
  EXPECT_FALSE(judgement.sequence->is_convicted());
}

TEST(Judge, DoesNotConvictACommonGap) {
  for (const std::uint32_t segments : {1U, 2U, 3U, 10U, 40U}) {
    const Judgement judgement =
        judged(conversation_under_way(), data(kServer, 6461 + segments * 1460, 1460, 1101));
    EXPECT_FALSE(judgement.sequence && judgement.sequence->is_convicted()) << segments;
  }
}

TEST(Judge, SuspectsOtherBytesAtTheSamePlace) {
  SeenFlow seen = conversation_under_way();
  seen.see(kNextData);
  WireSegment other = kNextData;
  other.payload = bytes_of_word("other", 1460);
  EXPECT_TRUE(judged(seen, other).sequence);
  EXPECT_FALSE(judged(seen, kNextData).sequence) << "the same bytes again";
}

TEST(Judge, TellsHowFarOutsideOfTheWindowANumberLies) {
  const Judgement judgement =
      judged(conversation_under_way(), pure_ack(kServer, 6461 + 65535 + 7, 1101));
  ASSERT_TRUE(judgement.sequence);
  EXPECT_EQ(judgement.sequence->outside_window, 7);
}

TEST(Fits, OnlyWhereBothNumbersAreHealthy) {
  const SeenFlow seen = conversation_under_way();
  EXPECT_TRUE(fits_in(seen, kNextData));
  EXPECT_FALSE(fits_in(seen, data(kServer, 900000000, 10, 1101)));
  EXPECT_FALSE(fits_in(seen, data(kServer, 6461, 10, 900000000)));
}

}  // namespace
}  // namespace seqbitflip::test
