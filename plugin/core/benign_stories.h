// SPDX-License-Identifier: GPL-2.0-or-later
//
// How probable it is that an undamaged segment carries a surprising number: capture loss,
// reordering, odd retransmissions, foreign segments, each with what speaks against it here.
#pragma once

#include <vector>

#include "capture_habits.h"
#include "flow.h"
#include "place.h"
#include "suspect.h"

namespace seqbitflip {

struct BenignStories {
  double probability = 0.0;       // of all of them together
  std::vector<Evidence> against;  // what makes them less probable here
};

// Whether the segment lies exactly where an earlier one lay, but with another payload.
bool carries_other_bytes(const Endpoint& sender, const Segment& segment);

// Where both numbers of a segment stand.
struct Standings {
  Standing sequence = Standing::kNothingKnown;
  Standing acknowledgment = Standing::kNothingKnown;
};

BenignStories benign_sequence_stories(const Flow& flow, Direction direction, const Segment& segment,
                                      Standings standings, const CaptureHabits& habits);
BenignStories benign_acknowledgment_stories(const Flow& flow, Direction direction,
                                            const Segment& segment, Standings standings,
                                            const CaptureHabits& habits);

}  // namespace seqbitflip
