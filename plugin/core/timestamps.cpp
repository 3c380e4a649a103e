// SPDX-License-Identifier: GPL-2.0-or-later
#include "timestamps.h"

#include <algorithm>
#include <cmath>

#include "candidate_list.h"
#include "gap_densities.h"
#include "timestamp_weighing.h"

namespace seqbitflip {

namespace {

// Prior shares of the values that a sender's clock may show: the one shown before, the latest ones
// that are possible by the time of the capture, any other possible one, one of an earlier time.
constexpr double kPriorSameTick = 0.30;
constexpr double kPriorNow = 0.35;
constexpr double kPriorSince = 0.30;
constexpr double kPriorEarlierYetNew = 1e-3;
constexpr double kPriorFaster = 0.02;
constexpr std::uint32_t kNowTicks = 64;

// By how much the first value of a clock of one tick per millisecond may differ from what the
// second one makes of it, in ticks.
constexpr std::uint32_t kNearDue = 8;
// A wrong checksum alone accuses no first value that is as close: that much the way of the second
// segment may have been longer.
constexpr std::uint32_t kAlmostDue = 32;
constexpr std::int64_t kNsPerTick = 1'000'000;
// Beyond this the two clocks may have run too far apart to compare: by kNearDue ticks.
constexpr std::int64_t kLongestWaitNs = 120'000'000'000;

// Tells the probabilities of the values that the segment may have been meant to carry.
class ClockPrior {
 public:
  ClockPrior(const NumberRange& range, bool may_be_late)
      : range_(range),
        now_ticks_(std::min(width_of(range) + 1, kNowTicks)),
        may_be_late_(may_be_late) {}

  double of(SeqNum value) const {
    if (!range_.holds(value)) {
      return beside(value);
    }
    const std::uint32_t before_last = range_.last.value() - value.value();
    return (value == range_.first ? kPriorSameTick : 0.0) +
           (before_last < now_ticks_ ? kPriorNow / now_ticks_ : 0.0) + since_highest(value);
  }

 private:
  // The sooner after the one before, the more probable.
  double since_highest(SeqNum value) const {
    const double ticks = static_cast<double>(value.value() - range_.first.value()) + 1.0;
    return kPriorSince / (ticks * (std::log1p(static_cast<double>(width_of(range_))) + 1.0));
  }

  // A segment that was faster than all before it, or one that is late.
  double beside(SeqNum value) const {
    const std::int32_t ahead = distance(range_.last, value);
    const std::int32_t early = distance(value, range_.first);
    const bool is_ahead = ahead > 0 && magnitude(ahead) <= magnitude(early);
    const double share =
        is_ahead ? kPriorFaster : (may_be_late_ ? kPriorEarlier : kPriorEarlierYetNew);
    const std::uint32_t by = magnitude(is_ahead ? ahead : early);
    return by <= kFurthestBeside ? share * density_of_distance(by) : 0.0;
  }

  NumberRange range_;
  std::uint32_t now_ticks_;
  bool may_be_late_;
};

Suspect value_suspect(const OptionView& view, const NumberRange& range) {
  const SeqNum observed(view.segment.timestamps->value);
  Place place = Place::kKnown;
  if (!range.holds(observed)) {
    place = is_after(observed, range.last) ? Place::kAhead : Place::kBehind;
  }
  Suspect suspect =
      view.suspect(NumberKind::kTimestampValue, view.segment.timestamps_offset, observed, place);
  suspect.expected_base = range.first;
  suspect.range = range;
  return suspect;
}

void take_benign_value(Suspect& suspect, const OptionView& view, const ClockPrior& prior) {
  const CaptureHabits& habits = view.habits;
  const NumberRange& range = *suspect.range;
  if (suspect.place == Place::kKnown) {
    suspect.benign_probability = prior.of(suspect.observed);
    return;
  }
  const bool ahead = suspect.place == Place::kAhead;
  suspect.oddity = ahead ? Oddity::kClockAhead : Oddity::kClockBehind;
  suspect.oddity_share = habits.share_of(ahead ? habits.clock_ahead : habits.clock_behind);
  const std::uint32_t by = magnitude(distance(ahead ? range.last : range.first, suspect.observed));
  suspect.oddity_probability =
      suspect.oddity_share * density_of_distance(by) *
      (!ahead && by > TimestampClock::kSlack && view.is_new() ? kOldYetNew : 1.0);
  suspect.benign_probability = suspect.oddity_probability;
  if (!ahead && by <= kFurthestBeside) {
    // The one before may be the damaged one, and was not too high to be noticed.
    suspect.benign_probability += habits.share_of(habits.option_damage) *
                                  habits.option_faults.probability(suspect.observed, range.first);
  }
  suspect.first_look.push_back(
      {ahead ? EvidenceKind::kClockAhead : EvidenceKind::kClockBehind, 0.0, 0});
}

}  // namespace

bool is_expected_value(const OptionView& view, bool thoroughly) {
  const Segment& segment = view.segment;
  const TimestampClock& clock = view.sender().clock;
  if (!segment.timestamps || segment.rst || !clock.is_known()) {
    return true;
  }
  const std::uint32_t value = segment.timestamps->value;
  if (!thoroughly && clock.is_due(value, segment.time_ns)) {
    return true;
  }
  // Zero is no time, and the values of SYN-ACKs carry other things where SYN cookies are in use.
  const bool may_be_right = value == 0 || segment.syn || clock.may_show(value, segment.time_ns);
  return may_be_right && view.checksum().state != ChecksumState::kInvalid;
}

Examined examine_timestamp_value(const OptionView& view, bool thoroughly) {
  if (is_expected_value(view, thoroughly)) {
    return {};
  }
  const Segment& segment = view.segment;
  const TimestampClock& clock = view.sender().clock;
  const NumberRange range{SeqNum(clock.highest()), SeqNum(clock.limit_at(segment.time_ns))};
  const ClockPrior prior(range, !view.is_new());
  Suspect suspect = value_suspect(view, range);
  take_benign_value(suspect, view, prior);
  if (is_hopeless(suspect, view.habits)) {
    return {std::nullopt, suspect.oddity};
  }
  CandidateList list;
  list.add(range.first, Reason::kClockTime, prior.of(range.first), clock.highest_in_frame());
  add_damaged(
      list, suspect, Reason::kClockTime, [&](SeqNum v) { return prior.of(v); },
      [&](SeqNum) { return clock.highest_in_frame(); });
  return weighed(std::move(suspect), std::move(list), view.habits);
}

bool is_doubtful_first_value(const OptionView& view) {
  const Segment& segment = view.segment;
  return segment.timestamps && !segment.rst && segment.timestamps->value != 0 &&
         !view.sender().clock.is_known() && view.checksum().state == ChecksumState::kInvalid;
}

Suspect doubtful_first_value(const OptionView& view) {
  return view.suspect(NumberKind::kTimestampValue, view.segment.timestamps_offset,
                      SeqNum(view.segment.timestamps->value), Place::kKnown);
}

Examined examine_first_value(Suspect first, const OptionView& view) {
  const std::int64_t elapsed_ns = view.segment.time_ns - first.circumstances.time_ns;
  if (elapsed_ns < 0 || elapsed_ns > kLongestWaitNs) {
    return {};
  }
  const auto ticks = static_cast<std::uint32_t>(elapsed_ns / kNsPerTick);
  const SeqNum due = SeqNum(view.segment.timestamps->value) - SeqLength(ticks);
  first.range = NumberRange{due - SeqLength(kNearDue), due + SeqLength(kNearDue)};
  first.expected_base = due;
  if (magnitude(distance(due, first.observed)) <= kAlmostDue) {
    return {};  // nothing but the checksum speaks against it, and that may mean another number
  }
  // A value that does not fit the second one is as probable as any other: there was none before.
  const ClockPrior prior(*first.range, false);
  first.benign_probability = std::max(prior.of(first.observed), kAnyNumber);
  CandidateList list;
  add_damaged(
      list, first, Reason::kClockTime, [&](SeqNum v) { return prior.of(v); },
      [&](SeqNum) { return view.segment.frame.number; });
  return weighed(std::move(first), std::move(list), view.habits);
}

}  // namespace seqbitflip
