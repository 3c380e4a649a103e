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

// The capture missed segments of 1460, 1460 and 77 bytes before it: no known place is the right
// one.
TEST(Judge, FindsANumberNearbyThatPutsTheChecksumRight) {
  const WireSegment behind_a_gap = data(kServer, 6461 + 2 * 1460 + 77, 1460, 1101);
  const Judgement judgement =
      judged(conversation_under_way(), with_bit(behind_a_gap, 22, WireChecksum::kStale));
  ASSERT_TRUE(judgement.sequence);
  const Candidate& best = judgement.sequence->best().candidate;
  EXPECT_EQ(best.number, behind_a_gap.seq);
  EXPECT_EQ(best.reason, Reason::kRightsChecksum);
}

TEST(Judge, LooksForNoNumberUnderARightChecksum) {
  const WireSegment behind_a_gap = data(kServer, 6461 + 2 * 1460 + 77, 1460, 1101);
  const Judgement judgement =
      judged(conversation_under_way(), with_bit(behind_a_gap, 22, WireChecksum::kRight));
  ASSERT_TRUE(judgement.sequence);
  for (const Hypothesis& hypothesis : judgement.sequence->hypotheses) {
    EXPECT_NE(hypothesis.candidate.reason, Reason::kRightsChecksum);
  }
}

// A receiver that took 64 bytes too many for right asks for what follows; the sender goes on there.
TEST(Judge, ExpectsASenderThatWasMisledAtOddPlaces) {
  SeenFlow seen = conversation_under_way();
  const WireSegment damaged = with_seq(kNextData, 6461 + 64, WireChecksum::kRight);
  const CapturedSegment captured(damaged, 8);
  PendingSuspects pending;
  pending[static_cast<std::size_t>(direction_of(kServer))].push_back(
      judge(seen.flow(), direction_of(kServer), captured.segment(), {}, {}).sequence.value());
  seen.see(kNextData).see(data(kServer, 7921, 1460, 1101));
  const auto benign = [&](std::uint32_t seq, const PendingSuspects& suspects) {
    const CapturedSegment odd(data(kServer, seq, 500, 1101), 99);
    return judge(seen.flow(), direction_of(kServer), odd.segment(), suspects, {})
        .sequence.value()
        .benign_probability;
  };
  EXPECT_GT(benign(7921 - 64, pending), benign(7921 - 64, {}));
  EXPECT_GT(benign(7921 + 128, pending), benign(7921 + 128, {})) << "twice the difference";
  EXPECT_DOUBLE_EQ(benign(7921 + 65, pending), benign(7921 + 65, {})) << "another difference";
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
