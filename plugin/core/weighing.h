// SPDX-License-Identifier: GPL-2.0-or-later
//
// The odds of one candidate being the right number of a suspect: a likelihood ratio, not a count of
// bits. A gap of a few thousand bytes often differs in only two or three bits from the expected
// number, so "few bits differ" proves nothing by itself.
#pragma once

#include "capture_habits.h"
#include "suspect.h"

namespace seqbitflip {

// Weighs damage of `candidate` against the suspect's benign explanations, with what the checksum
// says of it. What later segments showed is not included.
Hypothesis weigh(const Suspect& suspect, const Candidate& candidate, const CaptureHabits& habits);

// Weighs all hypotheses anew with what the capture shows by now; what later segments showed of them
// stays. `oddity_share` is the present one of the suspect's oddity.
void weigh_again(Suspect& suspect, const CaptureHabits& habits, double oddity_share);

}  // namespace seqbitflip
