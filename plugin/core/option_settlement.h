// SPDX-License-Identifier: GPL-2.0-or-later
//
// What later segments say about an earlier suspect among the numbers in options: whether its sender
// states the same again, or goes on as if it had never been there.
#pragma once

#include "flow.h"
#include "suspect.h"

namespace seqbitflip {

// `later` as it came by, before it was judged or taken in.
struct OptionWitness {
  const Flow& flow;
  Direction direction;
  const Segment& later;
};

// Adds what the witness shows of a suspect that was sent in the direction `sent`.
void settle_option(Suspect& suspect, Direction sent, const OptionWitness& witness);

// What it weighs where the timestamps come back after one that leapt far.
inline constexpr double kComesBack = 3.0;
// Whether a timestamp leapt no further than delays and reordering may make it.
bool is_near(const Suspect& suspect);

}  // namespace seqbitflip
