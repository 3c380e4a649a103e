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
  double probability = 0.0;  // of all of them together
  // The part that is proportional to how often `oddity` occurs, and the share taken for that.
  Oddity oddity = Oddity::kNone;
  double oddity_probability = 0.0;
  double oddity_share = 0.0;
  std::vector<Evidence> against;  // what makes them less probable here
};

// Whether the segment lies exactly where an earlier one lay, but with another payload. A keep-alive
// may carry a byte of garbage (RFC 1122, section 4.2.3.6).
bool carries_other_bytes(const Flow& flow, Direction direction, const Segment& segment);

// Where both numbers of a segment stand.
struct Standings {
  Standing sequence = Standing::kNothingKnown;
  Standing acknowledgment = Standing::kNothingKnown;
};

// How often the oddity occurs, as far as the capture shows. `acknowledged` is the endpoint whose
// segments are acknowledged; it matters for odd acknowledgments only.
double share_of(Oddity oddity, const CaptureHabits& habits, const Endpoint& acknowledged);

BenignStories benign_sequence_stories(const Flow& flow, Direction direction, const Segment& segment,
                                      Standings standings, const CaptureHabits& habits);
BenignStories benign_acknowledgment_stories(const Flow& flow, Direction direction,
                                            const Segment& segment, Standings standings,
                                            const CaptureHabits& habits);

}  // namespace seqbitflip
