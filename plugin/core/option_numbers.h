// SPDX-License-Identifier: GPL-2.0-or-later
//
// The numbers in the options of one connection's segments: SACK edges and timestamps. Judges them,
// holds the doubtful ones for later segments, and keeps them away from everything else that looks
// at options. Nothing is kept of a segment whose options are as expected.
#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "capture_habits.h"
#include "flow.h"
#include "option_view.h"
#include "reconsideration.h"
#include "sack_edges.h"
#include "sack_translation.h"
#include "suspect.h"
#include "verdict.h"

namespace seqbitflip {

// What is doubtful among the numbers in one segment's options.
struct OptionDoubts {
  std::vector<Suspect> suspects;
  bool first_timestamp = false;  // it waits for the next one
  bool far_edges = false;        // they are nowhere near what was sent

  bool empty() const { return suspects.empty() && !first_timestamp && !far_edges; }
};

class OptionNumbers {
 public:
  // Whether there may be anything to say of the segment.
  bool concerns(const Segment& segment) const {
    return segment.timestamps || segment.sack.count > 0 || !held_.empty() || !translations_.empty();
  }

  // Whether judge() would find nothing to say, nothing to count and nothing to hold: true for
  // almost every segment, at the price of a few comparisons. `sender`: of the segment, in `flow`.
  bool are_as_expected(const Flow& flow, const Endpoint& sender, Direction direction,
                       const Segment& segment, const CaptureHabits& habits) const {
    if (!held_.empty() || !translations_.empty() || segment.sack.count > 0) {
      return false;
    }
    if (!segment.timestamps) {
      return true;
    }
    const bool as_before = sender.clock.is_known() &&
                           segment.timestamps->value == sender.clock.highest() &&
                           segment.timestamps->echo == sender.latest_echo;
    return as_before || are_timestamps_as_expected(flow, direction, segment, habits);
  }

  // Whether none of them is in doubt.
  bool is_settled() const {
    return held_.empty() && first_timestamps_.empty() && translations_.empty();
  }

  // Of settled ones.
  template <typename Archive>
  void exchange(Archive& archive) {
    for (bool& translated : edges_are_translated_) {
      archive.flag(translated);
    }
    for (bool& doubted : first_timestamp_doubted_) {
      archive.flag(doubted);
    }
  }

  // Lets the segment testify about earlier suspects, then judges its own numbers. The suspects are
  // not held yet. `peer_numbers`: the suspect sequence numbers of its peer.
  OptionDoubts judge(Flow& flow, Direction direction, const Segment& segment,
                     std::span<const Suspect> peer_numbers, CaptureHabits& habits,
                     std::vector<Verdict>& revised);

  // The segment with neutral numbers in the place of the doubtful ones: the state takes in no
  // other.
  static Segment without(const OptionDoubts& doubts, const Flow& flow, Direction direction,
                         const Segment& segment);

  // Holds a suspect of judge() and tells it.
  void hold(Direction direction, Suspect suspect, CaptureHabits& habits,
            std::vector<Verdict>& revised);

  // Judges what is undecided by the whole capture.
  void reconsider(const Flow& flow, const CaptureHabits& habits,
                  Reconsideration& reconsideration) const;

 private:
  struct Held {
    Direction sent = Direction::kForward;
    Suspect suspect;
    std::uint8_t witnesses = 0;
  };
  // Of both directions; the oldest one keeps the verdict that it has.
  static constexpr std::size_t kMostHeld = 16;
  // After so many later segments of the same direction nothing new is to be learnt.
  static constexpr std::uint8_t kMostWitnesses = 16;

  static bool are_timestamps_as_expected(const Flow& flow, Direction direction,
                                         const Segment& segment, const CaptureHabits& habits);
  void testify(Flow& flow, Direction direction, const Segment& segment, CaptureHabits& habits,
               std::vector<Verdict>& revised);
  void judge_edges(const OptionView& view, CaptureHabits& habits, OptionDoubts& doubts);
  void observe_far_edges(const OptionView& view);
  void rule_out_translation(Direction direction);
  void judge_timestamps(const OptionView& view, CaptureHabits& habits,
                        std::vector<Verdict>& revised, OptionDoubts& doubts);
  bool judge_first_timestamp(const OptionView& view, CaptureHabits& habits,
                             std::vector<Verdict>& revised);
  SackTranslation* translation(Direction direction);
  static void tell(const std::vector<Suspect>& untranslated, std::vector<Verdict>& revised);

  std::vector<Held> held_;
  std::vector<Held> first_timestamps_;         // doubtful ones that wait; at most two
  std::vector<SackTranslation> translations_;  // of connections that show one; at most two
  // By direction: edges near what was sent were seen, as no device leaves them untranslated.
  std::array<bool, 2> edges_are_translated_{};
  std::array<bool, 2> first_timestamp_doubted_{};
};

}  // namespace seqbitflip
