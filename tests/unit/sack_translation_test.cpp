// SPDX-License-Identifier: GPL-2.0-or-later
#include "sack_translation.h"

#include <gtest/gtest.h>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::uint32_t kSize = 1460;
constexpr std::uint32_t kDifference = 0x9E3779B9U;

std::uint32_t boundary(std::uint32_t n) {
  return 5001 + n * kSize;
}

// The server sends segments of equal length; the capture sees them long before the client's
// acknowledgments, so that many differences fit.
class UntranslatedSack : public testing::Test {
 protected:
  UntranslatedSack() {
    flow_.see(syn(1000)).see(syn_ack(5000, 1001)).see(pure_ack(kClient, 1001, 5001));
    for (std::uint32_t n = 0; n < 30; ++n) {
      flow_.see(data(kServer, boundary(n), kSize, 1001));
    }
  }

  bool blocks(std::uint32_t acknowledged, std::uint32_t first, std::uint32_t end,
              std::uint32_t difference = kDifference) {
    WireSegment ack = pure_ack(kClient, 1001, boundary(acknowledged));
    ack.sack = {{SeqNum(boundary(first) + difference), SeqNum(boundary(end) + difference)}};
    const CapturedSegment captured(ack, ++frame_);
    const Segment segment = captured.segment();
    const OptionView view(flow_.flow(), direction_of(kClient), segment, {}, habits_);
    if (!all_edges_are_far(view)) {
      return false;
    }
    translation_.observe(view);
    return true;
  }
  void acknowledge(std::uint32_t n) { translation_.observe_acknowledgment(SeqNum(boundary(n))); }
  std::vector<Suspect> decided() { return translation_.take_decided(flow_.server().sent, {}); }
  std::vector<Suspect> decided_at_end() const {
    return translation_.decided_at_end(flow_.server().sent);
  }

  SeenFlow flow_;
  CaptureHabits habits_;
  SackTranslation translation_{direction_of(kClient)};
  std::uint32_t frame_ = 100;
};

TEST_F(UntranslatedSack, IsNotAskedOfEdgesNearWhatWasSent) {
  EXPECT_FALSE(blocks(2, 3, 4, 0));
  EXPECT_FALSE(blocks(2, 3, 4, 64 * kSize));
}

TEST_F(UntranslatedSack, IsOpenWhileSeveralDifferencesFit) {
  EXPECT_TRUE(blocks(2, 3, 4));
  EXPECT_TRUE(blocks(2, 3, 5));
  EXPECT_TRUE(blocks(2, 3, 6));
  EXPECT_TRUE(decided().empty());
}

TEST_F(UntranslatedSack, IsKnownOnceAcknowledgmentsConfirmIt) {
  blocks(2, 3, 4);
  blocks(2, 3, 5);
  acknowledge(5);
  EXPECT_TRUE(decided().empty()) << "one may be chance";
  blocks(5, 7, 9);
  acknowledge(9);
  const auto suspects = decided();
  ASSERT_EQ(suspects.size(), 6U) << "both edges of three blocks";
  for (const Suspect& suspect : suspects) {
    EXPECT_TRUE(suspect.untranslated);
    EXPECT_TRUE(suspect.is_convicted());
    EXPECT_EQ(suspect.observed.value() - suspect.best().candidate.number.value(), kDifference);
  }
  EXPECT_EQ(suspects[0].best().candidate.number, SeqNum(boundary(3)));
  EXPECT_NE(suspects[0].best().candidate.reference, 0U);
  EXPECT_TRUE(decided().empty()) << "told once";
  blocks(9, 10, 12);
  EXPECT_EQ(decided().size(), 2U) << "and at once from then on";
}

TEST_F(UntranslatedSack, NeedsLessAtTheEndOfTheCapture) {
  blocks(2, 3, 4);
  blocks(2, 3, 6);
  acknowledge(6);
  EXPECT_TRUE(decided().empty());
  EXPECT_EQ(decided_at_end().size(), 4U);
}

TEST_F(UntranslatedSack, IsStillOpenWhereMoreFollowsWhatLookedLikeTheEnd) {
  blocks(2, 3, 4);
  blocks(2, 3, 5);
  acknowledge(6);
  for (const Suspect& suspect : decided_at_end()) {
    EXPECT_EQ(suspect.observed.value() - suspect.best().candidate.number.value(),
              kDifference - kSize);
  }
  EXPECT_EQ(decided_at_end().size(), 4U) << "told as often as asked for";
  for (const std::uint32_t n : {6U, 10U, 14U}) {
    blocks(n, n + 1, n + 2);
    blocks(n, n + 1, n + 3);
    acknowledge(n + 3);
  }
  const auto suspects = decided();
  EXPECT_EQ(suspects.size(), 16U) << "also those that were told";
  for (const Suspect& suspect : suspects) {
    EXPECT_EQ(suspect.observed.value() - suspect.best().candidate.number.value(), kDifference);
  }
}

TEST_F(UntranslatedSack, IsNotWhatDuplicatesOfDamagedSegmentsShow) {
  // Segments 3 and 8 came with a sequence number that was off by the same mask; each is reported
  // once, as received twice.
  blocks(2, 3, 4);
  acknowledge(4);
  blocks(7, 8, 9);
  acknowledge(9);
  EXPECT_TRUE(decided_at_end().empty());
}

TEST_F(UntranslatedSack, StaysOpenWhereEachBlockHasAnotherDifference) {
  blocks(2, 3, 4, kDifference);
  blocks(2, 3, 5, kDifference + 777);
  acknowledge(5);
  blocks(5, 7, 9, kDifference + 1999);
  acknowledge(9);
  EXPECT_TRUE(decided_at_end().empty());
}

}  // namespace
}  // namespace seqbitflip::test
