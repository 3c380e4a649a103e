// SPDX-License-Identifier: GPL-2.0-or-later
//
// What later segments say about an earlier suspect. A first look says what it can; what arrives
// afterwards raises, lowers or withdraws it: the same bytes sent again at another place, a flow
// that goes on from the expected or from the observed number, acknowledgments that go back.
#pragma once

#include <span>

#include "capture_habits.h"
#include "flow.h"
#include "suspect.h"

namespace seqbitflip {

// A later segment, what of it is trusted, and the flow before it was taken in.
struct Witness {
  const Flow& flow;
  Direction direction = Direction::kForward;  // of the witness
  const Segment& segment;
  Trust trust;
  const CaptureHabits& habits;
  // All of the suspect's direction, itself among them: some may be right, and then lie where they
  // were seen.
  std::span<const Suspect> suspects;
};

// What it says of a suspect number that the segment, which occupies sequence space, starts or ends
// there: the shorter the segments, the sooner one does by chance.
double weight_of_boundary(const Segment& segment);

// The same number inside the window again and again is what an endpoint states that was misled by
// damage elsewhere: neither `earlier` nor `repeated` is damage of its own.
void settle_repetition(Suspect& earlier, Suspect& repeated);

// Adds what the witness shows of a suspect that was sent in the direction `sent`.
void settle(Suspect& suspect, Direction sent, const Witness& witness);

}  // namespace seqbitflip
