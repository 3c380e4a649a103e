// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether a later segment speaks for or against damage of an earlier number; how much is left open.
#include "settlement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "judge.h"
#include "shorthand.h"
#include "syn_record.h"

namespace seqbitflip::test {
namespace {

const CaptureHabits kHabits;

// A suspect and the flow that saw it and did not take its number in.
struct Case {
  SeenFlow seen;
  Suspect suspect;
  From sender = kServer;
};

Case sequence_case(const WireSegment& wire) {
  Case made{conversation_under_way(), {}, wire.from};
  const CapturedSegment captured(wire, 8);
  auto judgement = judge(made.seen.flow(), direction_of(wire.from), captured.segment(), {}, {});
  made.suspect = judgement.sequence.value();
  made.seen.see(wire, Trust{false, true});
  return made;
}

Case acknowledgment_case(std::uint32_t observed) {
  Case made{conversation_under_way(), {}, kClient};
  made.seen.see(data(kServer, 6461, 1460, 1101));
  const WireSegment wire = with_ack(pure_ack(kClient, 1101, 7921), observed, WireChecksum::kRight);
  const CapturedSegment captured(wire, 9);
  auto judgement = judge(made.seen.flow(), direction_of(kClient), captured.segment(), {}, {});
  made.suspect = judgement.acknowledgment.value();
  made.seen.see(wire, Trust{true, false});
  return made;
}

// By how much the witness raises (lowers) the odds.
double change(Case made, const WireSegment& witness, Trust trust = {}) {
  const double before = made.suspect.log_odds();
  const CapturedSegment captured(witness, made.seen.frames() + 1);
  settle(made.suspect, direction_of(made.sender),
         Witness{
             made.seen.flow(), direction_of(witness.from), captured.segment(), trust, kHabits, {}});
  return made.suspect.log_odds() - before;
}

// A data segment 32 too far, under a right checksum: first sight can not decide.
Case data_too_far() {
  return sequence_case(with_seq(data(kServer, 6461, 1460, 1101), 6493, WireChecksum::kRight));
}

TEST(SettleSequence, TheSameBytesAtTheExpectedPlaceDecide) {
  EXPECT_GT(change(data_too_far(), data(kServer, 6461, 1460, 1101)), 3);
}

TEST(SettleSequence, TheSameBytesAtTheObservedPlaceClear) {
  WireSegment again = data(kServer, 6493, 1460, 1101);
  again.payload = data(kServer, 6461, 1460, 1101).payload;
  EXPECT_LT(change(data_too_far(), again), -3);
}

TEST(SettleSequence, TheSameBytesAtTheObservedPlaceSayNothingWhileThePeerAwaitsTheExpectedOnes) {
  WireSegment again = data(kServer, 6493, 1460, 1101);
  again.payload = data(kServer, 6461, 1460, 1101).payload;
  Case awaited = data_too_far();
  awaited.seen.see(pure_ack(kClient, 1101, 6461));
  EXPECT_NEAR(change(awaited, again), 0, 1e-9);
  Case received = data_too_far();
  received.seen.see(pure_ack(kClient, 1101, 7953));
  EXPECT_LT(change(received, again), -3);
}

TEST(SettleSequence, OtherBytesAtTheObservedPlaceSpeakForDamage) {
  EXPECT_GT(change(data_too_far(), data(kServer, 6493, 1460, 1101)), 1);
}

TEST(SettleSequence, TheFlowGoingOnFromTheExpectedPlaceSpeaksForDamage) {
  EXPECT_GT(change(data_too_far(), data(kServer, 7921, 700, 1101)), 1);
}

TEST(SettleSequence, TheFlowGoingOnFromTheObservedPlaceSpeaksAgainst) {
  EXPECT_LT(change(data_too_far(), data(kServer, 7953, 700, 1101)), -1);
}

TEST(SettleSequence, ASegmentThatFillsTheGapSpeaksAgainst) {
  EXPECT_LT(change(data_too_far(), data(kServer, 6461, 32, 1101)), -1);
}

TEST(SettleSequence, ASegmentAcrossTheObservedPlaceSpeaksForDamage) {
  EXPECT_GT(change(data_too_far(), data(kServer, 6461, 100, 1101)), 0);
}

TEST(SettleSequence, ThePeerAcknowledgingAPlaceOutsideOfItsWindowSpeaksAgainst) {
  const std::uint32_t far = 6461U ^ (1U << 20);
  const Case outside =
      sequence_case(with_seq(data(kServer, 6461, 1460, 1101), far, WireChecksum::kRight));
  EXPECT_LT(change(outside, pure_ack(kClient, 1101, far + 1460)), -1);
}

TEST(SettleSequence, ThePeerAcknowledgingAPlaceInsideOfItsWindowSaysLittle) {
  Case gone_on = data_too_far();
  gone_on.seen.see(data(kServer, 7921, 1460, 1101));
  EXPECT_NEAR(change(gone_on, pure_ack(kClient, 1101, 7953)), 0, 2)
      << "it can not know that the number is wrong";
}

TEST(SettleSequence, ThePeerAcknowledgingWhatLiesBehindAGapOfTheCaptureSpeaksAgainst) {
  EXPECT_LT(change(data_too_far(), pure_ack(kClient, 1101, 7953)), -3)
      << "it has got the 32 bytes between";
}

TEST(SettleSequence, ThePeerAcknowledgingWhatOnlyTheSuspectCarriedSpeaksForDamage) {
  const Case far =
      sequence_case(with_bit(data(kServer, 6461, 1460, 1101), 20, WireChecksum::kRight));
  EXPECT_GT(change(far, pure_ack(kClient, 1101, 7921)), 1);
}

TEST(SettleSequence, ThePeerAcknowledgingWhatAnotherSuspectCarriedWhereItWasSeenSaysNothing) {
  Case far = sequence_case(with_bit(data(kServer, 6461, 1460, 1101), 20, WireChecksum::kRight));
  Suspect other = data_too_far().suspect;
  other.observed = SeqNum(6461);
  other.frame.number = far.suspect.frame.number - 1;
  const double before = far.suspect.log_odds();
  const CapturedSegment ack(pure_ack(kClient, 1101, 7921), 9);
  settle(far.suspect, direction_of(kServer),
         Witness{far.seen.flow(),
                 direction_of(kClient),
                 ack.segment(),
                 {},
                 kHabits,
                 std::span(&other, 1)});
  EXPECT_LE(far.suspect.log_odds(), before);
}

TEST(SettleSequence, WhatWasAcknowledgedBeforeTheSuspectCameSaysNothing) {
  // The server's 6461 to 12301 are not in the capture, and half of them are acknowledged.
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 12301, 1460, 1101)).see(pure_ack(kClient, 1101, 9381));
  const WireSegment wire = with_bit(data(kServer, 10841, 1460, 1101), 20, WireChecksum::kRight);
  const CapturedSegment captured(wire, 10);
  Suspect suspect =
      judge(seen.flow(), direction_of(kServer), captured.segment(), {}, {}).sequence.value();
  const auto odds_of = [&](std::uint32_t number) {
    const auto& all = suspect.hypotheses;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Hypothesis& one) {
      return one.candidate.number == SeqNum(number);
    });
    return found != all.end() ? found->log_odds : 0.0;
  };
  const double before = odds_of(6461);
  ASSERT_NE(before, 0.0) << "the hole's start is one of the places";
  const CapturedSegment again(pure_ack(kClient, 1101, 9381), 11);
  settle(suspect, direction_of(kServer),
         Witness{seen.flow(), direction_of(kClient), again.segment(), {}, kHabits, {}});
  EXPECT_DOUBLE_EQ(odds_of(6461), before);
}

TEST(SettleSequence, OfBytesThatComeAtEverMorePlacesNotAllPlacesAreKept) {
  constexpr std::uint32_t kPlaces = 200;
  const auto zeros_at = [](std::uint32_t seq) {
    WireSegment wire = data(kServer, seq, 1460, 1101);
    wire.payload.assign(1460, 0);
    return wire;
  };
  const std::uint32_t highest = 6461 + 2 * kPlaces * 1460;
  SeenFlow seen = conversation_under_way();
  seen.see(zeros_at(highest));
  const CapturedSegment captured(zeros_at(highest - 64), 9);
  Suspect suspect =
      judge(seen.flow(), direction_of(kServer), captured.segment(), {}, {}).sequence.value();
  for (std::uint32_t n = 0; n < kPlaces; ++n) {
    const CapturedSegment late(zeros_at(6461 + 2 * n * 1460), 10 + n);
    settle(suspect, direction_of(kServer),
           Witness{seen.flow(), direction_of(kServer), late.segment(), {}, kHabits, {}});
  }
  EXPECT_LT(suspect.hypotheses.size(), kPlaces / 2)
      << "time would grow with the square of the segments";
}

// Its peer acknowledged 4096 more: one of the two is wrong.
TEST(SettleSequence, AnEndpointThatGoesOnFromItsInitialNumberSpeaksForIt) {
  Case made{{}, {}, kServer};
  made.seen.see(syn(1000)).see(syn_ack(5000, 1001));
  const CapturedSegment captured(syn_ack(5000, 1001), 2);
  made.suspect = syn_suspect(syn_record_of(captured.segment(), {}), SeqNum(5000 + 4096),
                             BenignSyn{1e-6, 0.0}, 3, kHabits);
  const CapturedSegment third(pure_ack(kClient, 1001, 5001), 4);
  settle(made.suspect, direction_of(kServer),
         Witness{made.seen.flow(), direction_of(kClient), third.segment(), {}, kHabits, {}});
  EXPECT_LT(change(made, data(kServer, 5001, 100, 1001)), -1)
      << "though the peer acknowledged that place, too";
}

TEST(SettleSequence, AWitnessThatIsNotTrustedSaysNothingForDamage) {
  EXPECT_LE(change(data_too_far(), data(kServer, 7921, 700, 1101), Trust{false, true}), 0);
}

TEST(SettleSequence, AResetSaysNothingOfWhereTheFlowGoesOn) {
  EXPECT_LE(change(data_too_far(), reset(kServer, 7921)), 0);
}

TEST(SettleSequence, TheSameEvidenceCountsOnce) {
  Case made = data_too_far();
  const CapturedSegment captured(data(kServer, 7921, 700, 1101), 9);
  const Witness witness{
      made.seen.flow(), direction_of(kServer), captured.segment(), {}, kHabits, {}};
  settle(made.suspect, direction_of(kServer), witness);
  const double once = made.suspect.log_odds();
  settle(made.suspect, direction_of(kServer), witness);
  EXPECT_DOUBLE_EQ(made.suspect.log_odds(), once);
}

TEST(SettleAcknowledgment, ALowerOneSpeaksForDamage) {
  EXPECT_GT(change(acknowledgment_case(7921 + 8), pure_ack(kClient, 1101, 7921)), 1);
}

TEST(SettleAcknowledgment, TheSameAgainSpeaksAgainst) {
  EXPECT_LT(change(acknowledgment_case(7921 + 8), pure_ack(kClient, 1101, 7929)), -1);
}

TEST(SettleAcknowledgment, ABoundaryAtItsPlaceSpeaksAgainst) {
  EXPECT_LT(change(acknowledgment_case(7921 + 1460), data(kServer, 7921, 1460, 1101)), -3);
}

TEST(SettleAcknowledgment, BytesThatAreSentOnlyLaterSpeakForDamage) {
  EXPECT_GT(change(acknowledgment_case(7921 + 512), data(kServer, 7921, 1460, 1101)), 1);
}

Case probe_too_far() {
  return sequence_case(with_seq(pure_ack(kServer, 6461, 1101), 6461 + 32, WireChecksum::kRight));
}

TEST(SettleRepetition, TheSameNumberAgainInsideOfTheWindowIsNoDamage) {
  Suspect earlier = probe_too_far().suspect;
  Suspect repeated = earlier;
  repeated.frame = {20, 0};
  const double before = earlier.log_odds();
  settle_repetition(earlier, repeated);
  EXPECT_LT(earlier.log_odds(), before - 1);
  EXPECT_LT(repeated.log_odds(), before - 1);
  settle_repetition(earlier, repeated);
  EXPECT_NEAR(earlier.log_odds(), repeated.log_odds(), 1e-9) << "it counts once";
}

TEST(SettleRepetition, SaysNothingOfOtherNumbers) {
  const Suspect acknowledgment = acknowledgment_case(7921 + 8).suspect;
  Suspect elsewhere = acknowledgment;
  elsewhere.observed = elsewhere.observed + SeqLength(1);
  Suspect outside = acknowledgment;
  outside.outside_window = 5000;
  Suspect late = acknowledgment;
  late.place = Place::kBehind;
  struct {
    const char* what;
    Suspect earlier;
    Suspect repeated;
  } cases[] = {
      {"another number", acknowledgment, elsewhere},
      {"a sequence number", acknowledgment, probe_too_far().suspect},
      {"outside of the window: a faulty device may do so each time", outside, outside},
      {"below an earlier acknowledgment", late, late},
      {"with data: that is a retransmission", data_too_far().suspect, data_too_far().suspect}};
  for (auto& c : cases) {
    const double before = c.earlier.log_odds();
    settle_repetition(c.earlier, c.repeated);
    EXPECT_DOUBLE_EQ(c.earlier.log_odds(), before) << c.what;
  }
}

TEST(SettleSequence, AFinAgainAtTheExpectedPlaceSpeaksForDamage) {
  const Case early =
      sequence_case(with_seq(fin(kServer, 6461, 1101), 6461 - 64, WireChecksum::kRight));
  EXPECT_GT(change(early, fin(kServer, 6461, 1101)), 3);
}

TEST(SettleSequence, APayloadThatComesAgainBesideAWrongAcknowledgmentStillTells) {
  Trust plausible{false, false};
  EXPECT_GT(change(data_too_far(), data(kServer, 6461, 1460, 1101), plausible), 3)
      << "its number is a surprise, but hardly damaged";
  plausible.sequence_plausible = false;
  EXPECT_DOUBLE_EQ(change(data_too_far(), data(kServer, 6461, 1460, 1101), plausible), 0.0);
}

}  // namespace
}  // namespace seqbitflip::test
