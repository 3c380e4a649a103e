// SPDX-License-Identifier: GPL-2.0-or-later
//
// The judge: what to think of a segment's two numbers, given what is known of its flow. It changes
// nothing. A number that is where a healthy one may be is trusted at the price of a comparison;
// any other becomes a Suspect, with the odds of damage against all benign explanations.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "capture_habits.h"
#include "flow.h"
#include "suspect.h"

namespace seqbitflip {

// The undecided and the convicted suspects of both directions, by the direction that sent them.
using PendingSuspects = std::array<std::vector<Suspect>, 2>;

struct Judgement {
  std::optional<Suspect> sequence;
  std::optional<Suspect> acknowledgment;
  // Whether both next numbers together put a wrong checksum right.
  bool share_checksum = false;
};

Judgement judge(const Flow& flow, Direction direction, const Segment& segment,
                const PendingSuspects& pending, const CaptureHabits& habits);

// Whether both numbers are where healthy numbers of this flow may be.
bool fits(const Flow& flow, Direction direction, const Segment& segment,
          const PendingSuspects& pending);

// Whether at least one of them is, of which something is known.
bool fits_partly(const Flow& flow, Direction direction, const Segment& segment,
                 const PendingSuspects& pending);

}  // namespace seqbitflip
