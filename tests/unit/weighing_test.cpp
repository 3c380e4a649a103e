// SPDX-License-Identifier: GPL-2.0-or-later
#include "weighing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace seqbitflip {
namespace {

const CaptureHabits kHabits;

Suspect suspect_observed(std::uint32_t observed) {
  Suspect suspect;
  suspect.observed = SeqNum(observed);
  suspect.benign_probability = 1e-6;
  return suspect;
}

Candidate candidate(std::uint32_t number) {
  Candidate result;
  result.number = SeqNum(number);
  result.prior = 0.5;
  return result;
}

double odds(const Suspect& suspect, std::uint32_t expected) {
  return weigh(suspect, candidate(expected), kHabits).log_odds;
}

bool holds(const Hypothesis& hypothesis, EvidenceKind kind) {
  return std::any_of(hypothesis.evidence.begin(), hypothesis.evidence.end(),
                     [&](const Evidence& e) { return e.kind == kind; });
}

// The whole sum of a segment whose number `meant` became `observed` with the checksum left stale.
ChecksumResult stale(std::uint32_t meant, std::uint32_t observed) {
  OnesComplementSum sum;
  sum.add_word(0xFFFF);
  sum.remove_number(meant);
  sum.add_number(observed);
  return {ChecksumState::kInvalid, sum.folded()};
}

TEST(Weigh, PrefersFewerFlippedBits) {
  const Suspect suspect = suspect_observed(0x10000000);
  EXPECT_GT(odds(suspect, 0x10000100), odds(suspect, 0x12000100));
}

TEST(Weigh, PrefersTheCandidateOfTheHigherPrior) {
  const Suspect suspect = suspect_observed(0x10000000);
  Candidate rare = candidate(0x10000100);
  rare.prior = 0.01;
  EXPECT_LT(weigh(suspect, rare, kHabits).log_odds, odds(suspect, 0x10000100));
}

TEST(Weigh, ARightChecksumSaysLessWhereDamageWasFoundUnderRightOnes) {
  Suspect suspect = suspect_observed(0x10000000);
  suspect.checksum.state = ChecksumState::kValid;
  CaptureHabits recomputing;
  recomputing.segments = 1000;
  CaptureHabits stale_only = recomputing;
  for (int found = 0; found < 5; ++found) {
    recomputing.count_damage(ChecksumState::kValid);
    stale_only.count_damage(ChecksumState::kInvalid);
  }
  EXPECT_GT(weigh(suspect, candidate(0x10000100), recomputing).log_odds,
            weigh(suspect, candidate(0x10000100), stale_only).log_odds);
}

TEST(Weigh, DamageTakenBackNoLongerCounts) {
  CaptureHabits habits;
  const double before = habits.share_of_right_checksums();
  habits.count_damage(ChecksumState::kValid);
  EXPECT_GT(habits.share_of_right_checksums(), before);
  habits.uncount_damage(ChecksumState::kValid);
  EXPECT_DOUBLE_EQ(habits.share_of_right_checksums(), before);
}

TEST(Weigh, AccusesLessWhereABenignStoryIsMoreProbable) {
  Suspect suspect = suspect_observed(0x10000000);
  const double before = odds(suspect, 0x10000100);
  suspect.benign_probability = 1e-2;
  EXPECT_LT(odds(suspect, 0x10000100), before);
}

TEST(Weigh, KeepsItsHeadWhereNothingBenignIsPossible) {
  Suspect suspect = suspect_observed(0x10000000);
  suspect.benign_probability = 0.0;
  EXPECT_TRUE(std::isfinite(odds(suspect, 0x10000100)));
  EXPECT_TRUE(std::isfinite(odds(suspect, 0x10000000))) << "the observed number itself";
}

TEST(Weigh, TakesARepairedChecksumAsStrongEvidence) {
  Suspect suspect = suspect_observed(0x10000000);
  const double before = odds(suspect, 0x10000100);
  suspect.checksum = stale(0x10000100, 0x10000000);
  EXPECT_GT(odds(suspect, 0x10000100), before + 3);
  EXPECT_TRUE(
      holds(weigh(suspect, candidate(0x10000100), kHabits), EvidenceKind::kChecksumRepaired));
}

TEST(Weigh, TakesAWrongChecksumThatIsNotRepairedAsEvidenceAgainst) {
  Suspect suspect = suspect_observed(0x10000000);
  const double before = odds(suspect, 0x10000200);
  suspect.checksum = stale(0x10000100, 0x10000000);
  EXPECT_LT(odds(suspect, 0x10000200), before);
  EXPECT_TRUE(
      holds(weigh(suspect, candidate(0x10000200), kHabits), EvidenceKind::kChecksumNotRepaired));
}

TEST(Weigh, TakesARightChecksumAsWeakEvidenceAgainst) {
  Suspect suspect = suspect_observed(0x10000000);
  const double before = odds(suspect, 0x10000100);
  suspect.checksum = {ChecksumState::kValid, 0xFFFF};
  const double after = odds(suspect, 0x10000100);
  EXPECT_LT(after, before);
  EXPECT_GT(after, before - 2);
}

TEST(Weigh, NamesTheFormOfTheDamage) {
  EXPECT_TRUE(
      holds(weigh(suspect_observed(0), candidate(7777777), kHabits), EvidenceKind::kCleared));
  EXPECT_TRUE(holds(weigh(suspect_observed(0x04030201), candidate(0x01020304), kHabits),
                    EvidenceKind::kByteOrder));
  EXPECT_TRUE(holds(weigh(suspect_observed(0x01020305), candidate(0x01020304), kHabits),
                    EvidenceKind::kValue));
}

TEST(Weigh, SumsToItsEvidence) {
  Suspect suspect = suspect_observed(0x10000000);
  suspect.first_look.push_back({EvidenceKind::kOutsideWindow, 2.0, 0});
  suspect.checksum = stale(0x10000100, 0x10000000);
  const Hypothesis weighed = weigh(suspect, candidate(0x10000100), kHabits);
  double sum = 2.0;
  for (const Evidence& evidence : weighed.evidence) {
    sum += evidence.weight;
  }
  EXPECT_NEAR(sum, weighed.log_odds, 1e-9) << "what a person reads adds up to the odds";
}

TEST(Weigh, TrustsANumberThatWasLookedForLess) {
  Suspect suspect = suspect_observed(0x10000000);
  suspect.checksum = stale(0x10000100, 0x10000000);
  Candidate looked_for = candidate(0x10000100);
  looked_for.reason = Reason::kRightsChecksum;
  const Hypothesis weighed = weigh(suspect, looked_for, kHabits);
  EXPECT_LT(weighed.log_odds, odds(suspect, 0x10000100));
  EXPECT_TRUE(holds(weighed, EvidenceKind::kChecksumRightNearby));
  EXPECT_FALSE(holds(weighed, EvidenceKind::kChecksumRepaired)) << "that would be proof";
}

TEST(Weigh, ExpectsTheDamageThatRepeatsItself) {
  const Suspect suspect = suspect_observed(0x10000000);
  CaptureHabits learnt;
  learnt.faults.remember(SeqNum(0x20010100), SeqNum(0x20000001));
  learnt.faults.remember(SeqNum(0x30010100), SeqNum(0x30000001));
  EXPECT_GT(weigh(suspect, candidate(0x10010101), learnt).log_odds, odds(suspect, 0x10010101) + 2);
}

// A suspect with an oddity that made up most of its benign explanations.
Suspect odd_suspect() {
  Suspect suspect = suspect_observed(0x10000000);
  suspect.benign_probability = 1.1e-6;
  suspect.oddity = Oddity::kGap;
  suspect.oddity_probability = 1e-6;
  suspect.oddity_share = 1e-2;
  suspect.hypotheses.push_back(weigh(suspect, candidate(0x10000100), kHabits));
  return suspect;
}

TEST(WeighAgain, TakesThePresentShareOfTheOddity) {
  const double before = odd_suspect().log_odds();
  Suspect rarer = odd_suspect();
  weigh_again(rarer, kHabits, 1e-4);
  EXPECT_NEAR(rarer.benign_probability, 1e-7 + 1e-8, 1e-12);
  EXPECT_NEAR(rarer.log_odds(), before + 1, 1e-6) << "1.1e-6 became 1.1e-7";
  Suspect commoner = odd_suspect();
  weigh_again(commoner, kHabits, 1e-1);
  EXPECT_LT(commoner.log_odds(), before);
}

TEST(WeighAgain, WithNothingNewChangesNothing) {
  Suspect suspect = odd_suspect();
  Suspect::add_to(suspect.hypotheses[0], {EvidenceKind::kGoesOnFromExpected, 2.5, 9});
  suspect.add_later({EvidenceKind::kGapFilled, -2.5, 10});
  const double before = suspect.log_odds();
  const std::size_t evidence = suspect.evidence_count();
  for (int times = 1; times <= 3; ++times) {
    weigh_again(suspect, kHabits, 1e-2);
    EXPECT_NEAR(suspect.log_odds(), before, 1e-9) << "after " << times << " times";
    EXPECT_EQ(suspect.evidence_count(), evidence) << "after " << times << " times";
  }
}

TEST(WeighAgain, KeepsWhatLaterSegmentsShowed) {
  Suspect suspect = odd_suspect();
  Suspect::add_to(suspect.hypotheses[0], {EvidenceKind::kGoesOnFromExpected, 2.5, 9});
  suspect.add_later({EvidenceKind::kGapFilled, -1.5, 10});
  const double before = suspect.log_odds();
  weigh_again(suspect, kHabits, 1e-4);
  EXPECT_TRUE(holds(suspect.hypotheses[0], EvidenceKind::kGoesOnFromExpected));
  EXPECT_TRUE(suspect.has_later(EvidenceKind::kGapFilled));
  EXPECT_NEAR(suspect.log_odds(), before + 1, 1e-6);
}

}  // namespace
}  // namespace seqbitflip
