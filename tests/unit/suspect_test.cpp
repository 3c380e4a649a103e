// SPDX-License-Identifier: GPL-2.0-or-later
#include "suspect.h"

#include <gtest/gtest.h>

#include <cmath>

namespace seqbitflip {
namespace {

Hypothesis hypothesis(std::uint32_t number, double log_odds) {
  Hypothesis result;
  result.candidate.number = SeqNum(number);
  result.log_odds = log_odds;
  return result;
}

Suspect suspect(std::initializer_list<Hypothesis> hypotheses) {
  Suspect result;
  result.hypotheses = hypotheses;
  return result;
}

const Evidence kForDamage{EvidenceKind::kLaterSegmentCrosses, 1.5, 9};
const Evidence kAgainstDamage{EvidenceKind::kGapFilled, -2.5, 9};

TEST(Suspect, NamesItsMostProbableHypothesis) {
  EXPECT_EQ(suspect({hypothesis(1, 3), hypothesis(2, 5), hypothesis(3, 4)}).best().candidate.number,
            SeqNum(2));
}

TEST(Suspect, AddsTheOddsOfItsHypotheses) {
  EXPECT_NEAR(suspect({hypothesis(1, 3), hypothesis(2, 3)}).log_odds(), 3 + std::log10(2.0), 1e-9);
}

TEST(Suspect, SurvivesOddsBeyondWhatAPowerHolds) {
  EXPECT_NEAR(suspect({hypothesis(1, 500), hypothesis(2, -500)}).log_odds(), 500, 1e-9);
  EXPECT_NEAR(suspect({hypothesis(1, -500)}).log_odds(), -500, 1e-9);
}

TEST(Suspect, CountsEachKindOfEvidenceOnce) {
  Suspect watched = suspect({hypothesis(1, 1)});
  watched.add_later(kForDamage);
  watched.add_later(kForDamage);
  EXPECT_NEAR(watched.log_odds(), 2.5, 1e-9);
  Suspect::add_to(watched.hypotheses[0], kAgainstDamage);
  Suspect::add_to(watched.hypotheses[0], kAgainstDamage);
  EXPECT_NEAR(watched.log_odds(), 0, 1e-9);
  EXPECT_NEAR(watched.later_log_odds(), 1.5, 1e-9) << "what speaks of all hypotheses alike";
}

TEST(Suspect, CountsTheEvidenceThatItHas) {
  Suspect watched = suspect({hypothesis(1, 1), hypothesis(2, 1)});
  const std::size_t before = watched.evidence_count();
  watched.add_later(kForDamage);
  Suspect::add_to(watched.hypotheses[1], kAgainstDamage);
  EXPECT_EQ(watched.evidence_count(), before + 2);
}

TEST(Suspect, IsConvictedFromTheLikelyOddsOn) {
  EXPECT_TRUE(suspect({hypothesis(1, kLikelyOdds)}).is_convicted());
  EXPECT_FALSE(suspect({hypothesis(1, kLikelyOdds - 0.01)}).is_convicted());
}

TEST(Suspect, IsConvictedWhereItsRightNumberCanNotBeNamedOnlyIfItIsSurelyWrong) {
  const Suspect likely = suspect({hypothesis(1, 3), hypothesis(2, 2.9)});
  EXPECT_FALSE(likely.is_convicted());
  EXPECT_FALSE(likely.expected_is_known());
  const Suspect sure = suspect({hypothesis(1, 9), hypothesis(2, 8.9), hypothesis(3, 8.6)});
  EXPECT_TRUE(sure.is_convicted());
  ASSERT_NE(sure.second_best(), nullptr);
  EXPECT_EQ(sure.second_best()->candidate.number, SeqNum(2));
  EXPECT_TRUE(suspect({hypothesis(1, 9), hypothesis(1, 8.9)}).is_convicted())
      << "the same number for two reasons";
  EXPECT_TRUE(suspect({hypothesis(1, 9), hypothesis(2, 5)}).is_convicted());
}

TEST(Suspect, IsNotConvictedOnOneWordUnlessTheChecksumProvesIt) {
  Suspect watched = suspect({hypothesis(1, 9)});
  watched.awaits_second_word = true;
  EXPECT_FALSE(watched.is_convicted());
  Suspect heard = watched;
  heard.awaits_second_word = false;
  EXPECT_TRUE(heard.is_convicted());
  Suspect proven = watched;
  proven.checksum = {ChecksumState::kInvalid, 0xFFFE};  // one less than right: 1 instead of 0
  EXPECT_TRUE(proven.is_convicted());
}

// Half of what explains it without damage lasts: no later evidence gets beyond twice the first
// odds.
TEST(Suspect, EvidenceDoesNotRefuteWhatLasts) {
  Hypothesis first = hypothesis(1, 1);
  first.first_log_odds = 1;
  Suspect watched = suspect({first});
  watched.benign_probability = 2e-6;
  watched.lasting_probability = 1e-6;
  watched.add_later({EvidenceKind::kGoesOnFromExpected, 9.0, 9});
  EXPECT_NEAR(watched.log_odds(), 1 + std::log10(2.0), 1e-6);
  EXPECT_FALSE(watched.is_convicted());
}

// Two SYNs of one endpoint: the values may show that one is damaged, only the flow shows which.
TEST(Suspect, OfTwoRivalsIsConvictedOnlyOnceTheFlowDecides) {
  Suspect rival = suspect({hypothesis(1, 9)});
  rival.rival = true;
  EXPECT_FALSE(rival.is_convicted());
  Suspect refused = rival;
  refused.add_later({EvidenceKind::kRefusedBySender, 2.0, 9});
  EXPECT_TRUE(refused.is_convicted());
  Suspect left = rival;
  Suspect::add_to(left.hypotheses[0], {EvidenceKind::kGoesOnFromExpected, 0.0, 9});
  EXPECT_TRUE(left.is_convicted());
  rival.add_later(kForDamage);
  EXPECT_FALSE(rival.is_convicted()) << "other evidence does not say which";
}

TEST(Suspect, IsSurelyOutsideOnlyWhenALaterSegmentShowsIt) {
  Suspect outside = suspect({hypothesis(1, -9)});
  outside.outside_window = 5000;
  outside.first_look.push_back({EvidenceKind::kOutsideWindow, 2.0, 0});
  EXPECT_FALSE(outside.is_surely_outside());
  outside.add_later(kForDamage);
  EXPECT_TRUE(outside.is_surely_outside());
  EXPECT_TRUE(outside.is_told());
}

}  // namespace
}  // namespace seqbitflip
