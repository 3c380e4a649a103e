// SPDX-License-Identifier: GPL-2.0-or-later
#include "expectations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

std::vector<Candidate> sequence_of(const SeenFlow& seen, const WireSegment& wire,
                                   const std::vector<ProvisionalEnd>& provisional = {}) {
  const CapturedSegment captured(wire, 99);
  return sequence_candidates(seen.flow(), direction_of(wire.from), captured.segment(), provisional);
}

std::vector<Candidate> acknowledgment_of(const SeenFlow& seen, const WireSegment& wire) {
  const CapturedSegment captured(wire, 99);
  return acknowledgment_candidates(seen.flow(), direction_of(wire.from), captured.segment(), {});
}

const Candidate* find(const std::vector<Candidate>& candidates, std::uint32_t number) {
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const Candidate& c) { return c.number == SeqNum(number); });
  return found == candidates.end() ? nullptr : &*found;
}

const Candidate& most_probable(const std::vector<Candidate>& candidates) {
  return *std::max_element(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.prior < b.prior; });
}

void expect_a_distribution(const std::vector<Candidate>& candidates) {
  const double sum = std::accumulate(candidates.begin(), candidates.end(), 0.0,
                                     [](double s, const Candidate& c) { return s + c.prior; });
  EXPECT_NEAR(sum, 1.0, 1e-9);
  for (const Candidate& candidate : candidates) {
    EXPECT_GT(candidate.prior, 0.0);
    EXPECT_EQ(std::count_if(candidates.begin(), candidates.end(),
                            [&](const Candidate& c) { return c.number == candidate.number; }),
              1)
        << candidate.number.value() << " occurs more than once";
  }
}

TEST(SequenceCandidates, OfNothingKnownAreNone) {
  EXPECT_TRUE(sequence_of(SeenFlow(), data(kServer, 1, 10, 1)).empty());
}

TEST(SequenceCandidates, PreferTheNextNumber) {
  const auto candidates = sequence_of(conversation_under_way(), data(kServer, 1, 100, 1101));
  expect_a_distribution(candidates);
  EXPECT_EQ(most_probable(candidates).number, SeqNum(6461));
  EXPECT_EQ(most_probable(candidates).reference, 6U);
}

TEST(SequenceCandidates, HoldAKeepAliveOnlyForAtMostOneByte) {
  const SeenFlow seen = conversation_under_way();
  EXPECT_NE(find(sequence_of(seen, pure_ack(kServer, 1, 1101)), 6460), nullptr);
  EXPECT_NE(find(sequence_of(seen, data(kServer, 1, 1, 1101)), 6460), nullptr);
  EXPECT_EQ(find(sequence_of(seen, data(kServer, 1, 2, 1101)), 6460), nullptr);
}

TEST(SequenceCandidates, HoldTheStartsOfWhatAwaitsAcknowledgment) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(data(kServer, 7921, 1460, 1101));
  const auto candidates = sequence_of(seen, data(kServer, 1, 1460, 1101));
  expect_a_distribution(candidates);
  EXPECT_NE(find(candidates, 6461), nullptr);
  EXPECT_NE(find(candidates, 7921), nullptr);
  EXPECT_NE(find(candidates, 9381), nullptr);
  EXPECT_EQ(find(candidates, 5001), nullptr) << "acknowledged: it is not sent again";
}

TEST(SequenceCandidates, HoldMidstreamWhatThePeerAsksFor) {
  SeenFlow seen;
  seen.see(data(kClient, 2886430470U, 168, 2582068127U));
  const auto candidates = sequence_of(seen, pure_ack(kServer, 2565356191U, 2886430638U));
  ASSERT_NE(find(candidates, 2582068127U), nullptr);
  EXPECT_EQ(find(candidates, 2582068127U)->reference, 1U);
}

TEST(SequenceCandidates, HoldTheEndOfASuspect) {
  const SeenFlow seen = conversation_under_way();
  const auto candidates = sequence_of(seen, data(kServer, 1, 1460, 1101), {{SeqNum(7921), 8}});
  ASSERT_NE(find(candidates, 7921), nullptr);
  EXPECT_EQ(find(candidates, 7921)->reference, 8U);
}

WireSegment with_id(WireSegment wire, std::uint16_t ip_id) {
  wire.ip_id = ip_id;
  return wire;
}

// A server that counts its packets: full segments from 6461 on with the identifications 50 to 59.
SeenFlow counting_server() {
  SeenFlow seen = conversation_under_way();
  for (std::uint16_t i = 0; i < 10; ++i) {
    seen.see(
        with_id(data(kServer, 6461 + i * 1460U, 1460, 1101), static_cast<std::uint16_t>(50 + i)));
  }
  return seen;
}

TEST(SequenceCandidates, HoldTheKeepAliveOnlyAfterAPause) {
  SeenFlow seen = conversation_under_way();
  WireSegment last = data(kServer, 6461, 1460, 1101);
  last.time_ns = 1000000000;
  seen.see(last);
  WireSegment probe = pure_ack(kServer, 1, 1101);
  probe.time_ns = last.time_ns + 1000000;
  EXPECT_EQ(find(sequence_of(seen, probe), 7920), nullptr);
  probe.time_ns = last.time_ns + 46000000000;
  EXPECT_NE(find(sequence_of(seen, probe), 7920), nullptr);
}

TEST(SequenceCandidates, HoldThePlacesInHoles) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461 + 3 * 1460, 1460, 1101));
  const auto candidates = sequence_of(seen, data(kServer, 1, 1000, 1101));
  expect_a_distribution(candidates);
  EXPECT_NE(find(candidates, 6461), nullptr) << "its start";
  EXPECT_NE(find(candidates, 6461 + 1460), nullptr) << "a full segment after its start";
  EXPECT_NE(find(candidates, 6461 + 3 * 1460 - 1000), nullptr) << "reaching to its end";
  EXPECT_EQ(find(candidates, 6461 + 100), nullptr);
  EXPECT_EQ(find(sequence_of(seen, pure_ack(kServer, 1, 1101)), 6461 + 1460), nullptr)
      << "a pure ACK fills nothing";
}

TEST(SequenceCandidates, HoldTheLowestOfManyHoles) {
  constexpr std::uint32_t kHoles = 100;
  SeenFlow seen = conversation_under_way();
  for (std::uint32_t n = 0; n < kHoles; ++n) {
    seen.see(data(kServer, 6461 + (3 * n + 2) * 1460, 1460, 1101));
  }
  const auto candidates = sequence_of(seen, data(kServer, 1, 1460, 1101));
  const auto fills_hole = [](const Candidate& c) { return c.reason == Reason::kFillsHole; };
  EXPECT_NE(find(candidates, 6461 + 1460), nullptr) << "soon sent again";
  EXPECT_LT(std::count_if(candidates.begin(), candidates.end(), fills_hole), kHoles)
      << "a place in each of them costs time that grows with the square of what is lost";
}

TEST(SequenceCandidates, HoldNoHoleThatThePeerAcknowledged) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461 + 3 * 1460, 1460, 1101))
      .see(pure_ack(kClient, 1101, 6461 + 4 * 1460));
  EXPECT_EQ(find(sequence_of(seen, data(kServer, 1, 1000, 1101)), 6461 + 1460), nullptr);
}

TEST(SequenceCandidates, HoldWhatFollowsTheMissingPackets) {
  const SeenFlow seen = counting_server();
  const std::uint32_t next = 6461 + 10 * 1460;
  const auto three_missing = sequence_of(seen, with_id(data(kServer, 1, 1460, 1101), 63));
  expect_a_distribution(three_missing);
  const Candidate* behind = find(three_missing, next + 3 * 1460);
  ASSERT_NE(behind, nullptr);
  EXPECT_EQ(behind->reason, Reason::kAfterMissing);
  EXPECT_EQ(find(sequence_of(seen, with_id(data(kServer, 1, 1460, 1101), 60)), next + 3 * 1460),
            nullptr)
      << "nothing is missing";
}

TEST(SequenceCandidates, HoldWhatOneBitPutsBehindFullSegmentsThatWereMissed) {
  const SeenFlow seen = conversation_under_way();
  const std::uint32_t place = 6461 + 3 * 1460;
  const std::uint32_t bit = 1U << 27;
  const auto candidates = sequence_of(seen, data(kServer, place ^ bit, 1460, 1101));
  expect_a_distribution(candidates);
  const Candidate* behind = find(candidates, place);
  ASSERT_NE(behind, nullptr);
  EXPECT_EQ(behind->reason, Reason::kBehindUnseen);
  EXPECT_LT(behind->prior, 1e-3) << "one of many places";
  EXPECT_EQ(find(sequence_of(seen, data(kServer, (place + 1) ^ bit, 1460, 1101)), place + 1),
            nullptr)
      << "one byte beside";
  const std::uint32_t beyond = 6461 + 1000 * 1460;
  EXPECT_EQ(find(sequence_of(seen, data(kServer, beyond ^ bit, 1460, 1101)), beyond), nullptr)
      << "beyond the window";
}

TEST(SequenceCandidates, HoldTheEndOfThePacketSentRightBefore) {
  SeenFlow seen = counting_server();
  const auto late = sequence_of(seen, with_id(data(kServer, 1, 1460, 1101), 54));
  const Candidate* after_53 = find(late, 6461 + 4 * 1460);
  ASSERT_NE(after_53, nullptr);
  for (const std::uint32_t other : {2U, 3U, 6U, 7U}) {
    const Candidate* boundary = find(late, 6461 + other * 1460);
    ASSERT_NE(boundary, nullptr);
    EXPECT_GT(after_53->prior, boundary->prior) << "boundary " << other;
  }
}

TEST(SequenceCandidates, HoldTheOnlyPlaceOfTheSameBytes) {
  SeenFlow seen = conversation_under_way();
  WireSegment again = data(kServer, 5001, 1460, 1101);
  EXPECT_EQ(
      find(sequence_of(seen, with_seq(data(kServer, 6461, 1460, 1101), 1, WireChecksum::kRight)),
           5001),
      nullptr)
      << "other bytes; the peer acknowledged the segment at 5001";
  const auto candidates = sequence_of(seen, with_seq(again, 1, WireChecksum::kRight));
  const Candidate* same = find(candidates, 5001);
  ASSERT_NE(same, nullptr);
  EXPECT_EQ(same->reason, Reason::kRetransmission);
  EXPECT_EQ(same->reference, 6U);
  WireSegment elsewhere = again;
  elsewhere.seq = SeqNum(6461);
  seen.see(elsewhere);
  EXPECT_EQ(find(sequence_of(seen, with_seq(again, 1, WireChecksum::kRight)), 5001), nullptr)
      << "at two places";
}

TEST(SequenceCandidates, OfAResetAreTheResetBeforeAndEveryBoundary) {
  SeenFlow seen = conversation_under_way();
  seen.see(reset(kServer, 7777));
  const auto candidates = sequence_of(seen, reset(kServer, 1));
  expect_a_distribution(candidates);
  const Candidate* again = find(candidates, 7777);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->reason, Reason::kResetAgain);
  EXPECT_EQ(again->reference, 8U);
  EXPECT_NE(find(candidates, 5001), nullptr) << "the end of the SYN: the peer may have asked there";
  EXPECT_EQ(find(sequence_of(seen, data(kServer, 1, 10, 1101)), 7777), nullptr)
      << "data do not repeat a reset";
}

TEST(LateCandidates, AreTheEndsThatThePeerLeftBehind) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(pure_ack(kClient, 1101, 7921));
  const auto late = late_candidates(seen.server());
  EXPECT_NE(find(late, 6461), nullptr);
  EXPECT_NE(find(late, 5001), nullptr) << "the end of the SYN";
  EXPECT_EQ(find(late, 7921), nullptr) << "not left behind yet";
  EXPECT_TRUE(late_candidates(Endpoint()).empty());
}

TEST(AcknowledgmentCandidates, HoldTheEarliestOfManyBoundaries) {
  constexpr std::uint32_t kMerged =
      45 * 1448;  // what a sender with segmentation offload hands down
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1448, 1101));
  std::uint32_t next = 6461 + 1448;
  for (int n = 0; n < 40; ++n, next += kMerged) {
    seen.see(data(kServer, next, kMerged, 1101));
  }
  const auto candidates = acknowledgment_of(seen, pure_ack(kClient, 1101, 1));
  expect_a_distribution(candidates);
  EXPECT_NE(find(candidates, 6461 + 1448), nullptr) << "what is acknowledged next";
  EXPECT_NE(find(candidates, 6461 + 1448 + kMerged), nullptr);
}

// Most of the stream is missing, and no acknowledgment was captured.
TEST(AcknowledgmentCandidates, AreNotWhatLiesMoreThan2GiBBelowTheHighest) {
  SeenFlow seen;
  for (const std::uint32_t start : {0U, 1'500'000'000U, 3'000'000'000U}) {
    seen.see(data(kServer, start, 100, 1));
  }
  const auto candidates = acknowledgment_of(seen, pure_ack(kClient, 1, 77));
  expect_a_distribution(candidates);
  const Candidate* lower = find(candidates, 1'500'000'100);
  ASSERT_NE(lower, nullptr);
  EXPECT_EQ(lower->reference, 2U);
  EXPECT_EQ(find(candidates, 100), nullptr);
}

TEST(AcknowledgmentCandidates, PreferTheStepOfTheOneBefore) {
  SeenFlow seen = conversation_under_way();
  for (std::uint32_t i = 0; i < 6; ++i) {
    seen.see(data(kServer, 6461 + i * 1460, 1460, 1101));
  }
  seen.see(pure_ack(kClient, 1101, 6461 + 2 * 1460));
  const auto candidates = acknowledgment_of(seen, pure_ack(kClient, 1101, 1));
  expect_a_distribution(candidates);
  const Candidate* two = find(candidates, 6461 + 4 * 1460);
  const Candidate* one = find(candidates, 6461 + 3 * 1460);
  ASSERT_NE(two, nullptr);
  ASSERT_NE(one, nullptr);
  EXPECT_GT(two->prior, one->prior) << "the one before advanced by two segments";
}

TEST(AcknowledgmentCandidates, OfOvertakenOnesLieBesideTheirNeighbours) {
  SeenFlow seen = conversation_under_way();
  for (std::uint32_t i = 0; i < 10; ++i) {
    seen.see(data(kServer, 6461 + i * 1460, 1460, 1101));
  }
  for (std::uint16_t i = 0; i < 5; ++i) {
    seen.see(with_id(pure_ack(kClient, 1101, 6461 + (i + 1) * 1460U),
                     static_cast<std::uint16_t>(300 + i)));
  }
  seen.see(with_id(pure_ack(kClient, 1101, 6461 + 10 * 1460), 309));
  const auto candidates = acknowledgment_of(seen, with_id(pure_ack(kClient, 1101, 1), 308));
  expect_a_distribution(candidates);
  EXPECT_NE(find(candidates, 6461 + 9 * 1460), nullptr) << "one segment below its successor";
  EXPECT_NE(find(candidates, 6461 + 8 * 1460), nullptr) << "two segments below its successor";
  EXPECT_EQ(find(acknowledgment_of(seen, pure_ack(kClient, 1101, 1)), 6461 + 9 * 1460), nullptr)
      << "without identification it has no neighbour";
}

TEST(AcknowledgmentCandidates, AreEverythingReceivedOrTheSameAgainOrABoundary) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(data(kServer, 7921, 1460, 1101));
  const auto candidates = acknowledgment_of(seen, pure_ack(kClient, 1101, 1));
  expect_a_distribution(candidates);
  ASSERT_NE(find(candidates, 9381), nullptr);
  EXPECT_EQ(find(candidates, 9381)->reference, 9U);
  ASSERT_NE(find(candidates, 7921), nullptr);
  EXPECT_EQ(find(candidates, 7921)->reference, 8U);
  ASSERT_NE(find(candidates, 6461), nullptr);
  EXPECT_EQ(find(candidates, 6461)->reference, 6U);
  EXPECT_EQ(find(candidates, 5001), nullptr) << "acknowledgments do not go back";
}

TEST(AcknowledgmentCandidates, OfASynAckAreTheInitialNumberPlusOne) {
  SeenFlow seen;
  seen.see(syn(1000));
  const auto candidates = acknowledgment_of(seen, syn_ack(5000, 3));
  ASSERT_NE(find(candidates, 1001), nullptr);
  EXPECT_EQ(find(candidates, 1001)->reference, 1U);
}

TEST(AcknowledgmentCandidates, OfAOneSidedCaptureAreWhatWasSaidBefore) {
  SeenFlow seen;
  seen.see(pure_ack(kClient, 1101, 6461));
  const auto candidates = acknowledgment_of(seen, pure_ack(kClient, 1101, 1));
  EXPECT_NE(find(candidates, 6461), nullptr);
}

TEST(SequenceReference, IsTheLatestFrameThatEndsThere) {
  SeenFlow seen = conversation_under_way();
  EXPECT_EQ(sequence_reference(seen.flow(), direction_of(kServer), SeqNum(6461)), 6U);
  seen.see(pure_ack(kServer, 6461, 1101));
  EXPECT_EQ(sequence_reference(seen.flow(), direction_of(kServer), SeqNum(6461)), 8U);
  EXPECT_EQ(sequence_reference(seen.flow(), direction_of(kServer), SeqNum(9999)), 0U);
}

Suspect suspect_at(std::uint32_t observed, std::uint32_t expected, std::uint32_t length) {
  Suspect suspect;
  suspect.observed = SeqNum(observed);
  suspect.length = SeqLength(length);
  suspect.frame = {8, 0};
  Hypothesis hypothesis;
  hypothesis.candidate.number = SeqNum(expected);
  suspect.hypotheses.push_back(hypothesis);
  return suspect;
}

bool holds(const std::vector<ProvisionalEnd>& ends, std::uint32_t position) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](const ProvisionalEnd& e) { return e.position == SeqNum(position); });
}

TEST(ProvisionalEnds, OfAnUndecidedSuspectLieBehindBothItsPlaces) {
  const std::vector<Suspect> suspects = {suspect_at(90000, 6461, 1460)};
  const auto ends = provisional_ends(suspects);
  EXPECT_TRUE(holds(ends, 6461 + 1460));
  EXPECT_TRUE(holds(ends, 90000 + 1460));
}

TEST(ProvisionalEnds, OfAnAcknowledgmentAreNone) {
  std::vector<Suspect> suspects = {suspect_at(90000, 6461, 1460)};
  suspects[0].kind = NumberKind::kAcknowledgment;
  EXPECT_TRUE(provisional_ends(suspects).empty());
}

}  // namespace
}  // namespace seqbitflip::test
