// SPDX-License-Identifier: GPL-2.0-or-later
//
// One wrong checksum takes one damaged number: where a segment has several that could be it, one of
// them in an option, which of them the checksum speaks for.
#pragma once

#include <vector>

#include "capture_habits.h"
#include "judge.h"
#include "suspect.h"

namespace seqbitflip {

// Takes the checksum's word from all but the one that explains it best; from all, where two explain
// it about as well.
void explain_checksum_once(Judgement& judgement, std::vector<Suspect>& options,
                           const CaptureHabits& habits);

// Whether one of them is convicted and puts the checksum right.
bool any_explains_checksum(const std::vector<Suspect>& options);

}  // namespace seqbitflip
