// SPDX-License-Identifier: GPL-2.0-or-later
#include "judge.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "benign_stories.h"
#include "damage_clues.h"
#include "expectations.h"
#include "gap_densities.h"
#include "place.h"
#include "weighing.h"
#include "window_rules.h"

namespace seqbitflip {

namespace {

// What the suspects of both directions make possible for the next segment of one.
struct Provisional {
  Provisional(const Flow& flow, Direction direction, const Segment& segment,
              const PendingSuspects& pending) {
    const auto& own = pending[static_cast<std::size_t>(direction)];
    const auto& theirs = pending[static_cast<std::size_t>(opposite(direction))];
    if (!own.empty() || !theirs.empty()) {
      starts = provisional_starts(flow.sender(direction), own, theirs, segment);
      acknowledgments = provisional_ends(theirs);
    }
  }
  std::vector<ProvisionalEnd> starts;
  std::vector<ProvisionalEnd> acknowledgments;
};

struct View {
  const Flow& flow;
  Direction direction;
  const Segment& segment;
  const CaptureHabits& habits;
  Standings standings;
  ChecksumResult checksum;
  std::span<const Suspect> own_suspects;  // of the segment's direction
};

bool is_unsurprising(Standing standing) {
  return standing == Standing::kExpected || standing == Standing::kNothingKnown;
}

Place place_of(Standing standing) {
  switch (standing) {
    case Standing::kAhead:
      return Place::kAhead;
    case Standing::kBehind:
      return Place::kBehind;
    default:
      return Place::kKnown;
  }
}

Suspect suspect_of(const View& view, NumberKind kind, Standing standing) {
  const Segment& segment = view.segment;
  const SeqNum observed = kind == NumberKind::kSequence ? segment.seq : *segment.ack;
  Suspect suspect =
      seqbitflip::suspect_of(segment, kind, observed, place_of(standing), view.checksum);
  suspect.digest = payload_digest(segment);
  suspect.retransmittable = suspect.length.bytes() > 0 && !segment.rst;
  suspect.fin = segment.fin;
  return suspect;
}

void take_benign(Suspect& suspect, BenignStories stories) {
  suspect.benign_probability = stories.probability;
  suspect.oddity = stories.oddity;
  suspect.oddity_probability = stories.oddity_probability;
  suspect.oddity_share = stories.oddity_share;
  suspect.first_look = std::move(stories.against);
}

void add_late(std::vector<Candidate>& candidates, const Endpoint& counted,
              const ChecksumResult& checksum) {
  if (checksum.state == ChecksumState::kInvalid) {
    const std::vector<Candidate> late = late_candidates(counted);
    candidates.insert(candidates.end(), late.begin(), late.end());
  }
}

// A number at a place where a healthy one may be is suspected only where the checksum or the bytes
// contradict it.
bool is_contradicted(Standing standing, const ChecksumResult& checksum, bool other_bytes) {
  return standing != Standing::kKnown || other_bytes || checksum.state == ChecksumState::kInvalid;
}

constexpr double kGoesOn = 0.5;

double probability_of_being_right(const Suspect& suspect) {
  return std::pow(10.0, -std::max(suspect.log_odds(), 0.0));
}

SeqNum end_of(const Suspect& suspect) {
  return suspect.kind == NumberKind::kSequence ? suspect.observed + suspect.length
                                               : suspect.observed;
}

// The segment goes on from the observed end of an earlier suspect, or starts where that one did,
// sent again: it is right if that one was.
double probability_of_agreeing(const View& view) {
  constexpr double kSentAgain = 1e-2;
  const bool carries = view.segment.sequence_length().bytes() > 0;
  double probability = 0.0;
  for (const Suspect& earlier : view.own_suspects) {
    if (earlier.kind != NumberKind::kSequence) {
      continue;
    }
    const bool earlier_carries = earlier.length.bytes() > 0;
    const double earlier_is_right = probability_of_being_right(earlier);
    if ((earlier_carries || carries) && view.segment.seq == end_of(earlier)) {
      probability += kGoesOn * earlier_is_right;
    }
    if (earlier_carries && carries && view.segment.seq == earlier.observed) {
      probability += kSentAgain * earlier_is_right;
    }
  }
  return probability;
}

// Whether an earlier suspect of the direction is just there, or ends there.
bool agrees_with_suspect(std::span<const Suspect> suspects, NumberKind kind, SeqNum number) {
  return std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& earlier) {
    return earlier.kind == kind && (end_of(earlier) == number || earlier.observed == number);
  });
}

// Damage hits one number. A segment of which both are far from home, and near those of an earlier
// one of which that is true as well, belongs with it: to another connection on the same ports.
double probability_of_belonging(const View& view, NumberKind kind) {
  // The share of segments that follow what the capture lacks, where little is known of a stream.
  constexpr double kSomethingMissing = 1e-2;
  const bool is_sequence = kind == NumberKind::kSequence;
  const Standing other = is_sequence ? view.standings.acknowledgment : view.standings.sequence;
  if (!view.segment.ack) {
    return 0.0;
  }
  const bool other_agrees =
      is_sequence
          ? agrees_with_suspect(view.own_suspects, NumberKind::kAcknowledgment, *view.segment.ack)
          : agrees_with_suspect(view.own_suspects, NumberKind::kSequence, view.segment.seq);
  if (!other_agrees && other != Standing::kAhead && other != Standing::kBehind) {
    return 0.0;
  }
  const SeqNum number = is_sequence ? view.segment.seq : *view.segment.ack;
  double probability = 0.0;
  for (const Suspect& earlier : view.own_suspects) {
    if (earlier.kind != kind || is_before(number, end_of(earlier))) {
      continue;
    }
    const std::uint32_t gap = length_between(end_of(earlier), number).bytes();
    probability += probability_of_being_right(earlier) *
                   (gap == 0 ? kGoesOn : kSomethingMissing * density_of_distance(gap));
  }
  return probability;
}

// A device shifts several segments in a row, so that the flow seems to be where they are, and then
// no more: what follows lies as far from them as they lay from the rest.
double probability_of_return(const View& view) {
  const Endpoint& sender = view.flow.sender(view.direction);
  const std::int32_t step = distance(view.segment.seq, *sender.expected_next());
  double probability = 0.0;
  for (const Suspect& earlier : view.own_suspects) {
    const SeqNum meant = earlier.best().candidate.number;
    const bool was_shifted_alike = earlier.kind == NumberKind::kSequence &&
                                   earlier.is_convicted() &&
                                   step == distance(meant, earlier.observed);
    // Had the flow stayed where it was, something would be there.
    if (was_shifted_alike && sender.sent.starting_at(meant) == nullptr) {
      probability = std::max(probability, kGoesOn * (1.0 - probability_of_being_right(earlier)));
    }
  }
  return probability;
}

// A damaged number inside the window misleads the receiver, its acknowledgments mislead the sender,
// and what the sender then sends may start beside a known boundary, by the difference that the
// damage made or a small multiple of it.
double probability_of_being_misled(const View& view, Standing standing) {
  constexpr double kMisled = 1e-3;
  constexpr std::uint32_t kMostTimes = 4;
  const std::optional<SeqNum> boundary =
      view.flow.sender(view.direction).sent.closest_boundary(view.segment.seq);
  if (standing != Standing::kBehind || !boundary) {
    return 0.0;
  }
  const std::uint32_t off = magnitude(distance(*boundary, view.segment.seq));
  double probability = 0.0;
  for (const Suspect& earlier : view.own_suspects) {
    const std::uint32_t step =
        magnitude(distance(earlier.best().candidate.number, earlier.observed));
    if (earlier.kind == NumberKind::kSequence && earlier.length.bytes() > 0 &&
        earlier.outside_window == 0 && step != 0 && off % step == 0 && off / step <= kMostTimes) {
      probability += kMisled * std::min(std::pow(10.0, earlier.log_odds()), 1.0);
    }
  }
  return probability;
}

// With what else it could have been, `counted` being the endpoint whose bytes it counts.
std::optional<Suspect> weighed(Suspect suspect, std::vector<Candidate> candidates,
                               const Endpoint& counted, const View& view) {
  add_late(candidates, counted, view.checksum);
  add_repairing(candidates, suspect, view.habits);
  add_undone(candidates, suspect, view.habits);
  weigh_all(suspect, candidates, view.habits);
  return suspect.hypotheses.empty() ? std::nullopt : std::optional(std::move(suspect));
}

std::optional<Suspect> examine_sequence(const View& view,
                                        const std::vector<ProvisionalEnd>& provisional) {
  const Standing standing = view.standings.sequence;
  const Endpoint& sender = view.flow.sender(view.direction);
  if (is_unsurprising(standing) ||
      !is_contradicted(standing, view.checksum,
                       carries_other_bytes(view.flow, view.direction, view.segment))) {
    return std::nullopt;
  }
  Suspect suspect = suspect_of(view, NumberKind::kSequence, standing);
  suspect.expected_base = *sender.expected_next();
  suspect.on_one_word = sender.is_known_from_one_segment();
  suspect.awaits_second_word = suspect.on_one_word && sender.next;
  suspect.outside_window =
      sequence_outside_window(view.flow, view.direction, view.segment).value_or(0);
  suspect.foreign_signs = foreign_signs(view.flow.sender(view.direction), view.segment);
  take_benign(suspect, benign_sequence_stories(view.flow, view.direction, view.segment,
                                               view.standings, view.habits));
  suspect.benign_probability +=
      probability_of_agreeing(view) + probability_of_being_misled(view, standing) +
      probability_of_return(view) + probability_of_belonging(view, NumberKind::kSequence);
  auto candidates = sequence_candidates(view.flow, view.direction, view.segment, provisional);
  return weighed(std::move(suspect), std::move(candidates), sender, view);
}

// How probable it is that what is acknowledged is in the capture only later, or not at all: it
// comes with the echo of a timestamp that the capture does not show yet. That the bytes come later
// then says nothing.
double probability_of_late_capture(const View& view) {
  constexpr double kShownUnseen = 0.5;
  const Endpoint& receiver = view.flow.receiver(view.direction);
  const bool echoes_unseen =
      view.segment.timestamps && receiver.timestamp &&
      receiver.is_near_clock(view.segment.timestamps->echo) &&
      is_after(SeqNum(view.segment.timestamps->echo), SeqNum(*receiver.timestamp));
  if (!echoes_unseen || view.standings.acknowledgment != Standing::kAhead || !receiver.next ||
      !is_after(*view.segment.ack, *receiver.next)) {
    return 0.0;
  }
  return kShownUnseen * density_of_loss_up_to(*view.segment.ack, receiver);
}

std::optional<Suspect> examine_acknowledgment(const View& view,
                                              const std::vector<ProvisionalEnd>& provisional) {
  const Standing standing = view.standings.acknowledgment;
  if (is_unsurprising(standing) || !is_contradicted(standing, view.checksum, false)) {
    return std::nullopt;
  }
  const Endpoint& receiver = view.flow.receiver(view.direction);
  Suspect suspect = suspect_of(view, NumberKind::kAcknowledgment, standing);
  suspect.expected_base = receiver.next ? *receiver.next : *receiver.acknowledged;
  suspect.on_one_word = suspect.awaits_second_word =
      !receiver.next || (!receiver.initial && receiver.is_known_from_one_segment());
  suspect.outside_window =
      acknowledgment_outside_window(view.flow, view.direction, view.segment).value_or(0);
  suspect.foreign_signs = foreign_signs(view.flow.sender(view.direction), view.segment);
  take_benign(suspect, benign_acknowledgment_stories(view.flow, view.direction, view.segment,
                                                     view.standings, view.habits));
  suspect.lasting_probability = probability_of_late_capture(view);
  suspect.benign_probability +=
      probability_of_belonging(view, NumberKind::kAcknowledgment) + suspect.lasting_probability;
  auto candidates = acknowledgment_candidates(view.flow, view.direction, view.segment, provisional);
  return weighed(std::move(suspect), std::move(candidates), receiver, view);
}

// Where one damage hits both numbers: whether the next ones in both places put a wrong checksum
// right, and neither alone does. By chance that is so once in 65,536.
bool are_right_together(const View& view, std::optional<SeqNum> sequence,
                        std::optional<SeqNum> acknowledgment) {
  const ChecksumResult& checksum = view.checksum;
  const auto is_off = [](Standing s) { return s == Standing::kAhead || s == Standing::kBehind; };
  if (!sequence || !acknowledgment || checksum.state != ChecksumState::kInvalid ||
      !is_off(view.standings.sequence) || !is_off(view.standings.acknowledgment)) {
    return false;
  }
  const SeqNum seq = view.segment.seq;
  const SeqNum ack = *view.segment.ack;
  return !checksum.repaired_by(seq, *sequence) && !checksum.repaired_by(ack, *acknowledgment) &&
         checksum.with(seq, *sequence).repaired_by(ack, *acknowledgment);
}

// Each of two numbers is then held against the checksum with the other one put right.
Judgement judge_together(const View& view, const Provisional& provisional, SeqNum sequence,
                         SeqNum acknowledgment) {
  View of_sequence = view;
  View of_acknowledgment = view;
  of_sequence.checksum = view.checksum.with(*view.segment.ack, acknowledgment);
  of_acknowledgment.checksum = view.checksum.with(view.segment.seq, sequence);
  return {examine_sequence(of_sequence, provisional.starts),
          examine_acknowledgment(of_acknowledgment, provisional.acknowledgments), true};
}

}  // namespace

Judgement judge(const Flow& flow, Direction direction, const Segment& segment,
                const PendingSuspects& pending, const CaptureHabits& habits) {
  const Provisional provisional(flow, direction, segment, pending);
  const Standing sequence = standing_of_sequence(flow, direction, segment, provisional.starts);
  const Standing acknowledgment =
      standing_of_acknowledgment(flow, direction, segment, provisional.acknowledgments);
  if (is_unsurprising(sequence) && is_unsurprising(acknowledgment)) {
    return {};
  }
  const View view{flow,
                  direction,
                  segment,
                  habits,
                  {sequence, acknowledgment},
                  flow.sender(direction).checksum_of(segment),
                  pending[static_cast<std::size_t>(direction)]};
  const auto next = flow.sender(direction).expected_next();
  const auto next_of_peer = flow.receiver(direction).next;
  if (are_right_together(view, next, next_of_peer)) {
    return judge_together(view, provisional, *next, *next_of_peer);
  }
  return {examine_sequence(view, provisional.starts),
          examine_acknowledgment(view, provisional.acknowledgments)};
}

namespace {

Standings standings_of(const Flow& flow, Direction direction, const Segment& segment,
                       const PendingSuspects& pending) {
  const Provisional provisional(flow, direction, segment, pending);
  return {standing_of_sequence(flow, direction, segment, provisional.starts),
          standing_of_acknowledgment(flow, direction, segment, provisional.acknowledgments)};
}

}  // namespace

bool fits(const Flow& flow, Direction direction, const Segment& segment,
          const PendingSuspects& pending) {
  const auto healthy = [](Standing s) { return s != Standing::kAhead && s != Standing::kBehind; };
  const Standings standings = standings_of(flow, direction, segment, pending);
  return healthy(standings.sequence) && healthy(standings.acknowledgment);
}

bool fits_partly(const Flow& flow, Direction direction, const Segment& segment,
                 const PendingSuspects& pending) {
  const auto fits = [](Standing s) { return s == Standing::kExpected || s == Standing::kKnown; };
  const Standings standings = standings_of(flow, direction, segment, pending);
  return fits(standings.sequence) || fits(standings.acknowledgment);
}

}  // namespace seqbitflip
