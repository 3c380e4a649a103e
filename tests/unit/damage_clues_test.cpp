// SPDX-License-Identifier: GPL-2.0-or-later
#include "damage_clues.h"

#include <gtest/gtest.h>

namespace seqbitflip {
namespace {

constexpr std::uint32_t kExpected = 50'000;
constexpr std::uint32_t kStuckBit = 0x00080000;

Suspect suspect_observed(NumberKind kind, std::uint32_t observed) {
  Suspect suspect;
  suspect.kind = kind;
  suspect.expected_base = SeqNum(kExpected);
  suspect.observed = SeqNum(observed);
  return suspect;
}

CaptureHabits with_a_stuck_bit() {
  CaptureHabits habits;
  habits.segments = 1000;
  for (const std::uint32_t right : {1000U, 2000U, 3000U}) {
    habits.faults.remember(SeqNum(right), SeqNum(right | kStuckBit));
  }
  return habits;
}

std::vector<Candidate> undone(const Suspect& suspect, const CaptureHabits& habits) {
  std::vector<Candidate> candidates;
  add_undone(candidates, suspect, habits);
  return candidates;
}

// One segment was lost before the capture, the next one hit by the fault seen before.
TEST(AddUndone, FindsTheNumberBehindAGap) {
  const std::uint32_t right = kExpected + 1448;
  const Suspect suspect = suspect_observed(NumberKind::kSequence, right | kStuckBit);
  const std::vector<Candidate> found = undone(suspect, with_a_stuck_bit());
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().number, SeqNum(right));
  EXPECT_EQ(found.front().reason, Reason::kFaultUndone);
  EXPECT_GT(found.front().prior, 0.0);
}

TEST(AddUndone, KnowsNothingWithoutEarlierFindings) {
  const Suspect suspect = suspect_observed(NumberKind::kSequence, (kExpected + 1448) | kStuckBit);
  EXPECT_TRUE(undone(suspect, CaptureHabits{}).empty());
}

TEST(AddUndone, TakesNoNumberFarFromTheExpectedOne) {
  const Suspect suspect =
      suspect_observed(NumberKind::kSequence, (kExpected + 10'000'000) | kStuckBit);
  EXPECT_TRUE(undone(suspect, with_a_stuck_bit()).empty());
}

// What an acknowledgment below the expected one may be is known: an earlier boundary.
TEST(AddUndone, TakesNoAcknowledgmentBelowTheExpectedOne) {
  const Suspect suspect =
      suspect_observed(NumberKind::kAcknowledgment, (kExpected - 1000) | kStuckBit);
  EXPECT_TRUE(undone(suspect, with_a_stuck_bit()).empty());
}

TEST(AddUndone, LeavesAKnownCandidateAlone) {
  const std::uint32_t right = kExpected + 1448;
  const Suspect suspect = suspect_observed(NumberKind::kSequence, right | kStuckBit);
  std::vector<Candidate> candidates{{SeqNum(right), Reason::kNextExpected, 0.5, 7}};
  add_undone(candidates, suspect, with_a_stuck_bit());
  ASSERT_EQ(candidates.size(), 1U);
  EXPECT_EQ(candidates.front().reason, Reason::kNextExpected);
}

}  // namespace
}  // namespace seqbitflip
