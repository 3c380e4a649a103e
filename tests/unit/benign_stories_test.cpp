// SPDX-License-Identifier: GPL-2.0-or-later
//
// Compared are probabilities of two situations, never their values: which one is more probable is
// what has to stay.
#include "benign_stories.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "judge.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

std::optional<Suspect> suspected(const SeenFlow& seen, const WireSegment& wire,
                                 const CaptureHabits& habits = {}) {
  const CapturedSegment captured(wire, 99);
  Judgement judgement = judge(seen.flow(), direction_of(wire.from), captured.segment(), {}, habits);
  return judgement.sequence ? std::move(judgement.sequence) : std::move(judgement.acknowledgment);
}

double benign(const SeenFlow& seen, const WireSegment& wire, const CaptureHabits& habits = {}) {
  const auto suspect = suspected(seen, wire, habits);
  EXPECT_TRUE(suspect) << "nothing surprising";
  return suspect ? suspect->benign_probability : 1.0;
}

bool speaks_against(const SeenFlow& seen, const WireSegment& wire, EvidenceKind kind) {
  const auto suspect = suspected(seen, wire);
  return suspect && std::any_of(suspect->first_look.begin(), suspect->first_look.end(),
                                [&](const Evidence& e) { return e.kind == kind && e.weight > 0; });
}

TEST(BenignSequence, ASmallGapIsMoreProbableThanALargeOne) {
  const SeenFlow seen = conversation_under_way();
  EXPECT_GT(benign(seen, data(kServer, 6461 + 1000, 500, 1101)),
            benign(seen, data(kServer, 6461 + 50000, 500, 1101)));
}

TEST(BenignSequence, AGapOfFullSegmentsIsMoreProbableThanAnOddOne) {
  const SeenFlow seen = conversation_under_way();
  EXPECT_GT(benign(seen, data(kServer, 6461 + 2920, 500, 1101)),
            benign(seen, data(kServer, 6461 + 2911, 500, 1101)));
}

TEST(BenignSequence, AGapIsMoreProbableInACaptureThatLosesMuch) {
  const SeenFlow seen = conversation_under_way();
  CaptureHabits clean;
  clean.segments = 10000;
  CaptureHabits lossy = clean;
  for (int i = 0; i < 1000; ++i) {
    lossy.gap.count();
  }
  const WireSegment gap = data(kServer, 6461 + 777, 500, 1101);
  EXPECT_GT(benign(seen, gap, lossy), 10 * benign(seen, gap, clean));
}

TEST(BenignSequence, LossBeyondTheWindowIsLessProbable) {
  EXPECT_TRUE(speaks_against(conversation_under_way(), pure_ack(kServer, 6461 + 70000, 1101),
                             EvidenceKind::kOutsideWindow));
}

TEST(BenignSequence, NothingComesFromBeforeTheStream) {
  EXPECT_TRUE(speaks_against(conversation_under_way(), data(kServer, 3000, 500, 1101),
                             EvidenceKind::kBeforeStreamStart));
}

TEST(BenignSequence, ASenderDoesNotGoBelowWhatItKnewToBeReceived) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kClient, 1101, 100, 6461));
  EXPECT_TRUE(speaks_against(seen, pure_ack(kServer, 5801, 1201), EvidenceKind::kSentAfterRequest))
      << "it acknowledges a request that says that everything below 6461 has arrived";
}

TEST(BenignSequence, TheTailOfAMergedSegmentIsMoreProbableAgainThanAnotherPartOfIt) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 2048, 1101));
  const WireSegment tail = data(kServer, 6461 + 1024, 1024, 1101);
  const WireSegment middle = data(kServer, 6461 + 1000, 1024, 1101);
  EXPECT_GT(benign(seen, tail), 10 * benign(seen, middle));
}

TEST(BenignSequence, AForeignSegmentDoesNotHitTheOtherNumber) {
  EXPECT_TRUE(speaks_against(conversation_under_way(), data(kServer, 900000000, 10, 1101),
                             EvidenceKind::kOtherNumberFits));
  EXPECT_FALSE(speaks_against(conversation_under_way(), data(kServer, 900000000, 10, 77),
                              EvidenceKind::kOtherNumberFits));
}

// A server that counts its packets: 50 to 59, and 60 is next.
SeenFlow counting_server() {
  SeenFlow seen = conversation_under_way();
  for (std::uint16_t i = 0; i < 10; ++i) {
    WireSegment wire = data(kServer, 6461 + i * 100U, 100, 1101);
    wire.ip_id = static_cast<std::uint16_t>(50 + i);
    wire.timestamps = Timestamps{1000U + i, 7};
    seen.see(wire);
  }
  return seen;
}

WireSegment counted(std::uint32_t seq, std::uint16_t ip_id, std::uint32_t timestamp) {
  WireSegment wire = data(kServer, seq, 100, 1101);
  wire.ip_id = ip_id;
  wire.timestamps = Timestamps{timestamp, 7};
  return wire;
}

TEST(BenignSequence, NothingIsMissingBeforeTheSuccessorOfAPacket) {
  const SeenFlow seen = counting_server();
  EXPECT_LT(benign(seen, counted(7461 + 512, 60, 1010)),
            benign(seen, counted(7461 + 512, 65, 1010)));
  EXPECT_TRUE(
      speaks_against(seen, counted(7461 + 512, 60, 1010), EvidenceKind::kIdentificationFollows));
}

TEST(BenignSequence, WherePacketsAreMissingAGapThatTheyFillIsNoSurprise) {
  const SeenFlow seen = counting_server();
  constexpr std::uint16_t kOneMissing = 61;
  constexpr std::uint16_t kOtherCounter = 20000;  // tells nothing
  const auto with_id = [&](std::uint32_t gap, std::uint16_t ip_id) {
    return benign(seen, counted(7461 + gap, ip_id, 1010));
  };
  EXPECT_GT(with_id(512, kOneMissing), 10 * with_id(512, kOtherCounter));
  EXPECT_DOUBLE_EQ(with_id(50000, kOneMissing), with_id(50000, kOtherCounter))
      << "one packet does not carry so much";
  constexpr std::uint16_t kThousandMissing = 1060;
  const std::uint32_t far = seen.server().window_edge->value() - 7461 + 100000;
  EXPECT_GT(with_id(far, kThousandMissing), 1000 * with_id(far, kOtherCounter))
      << "also the window's advance went unseen";
}

TEST(BenignSequence, ALateSegmentHasNoNewTimestamp) {
  const SeenFlow seen = counting_server();
  EXPECT_TRUE(speaks_against(seen, counted(5801, 45, 1010), EvidenceKind::kTimestampIsNew));
  EXPECT_FALSE(speaks_against(seen, counted(5801, 45, 990), EvidenceKind::kTimestampIsNew));
}

TEST(BenignSequence, AnOlderTimestampShowsThatTheSegmentIsLate) {
  SeenFlow seen = counting_server();
  seen.see(counted(7461 + 1000, 61, 1010));
  EXPECT_GT(benign(seen, counted(7461 + 50, 65, 1005)), benign(seen, counted(7461 + 50, 65, 1010)));
}

TEST(BenignSequence, AnOlderIdentificationShowsThatTheSegmentIsLate) {
  SeenFlow seen = counting_server();
  seen.see(counted(7461 + 1000, 61, 1010));
  EXPECT_GT(benign(seen, counted(7461 + 50, 60, 1010)),
            10 * benign(seen, counted(7461 + 50, 65, 1010)));
  EXPECT_LT(benign(seen, counted(7461 + 50, 61, 1010)),
            10 * benign(seen, counted(7461 + 50, 65, 1010)))
      << "a copy of the latest packet is not late";
}

TEST(BenignSequence, AGapOfPiecesAsLongAsThoseSeenIsMoreProbable) {
  constexpr std::uint32_t kRecord = 8192;
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, kRecord, 1101)).see(data(kServer, 6461 + kRecord, kRecord, 1101));
  const auto after_gap = [&](std::uint32_t gap) {
    return benign(seen, data(kServer, 6461 + 2 * kRecord + gap, kRecord, 1101));
  };
  EXPECT_GT(after_gap(kRecord), 100 * after_gap(kRecord + 1));
  EXPECT_GT(after_gap(2 * kRecord), 100 * after_gap(2 * kRecord + 1));
}

TEST(BenignAcknowledgment, AGapOfTheStepThatItsSenderMakesIsMoreProbable) {
  SeenFlow seen = conversation_under_way();
  seen.see(pure_ack(kClient, 1101, 6461 + 4096)).see(pure_ack(kClient, 1101, 6461 + 8192));
  const auto beyond = [&](std::uint32_t gap) {
    return benign(seen, pure_ack(kClient, 1101, 6461 + 8192 + gap));
  };
  EXPECT_GT(beyond(4096), 100 * beyond(4097));
}

TEST(BenignSequence, WhereTheBoundariesAreForgottenFullSegmentsBelowAreMoreProbable) {
  constexpr std::uint32_t kFull = 1460;
  constexpr std::uint32_t kSegments = 200;
  SeenFlow seen = conversation_under_way();
  for (std::uint32_t i = 0; i < kSegments; ++i) {
    seen.see(data(kServer, 6461 + i * kFull, kFull, 1101))
        .see(pure_ack(kClient, 1101, 6461 + (i + 1) * kFull));
  }
  const auto below = [&](std::uint32_t bytes) {
    return benign(seen, data(kServer, 6461 + kSegments * kFull - bytes, kFull, 1101));
  };
  EXPECT_GT(below(150 * kFull), 100 * below(150 * kFull + 1));
}

TEST(BenignSequence, NoSegmentFitsIntoAGapThatIsTooShort) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101));
  EXPECT_TRUE(
      speaks_against(seen, data(kServer, 7921 + 32, 100, 1101), EvidenceKind::kGapTooShort));
  EXPECT_FALSE(
      speaks_against(seen, data(kServer, 7921 + 1460, 100, 1101), EvidenceKind::kGapTooShort));
  seen.see(data(kServer, 7921, 20, 1101));
  EXPECT_FALSE(
      speaks_against(seen, data(kServer, 7941 + 32, 100, 1101), EvidenceKind::kGapTooShort))
      << "a segment of 20 bytes was seen: another one may be missing";
}

TEST(BenignAcknowledgment, BetweenBoundariesIsMoreProbableWhereItIsAHabit) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101));
  const WireSegment between = pure_ack(kClient, 1101, 7000);
  const double before = benign(seen, between);
  for (int i = 0; i < 5; ++i) {
    seen.flow().observe_odd_acknowledgment(direction_of(kClient));
  }
  EXPECT_GT(benign(seen, between), 3 * before);
}

TEST(BenignStories, TellTheOddityAndItsShare) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(pure_ack(kClient, 1101, 7921));
  const CaptureHabits habits;
  struct {
    const char* what;
    WireSegment wire;
    Oddity oddity;
  } const cases[] = {
      {"a gap", data(kServer, 7921 + 777, 100, 1101), Oddity::kGap},
      {"an odd start", data(kServer, 7000, 100, 1101), Oddity::kOddStart},
      {"an acknowledgment of unseen data", pure_ack(kClient, 1101, 9000), Oddity::kUnseenAck},
      {"a late acknowledgment", pure_ack(kClient, 1101, 7000), Oddity::kLateAck}};
  for (const auto& c : cases) {
    const auto suspect = suspected(seen, c.wire, habits);
    ASSERT_TRUE(suspect) << c.what;
    EXPECT_EQ(suspect->oddity, c.oddity) << c.what;
    EXPECT_DOUBLE_EQ(suspect->oddity_share, share_of(c.oddity, habits, seen.server())) << c.what;
    EXPECT_GT(suspect->oddity_probability, 0.0) << c.what;
    EXPECT_LE(suspect->oddity_probability, suspect->benign_probability * (1 + 1e-9)) << c.what;
  }
}

// At the end of the capture the oddity's part follows its share; what the segment itself shows
// stays.
TEST(BenignStories, WhatASegmentShowsDoesNotDependOnTheOdditysShare) {
  const auto not_the_odditys = [](const SeenFlow& seen, const WireSegment& wire) {
    const auto suspect = suspected(seen, wire);
    return suspect ? suspect->benign_probability - suspect->oddity_probability : 0.0;
  };
  const SeenFlow counting = counting_server();
  EXPECT_GT(not_the_odditys(counting, counted(7461 + 50, 61, 1010)),
            100 * not_the_odditys(counting, counted(7461 + 50, 20000, 1010)))
      << "the identification shows a packet missing";
  SeenFlow late = conversation_under_way();
  late.see(stamped(data(kServer, 6461, 1460, 1101), 100, 90000, 700000))
      .see(stamped(pure_ack(kClient, 1101, 7921), 101, 700010, 90000));
  EXPECT_GT(not_the_odditys(late, stamped(pure_ack(kClient, 1101, 6461), 102, 700005, 90000)),
            100 * not_the_odditys(late, stamped(pure_ack(kClient, 1101, 6461), 102, 700010, 90000)))
      << "the timestamp shows it late";
}

TEST(BenignAcknowledgment, OfUnseenDataIsLessProbableThanAnEarlierOne) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(pure_ack(kClient, 1101, 7921));
  EXPECT_GT(benign(seen, pure_ack(kClient, 1101, 6461)),
            benign(seen, pure_ack(kClient, 1101, 6461 + 30000)));
}

TEST(BenignAcknowledgment, AtAnEarlierBoundaryIsMoreProbableThanElsewhere) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(pure_ack(kClient, 1101, 7921));
  EXPECT_GT(benign(seen, pure_ack(kClient, 1101, 6461)),
            benign(seen, pure_ack(kClient, 1101, 6462)));
}

TEST(BenignAcknowledgment, InsideAMergedSegmentMayBeABoundaryOnTheWire) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 3 * 1460, 1101))
      .see(data(kServer, 10841, 100, 1101))
      .see(pure_ack(kClient, 1101, 10941));
  EXPECT_GT(benign(seen, pure_ack(kClient, 1101, 6461 + 1460)),
            100 * benign(seen, pure_ack(kClient, 1101, 6461 + 1461)));
}

TEST(BenignAcknowledgment, AmidWhatTheCaptureLacksBoundariesMayLieAnywhere) {
  constexpr std::uint32_t kRecord = 1000;
  constexpr std::uint32_t kEnd = 6461 + 20 * kRecord;
  const auto late_by_ten_records = [](SeenFlow seen) {
    seen.see(data(kServer, kEnd, kRecord, 1101)).see(pure_ack(kClient, 1101, kEnd + kRecord));
    return benign(seen, pure_ack(kClient, 1101, kEnd - 9 * kRecord));
  };
  SeenFlow captured = conversation_under_way();
  captured.see(data(kServer, 6461, 20 * kRecord, 1101));
  EXPECT_GT(late_by_ten_records(conversation_under_way()), 100 * late_by_ten_records(captured));
}

TEST(BenignAcknowledgment, AnOlderTimestampShowsThatItIsLate) {
  SeenFlow seen = conversation_under_way();
  seen.see(stamped(data(kServer, 6461, 1460, 1101), 100, 90000, 700000))
      .see(stamped(pure_ack(kClient, 1101, 7921), 101, 700010, 90000));
  const auto with_timestamp = [&](std::uint32_t value) {
    return benign(seen, stamped(pure_ack(kClient, 1101, 6462), 102, value, 90000));
  };
  EXPECT_GT(with_timestamp(700005), 10 * with_timestamp(700010));
}

TEST(BenignAcknowledgment, BeyondWhatCouldBeSentIsLessProbable) {
  EXPECT_TRUE(speaks_against(conversation_under_way(), pure_ack(kClient, 1101, 6461 + 70000),
                             EvidenceKind::kOutsideWindow));
}

TEST(OtherBytes, AreSeenOnlyAtTheSamePlaceWithTheSameLength) {
  const SeenFlow seen = conversation_under_way();
  const auto carries_other = [&](const WireSegment& wire) {
    const CapturedSegment captured(wire, 99);
    return carries_other_bytes(seen.flow(), direction_of(kServer), captured.segment());
  };
  WireSegment other = data(kServer, 5001, 1460, 1101);
  EXPECT_FALSE(carries_other(other)) << "the same bytes";
  other.payload = bytes_of_word("other", 1460);
  EXPECT_TRUE(carries_other(other));
  other.payload = bytes_of_word("other", 1000);
  EXPECT_FALSE(carries_other(other)) << "another length: merged or split anew";
}

}  // namespace
}  // namespace seqbitflip::test
