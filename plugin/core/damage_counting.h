// SPDX-License-Identifier: GPL-2.0-or-later
//
// What each suspect adds to the habits of the capture, once it is known what it was.
#pragma once

#include "capture_habits.h"
#include "suspect.h"

namespace seqbitflip {

// The suspect was no damage but one of the oddities that healthy traffic shows.
void count_habit(const Suspect& suspect, CaptureHabits& habits);

// The same of one that is hardly damaged, where nothing that follows may ever show it: the capture
// lacks what an acknowledgment acknowledges, and what comes behind.
void count_habit_at_once(Suspect& suspect, CaptureHabits& habits);

// Damage that is strongly supported makes further damage in the same capture more probable, and
// the same damage still more. Counts the suspect once, however often it is called, and takes it
// back where later segments withdraw it.
void count_damage(Suspect& suspect, CaptureHabits& habits);

// Takes it back at once.
void uncount_damage(Suspect& suspect, CaptureHabits& habits);

// A wrong checksum for which the number is not to blame.
bool is_damaged_elsewhere(const Suspect& suspect);

}  // namespace seqbitflip
