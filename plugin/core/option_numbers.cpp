// SPDX-License-Identifier: GPL-2.0-or-later
#include "option_numbers.h"

#include <algorithm>

#include "benign_stories.h"
#include "damage_counting.h"
#include "option_settlement.h"
#include "timestamp_echoes.h"
#include "timestamps.h"
#include "weighing.h"

namespace seqbitflip {

namespace {

void count(Oddity oddity, CaptureHabits& habits) {
  switch (oddity) {
    case Oddity::kOddEdge:
      habits.odd_edge.count();
      break;
    case Oddity::kClockAhead:
      habits.clock_ahead.count();
      break;
    case Oddity::kClockBehind:
      habits.clock_behind.count();
      break;
    case Oddity::kUnseenEcho:
      habits.unseen_echo.count();
      break;
    default:
      break;
  }
}

void take(Examined examined, CaptureHabits& habits, std::vector<Suspect>& doubtful) {
  if (examined.suspect) {
    doubtful.push_back(std::move(*examined.suspect));
  } else {
    count(examined.oddity, habits);
  }
}

// A copy of the suspect's own packet, as a mirror port shows it, is no witness.
bool is_copy(const Suspect& suspect, const Segment& segment) {
  return segment.ip_id && *segment.ip_id != 0 && segment.ip_id == suspect.ip_id &&
         segment.sequence_length() == suspect.length && segment.ack == suspect.ack_carried;
}

}  // namespace

bool OptionNumbers::are_timestamps_as_expected(const Flow& flow, Direction direction,
                                               const Segment& segment,
                                               const CaptureHabits& habits) {
  const OptionView view(flow, direction, segment, {}, habits);
  return view.sender().clock.is_known() && is_expected_value(view, false) && is_expected_echo(view);
}

OptionDoubts OptionNumbers::judge(Flow& flow, Direction direction, const Segment& segment,
                                  std::span<const Suspect> peer_numbers, CaptureHabits& habits,
                                  std::vector<Verdict>& revised) {
  testify(flow, direction, segment, habits, revised);
  OptionDoubts doubts;
  const OptionView view(flow, direction, segment, peer_numbers, habits);
  if (segment.timestamps) {
    judge_timestamps(view, habits, revised, doubts);
  }
  // First what it acknowledges: its own blocks replace those that it may confirm.
  if (SackTranslation* known = translation(direction); known != nullptr && segment.ack) {
    known->observe_acknowledgment(*segment.ack);
  }
  if (has_comparable_edges(view)) {
    judge_edges(view, habits, doubts);
  }
  if (SackTranslation* known = translation(direction)) {
    tell(known->take_decided(view.peer().sent, peer_numbers), revised);
  }
  return doubts;
}

void OptionNumbers::judge_timestamps(const OptionView& view, CaptureHabits& habits,
                                     std::vector<Verdict>& revised, OptionDoubts& doubts) {
  doubts.first_timestamp =
      !view.sender().clock.is_known() && judge_first_timestamp(view, habits, revised);
  std::vector<Suspect> values;
  for (const Held& held : held_) {
    if (held.suspect.kind == NumberKind::kTimestampValue) {
      values.push_back(held.suspect);
    }
  }
  Examined value = examine_timestamp_value(view, false);
  Examined echo = examine_timestamp_echo(view, values, false);
  const bool one_is_doubtful = value.suspect.has_value() != echo.suspect.has_value();
  if (one_is_doubtful && view.checksum().state == ChecksumState::kInvalid) {
    // They stand side by side: what is damaged may be the one that looks right.
    if (value.suspect) {
      echo = examine_timestamp_echo(view, values, true);
    } else {
      value = examine_timestamp_value(view, true);
    }
  }
  take(std::move(value), habits, doubts.suspects);
  take(std::move(echo), habits, doubts.suspects);
}

// A sender's first timestamp waits for the next one if its checksum is wrong; once for each
// direction, for a capture in which all are wrong.
bool OptionNumbers::judge_first_timestamp(const OptionView& view, CaptureHabits& habits,
                                          std::vector<Verdict>& revised) {
  const auto first = std::find_if(first_timestamps_.begin(), first_timestamps_.end(),
                                  [&](const Held& held) { return held.sent == view.direction; });
  if (first != first_timestamps_.end()) {
    if (is_copy(first->suspect, view.segment)) {
      return true;
    }
    if (Examined examined = examine_first_value(first->suspect, view); examined.suspect) {
      hold(view.direction, std::move(*examined.suspect), habits, revised);
    }
    first_timestamps_.erase(first);
    return false;
  }
  bool& doubted = first_timestamp_doubted_[static_cast<std::size_t>(view.direction)];
  if (doubted || !is_doubtful_first_value(view)) {
    return false;
  }
  first_timestamps_.push_back({view.direction, doubtful_first_value(view), 0});
  doubted = true;
  return true;
}

void OptionNumbers::observe_far_edges(const OptionView& view) {
  if (edges_are_translated_[static_cast<std::size_t>(view.direction)]) {
    return;
  }
  SackTranslation* known = translation(view.direction);
  if (known == nullptr) {
    known = &translations_.emplace_back(view.direction);
  }
  known->observe(view);
}

// A device translates all edges of a connection or none. Far ones beside near ones repeat a damaged
// sequence number: a receiver answers it with a duplicate SACK (RFC 2883).
void OptionNumbers::rule_out_translation(Direction direction) {
  edges_are_translated_[static_cast<std::size_t>(direction)] = true;
  std::erase_if(translations_,
                [&](const SackTranslation& one) { return one.direction() == direction; });
}

void OptionNumbers::judge_edges(const OptionView& view, CaptureHabits& habits,
                                OptionDoubts& doubts) {
  doubts.far_edges = all_edges_are_far(view);
  if (doubts.far_edges) {
    observe_far_edges(view);
    return;
  }
  const auto faults = faults_of_edges(view);
  const auto wrong = std::count_if(faults.begin(), faults.end(),
                                   [](EdgeFault fault) { return fault != EdgeFault::kNone; });
  // Damage hits one number, and may put both edges of its block in the wrong. Where more are odd,
  // and no checksum speaks of damage, the capture or the receiver is.
  constexpr auto kEdgesOfOneBlock = 2;
  if (wrong == 0) {
    rule_out_translation(view.direction);
  } else if (wrong > kEdgesOfOneBlock && view.checksum().state != ChecksumState::kInvalid) {
    habits.odd_edge.count();
  } else {
    for (Examined& examined : examine_sack_edges(view, faults)) {
      take(std::move(examined), habits, doubts.suspects);
    }
  }
}

SackTranslation* OptionNumbers::translation(Direction direction) {
  const auto found =
      std::find_if(translations_.begin(), translations_.end(),
                   [&](const SackTranslation& one) { return one.direction() == direction; });
  return found == translations_.end() ? nullptr : &*found;
}

void OptionNumbers::tell(const std::vector<Suspect>& untranslated, std::vector<Verdict>& revised) {
  for (const Suspect& suspect : untranslated) {
    revised.push_back(verdict_of(suspect));
  }
}

Segment OptionNumbers::without(const OptionDoubts& doubts, const Flow& flow, Direction direction,
                               const Segment& segment) {
  Segment neutral = segment;
  const Endpoint& sender = flow.sender(direction);
  for (const Suspect& suspect : doubts.suspects) {
    switch (suspect.kind) {
      case NumberKind::kTimestampValue:
        neutral.timestamps->value = sender.clock.highest();
        break;
      case NumberKind::kTimestampEcho:
        neutral.timestamps->echo = sender.latest_echo.value_or(neutral.timestamps->echo);
        break;
      default:
        neutral.sack = sender.sack();
        break;
    }
  }
  if (doubts.far_edges) {
    neutral.sack = sender.sack();
  }
  if (doubts.first_timestamp) {
    neutral.timestamps.reset();
  }
  return neutral;
}

void OptionNumbers::hold(Direction direction, Suspect suspect, CaptureHabits& habits,
                         std::vector<Verdict>& revised) {
  count_damage(suspect, habits);
  if (suspect.is_told()) {
    revised.push_back(verdict_of(suspect));
  }
  if (held_.size() == kMostHeld) {
    held_.erase(held_.begin());
  }
  held_.push_back({direction, std::move(suspect), 0});
}

void OptionNumbers::testify(Flow& flow, Direction direction, const Segment& segment,
                            CaptureHabits& habits, std::vector<Verdict>& revised) {
  const OptionWitness witness{flow, direction, segment};
  for (Held& held : held_) {
    Suspect& suspect = held.suspect;
    const bool same_sender = held.sent == direction;
    if (held.witnesses == kMostWitnesses || (same_sender && is_copy(suspect, segment))) {
      continue;
    }
    held.witnesses = static_cast<std::uint8_t>(held.witnesses + (same_sender ? 1 : 0));
    const bool told_before = suspect.is_told();
    const std::size_t evidence_before = suspect.evidence_count();
    settle_option(suspect, held.sent, witness);
    if (suspect.evidence_count() != evidence_before) {
      count_damage(suspect, habits);
      if (told_before || suspect.is_told()) {
        revised.push_back(verdict_of(suspect));
      }
    }
  }
  bool clock_was_set = false;
  std::erase_if(held_, [&](const Held& held) {
    if (!held.suspect.is_spoken_for()) {
      return false;
    }
    count(held.suspect.oddity, habits);
    clock_was_set = clock_was_set ||
                    (held.suspect.kind == NumberKind::kTimestampValue && held.sent == direction &&
                     held.suspect.has_later(EvidenceKind::kTimestampsStay));
    return true;
  });
  if (clock_was_set) {
    flow.restart_clock(direction, segment);
  }
}

void OptionNumbers::reconsider(const Flow& flow, const CaptureHabits& habits,
                               Reconsideration& reconsideration) const {
  for (const Held& held : held_) {
    Suspect weighed = held.suspect;
    weigh_again(weighed, habits, share_of(weighed.oddity, habits, flow.receiver(held.sent)));
    reconsideration.add(held.suspect, weighed);
  }
  for (const SackTranslation& one : translations_) {
    for (const Suspect& told : one.decided_at_end(flow.receiver(one.direction()).sent)) {
      reconsideration.add(told);
    }
  }
}

}  // namespace seqbitflip
