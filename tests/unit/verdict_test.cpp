// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdict.h"

#include <gtest/gtest.h>

namespace seqbitflip {
namespace {

constexpr std::uint32_t kExpected = 3952704914U;
constexpr std::uint32_t kObserved = 3935992978U;

Suspect suspect_with(double log_odds, std::vector<Evidence> evidence = {}) {
  Suspect suspect;
  suspect.frame = {8, 42};
  suspect.observed = SeqNum(kObserved);
  Hypothesis hypothesis;
  hypothesis.candidate.number = SeqNum(kExpected);
  hypothesis.candidate.reference = 6;
  hypothesis.log_odds = log_odds;
  hypothesis.evidence = std::move(evidence);
  suspect.hypotheses.push_back(hypothesis);
  return suspect;
}

TEST(Verdict, TellsExpectedObservedDifferenceAndReference) {
  const Verdict verdict = verdict_of(suspect_with(6));
  EXPECT_EQ(verdict.frame, (FrameId{8, 42}));
  EXPECT_EQ(verdict.kind, NumberKind::kSequence);
  ASSERT_TRUE(verdict.wrong);
  EXPECT_EQ(verdict.wrong->expected, SeqNum(kExpected));
  EXPECT_EQ(verdict.wrong->observed, SeqNum(kObserved));
  EXPECT_EQ(verdict.wrong->difference.mask, 0x01030100U);
  EXPECT_EQ(verdict.wrong->difference.delta, -16711936);
  EXPECT_EQ(verdict.wrong->reference, 6U);
}

TEST(Verdict, OfAnInnocentSaysNothing) {
  const Verdict verdict = verdict_of(suspect_with(-3));
  EXPECT_FALSE(verdict.wrong);
  EXPECT_FALSE(verdict.out_of_window);
}

TEST(Verdict, GrowsMoreConfidentWithTheOdds) {
  EXPECT_EQ(verdict_of(suspect_with(kLikelyOdds)).wrong->confidence, Confidence::kLikely);
  EXPECT_EQ(verdict_of(suspect_with(kStrongOdds)).wrong->confidence, Confidence::kStrong);
  EXPECT_EQ(verdict_of(suspect_with(50)).wrong->confidence, Confidence::kStrong)
      << "odds alone prove nothing";
}

TEST(Verdict, IsNoMoreThanLikelyWhereAnotherNumberMayBeTheRightOne) {
  Suspect suspect = suspect_with(9);
  suspect.hypotheses.push_back(suspect.hypotheses.front());
  suspect.hypotheses.back().candidate.number = SeqNum(77);
  suspect.hypotheses.back().log_odds = 8.9;
  const Verdict verdict = verdict_of(suspect);
  ASSERT_TRUE(verdict.wrong);
  EXPECT_EQ(verdict.wrong->expected, SeqNum(kExpected));
  EXPECT_EQ(verdict.wrong->confidence, Confidence::kLikely);
  EXPECT_EQ(verdict.wrong->evidence.back(), "The right number may as well be 77.");
}

TEST(Verdict, IsProvenByTheChecksumOrByTheSameBytes) {
  for (const EvidenceKind proof : {EvidenceKind::kChecksumRepaired, EvidenceKind::kPayloadAgain}) {
    const Evidence strong{proof, 7, 11};
    EXPECT_EQ(verdict_of(suspect_with(9, {strong})).wrong->confidence, Confidence::kProven);
    EXPECT_EQ(verdict_of(suspect_with(3, {strong})).wrong->confidence, Confidence::kLikely)
        << "what speaks against it counts, too";
  }
}

TEST(Verdict, IsNotProvenByANumberThatWasLookedFor) {
  const Evidence nearby{EvidenceKind::kChecksumRightNearby, 7, 0};
  EXPECT_EQ(verdict_of(suspect_with(9, {nearby})).wrong->confidence, Confidence::kStrong);
}

TEST(Verdict, TellsWhatTheChecksumShows) {
  Suspect suspect = suspect_with(6);
  EXPECT_EQ(verdict_of(suspect).wrong->checksum, ChecksumFinding::kNotVerifiable);
  suspect.checksum = {ChecksumState::kValid, 0xFFFF};
  EXPECT_EQ(verdict_of(suspect).wrong->checksum, ChecksumFinding::kCoversWrongNumber);
  OnesComplementSum sum;
  sum.add_word(0xFFFF);
  sum.remove_number(kExpected);
  sum.add_number(kObserved);
  suspect.checksum = {ChecksumState::kInvalid, sum.folded()};
  EXPECT_EQ(verdict_of(suspect).wrong->checksum, ChecksumFinding::kDamagedAfter);
  suspect.checksum = {ChecksumState::kInvalid, 0x1234};
  EXPECT_EQ(verdict_of(suspect).wrong->checksum, ChecksumFinding::kNotVerifiable)
      << "damaged elsewhere, too";
}

TEST(Verdict, TellsEvidenceStrongestFirst) {
  Suspect suspect = suspect_with(
      9, {{EvidenceKind::kChecksumRepaired, 7, 0}, {EvidenceKind::kPayloadAgain, 5, 12}});
  suspect.first_look.push_back({EvidenceKind::kOutsideWindow, 2, 0});
  suspect.later.push_back({EvidenceKind::kGapFilled, -2, 13});
  const auto evidence = verdict_of(suspect).wrong->evidence;
  ASSERT_EQ(evidence.size(), 4U);
  EXPECT_NE(evidence[0].find("checksum"), std::string::npos) << evidence[0];
  EXPECT_NE(evidence[1].find("frame 12"), std::string::npos) << evidence[1];
  EXPECT_NE(evidence[2].find("window"), std::string::npos) << evidence[2];
  EXPECT_EQ(evidence[3].rfind("Against it:", 0), 0U) << evidence[3];
}

TEST(Verdict, HasASentenceForEveryKindOfEvidence) {
  for (int kind = 0; kind <= static_cast<int>(EvidenceKind::kRefusedBySender); ++kind) {
    for (const std::uint32_t frame : {0U, 12U}) {
      for (const double weight : {1.0, -1.0}) {
        const Evidence evidence{static_cast<EvidenceKind>(kind), weight, frame};
        const auto told = verdict_of(suspect_with(9, {evidence})).wrong->evidence;
        ASSERT_EQ(told.size(), 1U);
        EXPECT_TRUE(told[0].ends_with('.')) << kind << ": " << told[0];
      }
    }
  }
}

TEST(Verdict, TellsWhyANumberIsOutOfTheWindow) {
  Suspect damaged = suspect_with(9);
  damaged.outside_window = -5000;
  EXPECT_EQ(verdict_of(damaged).out_of_window,
            (OutOfWindow{OutOfWindowReason::kCorrupt, -5000, ""}));
  Suspect ahead = suspect_with(-9);
  ahead.outside_window = 5000;
  EXPECT_FALSE(verdict_of(ahead).out_of_window) << "the capture may have missed a larger window";
  ahead.later.push_back({EvidenceKind::kSendNextWentBack, 1.0, 12});
  EXPECT_EQ(verdict_of(ahead).out_of_window,
            (OutOfWindow{OutOfWindowReason::kAheadOfCapture, 5000,
                         "frames are missing from the capture before it"}));
  EXPECT_FALSE(verdict_of(ahead).wrong);
  Suspect injected = suspect_with(-9);
  injected.outside_window = 5000;
  injected.foreign_signs.other_ttl = true;
  EXPECT_EQ(verdict_of(injected).out_of_window->reason, OutOfWindowReason::kInjected);
}

TEST(BinaryPicture, MarksTheBitsThatDiffer) {
  EXPECT_STREQ(binary_digits(kExpected).data(), "11101011 10011001 01111101 10010010");
  EXPECT_STREQ(binary_digits(kObserved).data(), "11101010 10011010 01111100 10010010");
  EXPECT_STREQ(bit_markers(0x01030100).data(), ".......^ ......^^ .......^ ........");
}

TEST(Names, AreThoseOfTheFields) {
  EXPECT_STREQ(name_of(Confidence::kProven), "Proven");
  EXPECT_STREQ(name_of(Confidence::kStrong), "Strong");
  EXPECT_STREQ(name_of(Confidence::kLikely), "Likely");
  EXPECT_STREQ(name_of(ChecksumFinding::kDamagedAfter), "Damaged after the checksum");
  EXPECT_STREQ(name_of(ChecksumFinding::kCoversWrongNumber), "Checksum covers the wrong number");
  EXPECT_STREQ(name_of(ChecksumFinding::kNotVerifiable), "Not verifiable");
  EXPECT_STREQ(name_of(OutOfWindowReason::kCorrupt), "Corrupt");
  EXPECT_STREQ(name_of(OutOfWindowReason::kOldDuplicate), "Old duplicate");
  EXPECT_STREQ(name_of(OutOfWindowReason::kAheadOfCapture), "Ahead of the capture");
  EXPECT_STREQ(name_of(OutOfWindowReason::kEarlierConnection), "Earlier connection");
  EXPECT_STREQ(name_of(OutOfWindowReason::kInjected), "Injected");
  EXPECT_STREQ(name_of(OutOfWindowReason::kUnknown), "Unknown");
}

}  // namespace
}  // namespace seqbitflip
