// SPDX-License-Identifier: GPL-2.0-or-later
#include "option_settlement.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "option_view.h"
#include "settlement.h"
#include "timestamp_weighing.h"

namespace seqbitflip {

namespace {

// The receiver reports the block again, as it was or grown at its other edge, with this one at the
// expected place: SACK blocks are repeated at least three times (RFC 2018, section 4).
constexpr double kEdgeAgain = 2.5;
constexpr double kEdgeStays = -6.0;
constexpr double kComesBackFromNear = 1.0;
constexpr double kStays = -6.0;
// What is later is not lower, but for a segment that was late.
constexpr double kPassed = -3.0;

bool may_have_grown_from(const SackBlock& block, const Suspect& suspect, bool is_left) {
  return is_left ? !is_before(block.right, suspect.other_edge)
                 : !is_after(block.left, suspect.other_edge);
}

// Whether the block, if the observed edge was right, only grew to the expected one. Within what was
// seen to be sent the edge has to be a boundary as well; beyond, it may be anywhere.
bool is_growth(const Suspect& suspect, SeqNum expected, bool is_left) {
  const bool is_wider =
      is_left ? is_before(expected, suspect.observed) : is_after(expected, suspect.observed);
  return suspect.place == Place::kAhead && is_wider;
}

void settle_edge_by_sender(Suspect& suspect, const Segment& later) {
  const std::uint32_t frame = later.frame.number;
  const bool is_left = suspect.edge % 2 == 0;
  for (const SackBlock& block : std::span(later.sack.block, later.sack.count)) {
    const SeqNum same_side = is_left ? block.left : block.right;
    if (same_side == suspect.observed) {
      suspect.add_later({EvidenceKind::kEdgeStays, kEdgeStays, frame});
      return;
    }
    for (Hypothesis& hypothesis : suspect.hypotheses) {
      if (hypothesis.candidate.number == same_side && !is_growth(suspect, same_side, is_left) &&
          may_have_grown_from(block, suspect, is_left)) {
        Suspect::add_to(hypothesis, {EvidenceKind::kEdgeAgain, kEdgeAgain, frame});
      }
    }
  }
}

void settle_edge_by_peer(Suspect& suspect, const Segment& later) {
  const bool touches = later.sequence_length().bytes() > 0 &&
                       (later.seq == suspect.observed || later.end() == suspect.observed);
  if (touches) {
    suspect.add_later(
        {EvidenceKind::kBoundaryAppeared, weight_of_boundary(later), later.frame.number});
  }
}

void come_back(Suspect& suspect, SeqNum later_value, std::uint32_t frame) {
  suspect.add_later({EvidenceKind::kTimestampsComeBack,
                     is_near(suspect) ? kComesBackFromNear : kComesBack, frame});
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    if (is_after(hypothesis.candidate.number, later_value)) {
      Suspect::add_to(hypothesis, {EvidenceKind::kTimestampPassed, kPassed, frame});
    }
  }
  if (suspect.range->holds(later_value)) {
    suspect.range->last = later_value;
  }
}

// Nearer to where the clock was than to the observed value, by far: late or fast, but not gone on.
bool is_of_old_clock(const Suspect& suspect, const TimestampClock& clock, SeqNum value) {
  constexpr std::uint32_t kByFar = 16;
  const std::uint32_t from_old = magnitude(distance(SeqNum(clock.highest()), value));
  return from_old < magnitude(distance(suspect.observed, value)) / kByFar;
}

// The timestamps go on from the observed one, in the unit that the clock is known to tick in, or in
// another one as long as nothing came back.
bool goes_on(const Suspect& suspect, const TimestampClock& clock, const Segment& later) {
  const SeqNum value(later.timestamps->value);
  const std::uint32_t elapsed =
      clock.ticks_in(later.time_ns - suspect.circumstances.time_ns) + TimestampClock::kSlack;
  const bool came_back = suspect.has_later(EvidenceKind::kTimestampsComeBack);
  return in_window(value, suspect.observed, SeqLength(elapsed + 1)) ||
         (!came_back && suspect.place == Place::kAhead && !is_before(value, suspect.observed));
}

void settle_value(Suspect& suspect, const OptionWitness& witness) {
  const Segment& later = witness.later;
  const SeqNum value(later.timestamps->value);
  const TimestampClock& clock = witness.flow.sender(witness.direction).clock;
  if (clock.may_show(value.value(), later.time_ns) || is_of_old_clock(suspect, clock, value)) {
    // Time goes by: once the clock may have come as far, it says nothing any more.
    if (suspect.place == Place::kBehind || is_before(value, suspect.observed)) {
      come_back(suspect, value, later.frame.number);
    }
  } else if (goes_on(suspect, clock, later) &&
             (suspect.place == Place::kAhead || is_new(witness.flow, witness.direction, later))) {
    suspect.add_later({EvidenceKind::kTimestampsStay, kStays, later.frame.number});
  }
}

void settle_echo(Suspect& suspect, const Segment& later) {
  const SeqNum echo(later.timestamps->echo);
  if (!later.ack) {
    return;
  }
  if (echo == suspect.observed) {
    suspect.add_later({EvidenceKind::kTimestampsStay, kStays, later.frame.number});
  } else if (is_before(echo, suspect.observed) == (suspect.place != Place::kBehind) &&
             !is_before(echo, suspect.range->first)) {
    come_back(suspect, echo, later.frame.number);
  }
}

// The peer sends later what was echoed: the capture shows its segments in another order.
void settle_echo_by_peer(Suspect& suspect, const Segment& later) {
  if (SeqNum(later.timestamps->value) == suspect.observed) {
    suspect.add_later({EvidenceKind::kTimestampsStay, kStays, later.frame.number});
  }
}

}  // namespace

bool is_near(const Suspect& suspect) {
  const NumberRange& range = *suspect.range;
  const SeqNum nearest = suspect.place == Place::kAhead ? range.last : range.first;
  return magnitude(distance(nearest, suspect.observed)) < kFurthestBeside;
}

void settle_option(Suspect& suspect, Direction sent, const OptionWitness& witness) {
  const bool same_sender = sent == witness.direction;
  const Segment& later = witness.later;
  if (suspect.kind == NumberKind::kSackEdge) {
    same_sender ? settle_edge_by_sender(suspect, later) : settle_edge_by_peer(suspect, later);
    return;
  }
  const bool was_late = same_sender && witness.flow.sender(sent).ip_id.shows_older(later.ip_id);
  if (!later.timestamps || later.rst || was_late) {
    return;
  }
  if (suspect.kind == NumberKind::kTimestampEcho) {
    same_sender ? settle_echo(suspect, later) : settle_echo_by_peer(suspect, later);
  } else if (same_sender) {
    settle_value(suspect, witness);
  }
}

}  // namespace seqbitflip
