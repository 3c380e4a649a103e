// SPDX-License-Identifier: GPL-2.0-or-later
//
// Candidates for the right number that nothing captured in the flow leads to, as its neighbours
// were lost before the capture: what the damage itself tells of the number that it hit.
#pragma once

#include <vector>

#include "capture_habits.h"
#include "suspect.h"

namespace seqbitflip {

// Where the checksum is wrong with every known candidate, it still says which number near the
// expected one would put it right.
void add_repairing(std::vector<Candidate>& candidates, const Suspect& suspect,
                   const CaptureHabits& habits);

// A fault that repeats itself has done so here as well if the number that it would have changed
// into the observed one lies near the expected one.
void add_undone(std::vector<Candidate>& candidates, const Suspect& suspect,
                const CaptureHabits& habits);

}  // namespace seqbitflip
