// SPDX-License-Identifier: GPL-2.0-or-later
#include "incarnation.h"

#include <algorithm>
#include <utility>

#include "damage_counting.h"
#include "option_checksum.h"
#include "place.h"
#include "weighing.h"
#include "window_rules.h"

namespace seqbitflip {

namespace {

bool is_trusted(const std::optional<Suspect>& suspect) {
  return !suspect || (suspect->place == Place::kKnown && !suspect->is_convicted());
}

// log10 of the odds: a hundred to one against damage.
constexpr double kHardlyDamaged = -2.0;

bool is_hardly_damaged(const std::optional<Suspect>& suspect) {
  return !suspect || suspect->log_odds() < kHardlyDamaged;
}

// Between two boundaries, and not at a place that damage would explain: a habit is not learnt from
// what may be damage.
bool is_odd_acknowledgment(const Suspect& suspect) {
  return suspect.place == Place::kAhead && suspect.log_odds() < kHardlyDamaged &&
         is_before(suspect.observed, suspect.expected_base);
}

// Whether the next segment is one of the first, whose checksums tell what is usual.
bool is_checksum_sampled(const Endpoint& sender) {
  constexpr std::uint32_t kFirstSegments = 2;
  return sender.segments <= kFirstSegments;
}

// The largest window that hosts offer unless somebody set them up to. Where the scale of a window
// is not known, half of all numbers lie in what it may be.
constexpr std::uint32_t kLargestUsualWindow = std::uint32_t{1} << 24;

bool is_convicted(const std::optional<Suspect>& suspect) {
  return suspect && suspect->is_convicted();
}

// Whether it is known what is damaged in the segment: the rest of it is right.
bool is_damage_found(const std::optional<Suspect>& suspect) {
  return is_convicted(suspect) && suspect->rights_checksum();
}

}  // namespace

// A function of its own, with both endpoints at hand, so that the compiler keeps them in registers.
[[gnu::noinline]] bool Incarnation::take_in_expected(Flow::Ends ends, Direction direction,
                                                     const Segment& segment, CaptureHabits& habits,
                                                     std::vector<Verdict>& revised) {
  if (!is_as_expected(ends, direction, segment, habits)) {
    return false;
  }
  ++habits.segments;
  sample_checksum(direction, segment, /*may_be_damaged=*/false);
  fin_seen_[static_cast<std::size_t>(direction)] |= segment.fin;
  take_in_window(ends.sender(), direction, segment, revised);
  const std::uint32_t window = flow_.offered_window(direction, segment);
  habits.advancing_acks += Flow::observe_next(ends, segment, window) ? 1 : 0;
  return true;
}

inline bool Incarnation::is_as_expected(Flow::Ends ends, Direction direction,
                                        const Segment& segment, const CaptureHabits& habits) const {
  const Endpoint& sender = ends.sender();
  const Endpoint& peer = ends.receiver();
  const bool nothing_open = pending_[0].empty() && pending_[1].empty() && !segment.syn &&
                            !segment.rst && (peer.next || peer.acknowledged);
  const bool continues = sender.next == segment.seq && segment.ack;
  if (!nothing_open || !continues) {
    return false;
  }
  if (habits.judges_options &&
      !options_.are_as_expected(flow_, sender, direction, segment, habits)) {
    return false;
  }
  if (segment.ack == peer.next) {
    return true;
  }
  return standing_of_acknowledgment(flow_, direction, segment, {}) == Standing::kKnown &&
         !sender.is_checksum_wrong(segment);
}

void Incarnation::take_in(Direction direction, const Segment& segment, Trust trust,
                          CaptureHabits& habits) {
  const std::uint32_t acks_before = flow_.receiver(direction).boundary_acks;
  flow_.observe(direction, segment, trust);
  habits.advancing_acks += flow_.receiver(direction).boundary_acks - acks_before;
}

void Incarnation::process(Direction direction, const Segment& segment,
                          const OtherConnections& others, CaptureHabits& habits,
                          std::vector<Verdict>& revised) {
  ++habits.segments;
  remember_birth(direction, segment);
  // RFC 9293, section 3.10.7.4: any other segment without ACK is dropped, and only scanners send
  // it.
  if (!segment.ack && !segment.syn && !segment.rst) {
    return;
  }
  reset_seen_ = reset_seen_ || segment.rst;
  fin_seen_[static_cast<std::size_t>(direction)] |= segment.fin;
  if (suspect_copy(direction, segment, revised)) {
    return;
  }
  if (suspect_repetition(direction, segment, habits, revised)) {
    constexpr Trust kNumbersLeftAlone{.sequence = false,
                                      .acknowledgment = false,
                                      .sequence_plausible = false,
                                      .acknowledgment_plausible = true};
    take_in(direction, segment, kNumbersLeftAlone, habits);
    return;
  }
  OptionDoubts doubts;
  if (habits.judges_options && options_.concerns(segment)) {
    doubts =
        options_.judge(flow_, direction, segment,
                       pending_[static_cast<std::size_t>(opposite(direction))], habits, revised);
  }
  if (doubts.empty()) {
    process_numbers(direction, segment, others, doubts.suspects, habits, revised);
    return;
  }
  process_numbers(direction, OptionNumbers::without(doubts, flow_, direction, segment), others,
                  doubts.suspects, habits, revised);
  for (Suspect& suspect : doubts.suspects) {
    options_.hold(direction, std::move(suspect), habits, revised);
  }
}

namespace {

// Counts what the number shows of the capture, and lets it go where no later segment can make a
// verdict of it.
void count_at_once(std::optional<Suspect>& suspect, bool options_explain_checksum,
                   CaptureHabits& habits, std::vector<Verdict>& revised) {
  if (!suspect) {
    return;
  }
  if (is_damaged_elsewhere(*suspect) && !options_explain_checksum) {
    habits.damaged_elsewhere.count();
  }
  if (!suspect->is_hopeless()) {
    if (is_hardly_damaged(suspect)) {
      count_habit_at_once(*suspect, habits);
    }
    return;
  }
  count_habit(*suspect, habits);
  if (suspect->is_told()) {
    revised.push_back(verdict_of(*suspect));
  }
  suspect.reset();
}

}  // namespace

// The sequence and the acknowledgment number of a segment whose options can be trusted; the
// checksum may speak for those that could not.
void Incarnation::process_numbers(Direction direction, const Segment& segment,
                                  const OtherConnections& others,
                                  std::vector<Suspect>& doubtful_options, CaptureHabits& habits,
                                  std::vector<Verdict>& revised) {
  outvote_start(direction, segment, habits, revised);
  outvote_acknowledgment(direction, segment, habits, revised);
  Judgement judgement = judge(flow_, direction, segment, pending_, habits);
  doubt_handshake(direction, segment, judgement, habits);
  if (judgement.sequence && judgement.acknowledgment && !judgement.share_checksum) {
    explain_checksum_once(*judgement.sequence, *judgement.acknowledgment, habits);
  }
  explain_checksum_once(judgement, doubtful_options, habits);
  const bool is_odd = judgement.acknowledgment && is_odd_acknowledgment(*judgement.acknowledgment);
  if (is_odd) {
    flow_.observe_odd_acknowledgment(direction);
    habits.odd_ack.count();
  }
  const bool options_explain_checksum = any_explains_checksum(doubtful_options);
  count_at_once(judgement.sequence, options_explain_checksum, habits, revised);
  count_at_once(judgement.acknowledgment, options_explain_checksum, habits, revised);
  if (is_odd && judgement.acknowledgment) {
    ++habits.advancing_acks;  // take_in() counts those that are trusted
  }
  if (!judgement.sequence) {
    tell_misled(direction, segment, revised);
  }
  const bool damage_is_found =
      is_damage_found(judgement.sequence) || is_damage_found(judgement.acknowledgment);
  const bool start_is_distrusted = !damage_is_found && distrust_start(direction, segment);
  const bool is_unsuspected = !judgement.sequence && !judgement.acknowledgment;
  if (is_unsuspected) {
    // Nothing precedes these, so that damage would show in nothing else.
    sample_checksum(direction, segment, segment.syn || start_is_distrusted);
  } else if (!segment.syn && !segment.rst && !is_convicted(judgement.sequence) &&
             !is_convicted(judgement.acknowledgment)) {
    flow_.compare_with_first_checksum(direction, segment);
  }
  if (start_is_distrusted) {
    return;
  }
  const Trust trust{is_trusted(judgement.sequence), is_trusted(judgement.acknowledgment),
                    is_hardly_damaged(judgement.sequence),
                    is_hardly_damaged(judgement.acknowledgment)};
  if (is_unsuspected) {
    take_in_window(flow_.sender(direction), direction, segment, revised);
  }
  const bool was_acknowledged_there = is_acknowledged_by_suspect(direction, segment.seq);
  testify(direction, segment, trust, habits, revised);
  leave_syn(direction, segment, was_acknowledged_there);
  take_in(direction, segment, trust, habits);
  hear_second_word(direction, segment, trust, habits, revised);
  if (segment.syn) {
    remember_syn(direction, segment, habits, revised);
  } else if (auto& syn = syn_[static_cast<std::size_t>(direction)]; segment.rst && syn) {
    remember_refusal(*syn, flow_.sender(direction), segment);
  }
  for (std::optional<Suspect>* suspect : {&judgement.sequence, &judgement.acknowledgment}) {
    if (*suspect) {
      hold(direction, segment, std::move(**suspect), others, habits, revised);
    }
  }
}

void Incarnation::hold(Direction direction, const Segment& segment, Suspect suspect,
                       const OtherConnections& others, CaptureHabits& habits,
                       std::vector<Verdict>& revised) {
  suspect.foreign = suspect.outside_window != 0 && others.are_at(suspect.observed);
  compare_with_earlier(direction, segment, suspect, habits, revised);
  count_damage(suspect, habits);
  keep(direction, std::move(suspect), revised);
}

// One that says nothing, as where the segment was cut, leaves all as it was.
void Incarnation::sample_checksum(Direction direction, const Segment& segment,
                                  bool may_be_damaged) {
  if (segment.rst || !is_checksum_sampled(flow_.sender(direction))) {
    return;
  }
  const ChecksumResult checksum = verify_checksum(segment);
  if (checksum.state == ChecksumState::kNotVerifiable) {
    return;
  }
  if (may_be_damaged) {
    flow_.observe_first_checksum(direction, checksum);
  } else {
    flow_.observe_checksum(direction, checksum);
  }
}

// Analyses that go by the highest number seen take new data below a number that was too high for
// data sent again, out of order or acknowledged before.
void Incarnation::tell_misled(Direction direction, const Segment& segment,
                              std::vector<Verdict>& revised) {
  constexpr std::uint32_t kMostMisled = 4096;
  const bool new_data =
      segment.sequence_length().bytes() > 0 && flow_.sender(direction).next == segment.seq;
  if (!new_data || misled_told_ == kMostMisled) {
    return;
  }
  for (const Direction sent : kBothDirections) {
    const NumberKind counting =
        sent == direction ? NumberKind::kSequence : NumberKind::kAcknowledgment;
    for (const Suspect& suspect : pending_[static_cast<std::size_t>(sent)]) {
      if (suspect.kind == counting && suspect.place == Place::kAhead && suspect.is_convicted() &&
          is_after(suspect.observed, segment.seq)) {
        revised.push_back(
            {segment.frame, NumberKind::kSequence, std::nullopt, std::nullopt, suspect.frame});
        ++misled_told_;
        return;
      }
    }
  }
}

void Incarnation::tell_retraction(Direction direction, const Segment& segment,
                                  std::vector<Verdict>& revised) {
  WindowPromise& promise = promises_[static_cast<std::size_t>(direction)];
  if (const auto retraction = promise.take_back(flow_, direction, segment)) {
    Verdict verdict;
    verdict.frame = segment.frame;
    verdict.retraction = retraction;
    revised.push_back(verdict);
  }
}

bool Incarnation::is_elsewhere(Direction sent, SeqNum number,
                               std::optional<std::int32_t> outside_window) const {
  const Endpoint& sender = flow_.sender(sent);
  const auto expected = sender.expected_next();
  if (!expected || outside_window.value_or(0) != 0) {
    return true;
  }
  const std::uint32_t off = magnitude(distance(*expected, number));
  const bool window_known = outside_window && flow_.known_window_shift(opposite(sent));
  const bool far = !window_known && off > kLargestUsualWindow;
  return far || (is_before(number, *expected) && sender.is_before_stream_start(off));
}

bool Incarnation::answers_its_syn(Direction direction, const Segment& syn_ack) const {
  const Direction asking = opposite(direction);
  const auto& asked = syn_[static_cast<std::size_t>(asking)];
  if (asked) {
    return in_window(*syn_ack.ack, asked->initial + SeqLength(1), asked->length);
  }
  // The SYN that the capture lacks ends at or below all that was acknowledged since.
  const auto& acknowledged = flow_.sender(asking).acknowledged;
  return !acknowledged || in_window(*acknowledged, *syn_ack.ack, SeqLength(kLargestUsualWindow));
}

bool Incarnation::is_foreign(Direction direction, const Segment& segment,
                             const CaptureHabits& habits) const {
  const auto sequence = sequence_outside_window(flow_, direction, segment);
  const auto acknowledgment = acknowledgment_outside_window(flow_, direction, segment);
  const bool elsewhere = (sequence || acknowledgment) && segment.ack &&
                         is_elsewhere(direction, segment.seq, sequence) &&
                         is_elsewhere(opposite(direction), *segment.ack, acknowledgment);
  // The first that is seen of its sender is the answer to the SYN of this life.
  const bool answers = segment.syn && !flow_.sender(direction).next;
  if (!elsewhere || answers || fits(direction, segment)) {
    return false;
  }
  const Judgement judgement = judge(flow_, direction, segment, pending_, habits);
  const auto is_damaged = [](const std::optional<Suspect>& s) { return s && s->is_convicted(); };
  return !is_damaged(judgement.sequence) && !is_damaged(judgement.acknowledgment);
}

std::uint32_t Incarnation::distance_to(Direction direction, const Segment& segment) const {
  std::uint32_t closest = std::uint32_t{1} << 31;
  if (const auto next = flow_.sender(direction).expected_next()) {
    closest = std::min(closest, magnitude(distance(*next, segment.seq)));
  }
  if (const auto next = flow_.receiver(direction).expected_next(); next && segment.ack) {
    closest = std::min(closest, magnitude(distance(*next, *segment.ack)));
  }
  return closest;
}

std::uint64_t Incarnation::distances_to(Direction direction, const Segment& segment) const {
  std::uint64_t sum = 0;
  if (const auto next = flow_.sender(direction).expected_next()) {
    sum += magnitude(distance(*next, segment.seq));
  }
  if (const auto next = flow_.receiver(direction).expected_next(); next && segment.ack) {
    sum += magnitude(distance(*next, *segment.ack));
  }
  return sum;
}

}  // namespace seqbitflip
