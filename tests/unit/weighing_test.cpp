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

}  // namespace
}  // namespace seqbitflip
