// SPDX-License-Identifier: GPL-2.0-or-later
//
// The odds of one candidate being the right number of a suspect: a likelihood ratio, not a count of
// bits. A gap of a few thousand bytes often differs in only two or three bits from the expected
// number, so "few bits differ" proves nothing by itself.
#pragma once

#include <vector>

#include "capture_habits.h"
#include "suspect.h"

namespace seqbitflip {

// Weighs damage of `candidate` against the suspect's benign explanations, with what the checksum
// says of it. What later segments showed is not included.
Hypothesis weigh(const Suspect& suspect, const Candidate& candidate, const CaptureHabits& habits);

// Weighs every candidate but the observed number itself, and keeps the most probable ones.
void weigh_all(Suspect& suspect, const std::vector<Candidate>& candidates,
               const CaptureHabits& habits);

// Weighs a hypothesis of the suspect anew, after its candidate or the capture's habits changed, and
// keeps the evidence that came later.
void weigh_again(const Suspect& suspect, Hypothesis& hypothesis, const CaptureHabits& habits);

// Weighs all hypotheses anew with what the capture shows by now; what later segments showed of them
// stays. `oddity_share` is the present one of the suspect's oddity.
void weigh_again(Suspect& suspect, const CaptureHabits& habits, double oddity_share);

// Another number explains why the checksum is wrong: it then speaks against this one as a right
// checksum would.
void lose_checksum(Suspect& suspect, const CaptureHabits& habits);

// Two suspects of one segment: one wrong checksum takes one damaged number, so where one of them
// explains it better, it says nothing of the other.
void explain_checksum_once(Suspect& one, Suspect& other, const CaptureHabits& habits);

}  // namespace seqbitflip
