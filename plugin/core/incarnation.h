// SPDX-License-Identifier: GPL-2.0-or-later
//
// One life of a connection: its flow, the suspects that wait for later segments, and its SYNs,
// whose initial numbers stay open to doubt until the peer confirms them.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "capture_habits.h"
#include "flow.h"
#include "judge.h"
#include "verdict.h"

namespace seqbitflip {

// What is kept of a SYN or SYN-ACK to judge its initial number later.
struct SynRecord {
  FrameId frame;
  Circumstances circumstances;
  SeqNum initial{0};
  SeqLength length{1};
  ChecksumResult checksum;
  // The frame of a reset with which the sender itself refused the peer's acknowledgment of this
  // initial number: it never sent that. 0: none.
  std::uint32_t refused_in = 0;
};

SynRecord syn_record_of(const Segment& segment);

// The connections of the capture but for the one at hand.
class OtherConnections {
 public:
  virtual ~OtherConnections() = default;
  // Whether one of them is just at this number: its SND.NXT, its SND.UNA, or what it carried last.
  virtual bool are_at(SeqNum number) const = 0;
};

class Incarnation {
 public:
  // Judges the segment, lets it testify about earlier suspects, and takes it in. Verdicts that are
  // new or have changed are added to `revised`.
  void process(Direction direction, const Segment& segment, const OtherConnections& others,
               CaptureHabits& habits, std::vector<Verdict>& revised);

  // Weighs the undecided suspects anew with what the whole capture shows, which must not change
  // meanwhile, so that the order of the connections does not matter.
  void reconsider(const CaptureHabits& habits, std::vector<Verdict>& revised);

  // Whether the segment's numbers are where healthy numbers of this life may be.
  bool fits(Direction direction, const Segment& segment) const {
    return seqbitflip::fits(flow_, direction, segment, pending_);
  }

  // Whether one of them is.
  bool fits_partly(Direction direction, const Segment& segment) const {
    return seqbitflip::fits_partly(flow_, direction, segment, pending_);
  }

  // Whether both numbers lie outside of every window of this life and damage does not explain them:
  // another connection on the same ports whose SYN was not captured, or this one after most of it
  // went by uncaptured.
  bool is_foreign(Direction direction, const Segment& segment, const CaptureHabits& habits) const;

  // How far the closer one of the segment's two numbers lies from what comes next in this life;
  // 2^31 where nothing is known.
  std::uint32_t distance_to(Direction direction, const Segment& segment) const;

  // Whether it was ended: by a reset, or by a FIN from both sides.
  bool is_over() const { return reset_seen_ || (fin_seen_[0] && fin_seen_[1]); }

  const Flow& flow() const { return flow_; }
  const std::optional<SynRecord>& syn(Direction direction) const {
    return syn_[static_cast<std::size_t>(direction)];
  }

  // Another SYN of the same endpoint carries another initial number than the one of this life. If
  // this life goes on, that one may be the damaged one: see settlement.
  void suspect_other_syn(Direction direction, const SynRecord& other, const CaptureHabits& habits);

  // The same, where this life's own SYN is still to come.
  void expect_other_syn(Direction direction, const SynRecord& other) {
    other_syn_[static_cast<std::size_t>(direction)] = other;
  }

  // This life again as it would be if the endpoint had sent `syn` in the place of its own.
  Incarnation with_other_syn(Direction direction, const Segment& syn) const;

 private:
  // Suspects kept for each direction. A conversation with more than these undecided at a time is
  // beyond repair; the oldest one keeps the verdict that it has.
  static constexpr std::size_t kMostPending = 16;

  std::vector<Suspect>& pending(Direction direction) {
    return pending_[static_cast<std::size_t>(direction)];
  }
  bool suspect_copy(Direction direction, const Segment& segment, CaptureHabits& habits,
                    std::vector<Verdict>& revised);
  void remember_syn(Direction direction, const Segment& segment, CaptureHabits& habits,
                    std::vector<Verdict>& revised);
  bool distrust_start(Direction direction, const Segment& segment);
  void tell_misled(Direction direction, const Segment& segment,
                   std::vector<Verdict>& revised) const;
  void remember_refusal(Direction direction, const Segment& reset);
  void doubt_handshake(Direction direction, Judgement& judgement, const CaptureHabits& habits);
  void testify(Direction direction, const Segment& segment, Trust trust, CaptureHabits& habits,
               std::vector<Verdict>& revised);
  void compare_with_earlier(Direction direction, const Segment& segment, Suspect& repeated,
                            CaptureHabits& habits, std::vector<Verdict>& revised);
  void conclude(Direction direction, CaptureHabits& habits, std::vector<Verdict>& revised);
  void clear_followers(Direction direction, const Suspect& cleared, CaptureHabits& habits,
                       std::vector<Verdict>& revised);
  void keep(Direction direction, Suspect suspect, std::vector<Verdict>& revised);

  Flow flow_;
  PendingSuspects pending_;
  std::array<std::optional<SynRecord>, 2> syn_;
  std::array<std::optional<SynRecord>, 2> other_syn_;
  std::array<bool, 2> start_distrusted_{};
  std::array<bool, 2> fin_seen_{};
  bool reset_seen_ = false;
};

}  // namespace seqbitflip
