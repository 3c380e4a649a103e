// SPDX-License-Identifier: GPL-2.0-or-later
//
// One life of a connection: its flow, the suspects that wait for later segments, and its SYNs,
// whose initial numbers stay open to doubt until the peer confirms them.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "capture_habits.h"
#include "capture_place.h"
#include "flow.h"
#include "judge.h"
#include "option_numbers.h"
#include "rare.h"
#include "reconsideration.h"
#include "syn_record.h"
#include "verdict.h"
#include "window_promise.h"

namespace seqbitflip {

// The connections of the capture but for the one at hand.
class OtherConnections {
 public:
  virtual ~OtherConnections() = default;
  // Whether one of them is just at this number: its SND.NXT, its SND.UNA, or what it carried last.
  virtual bool are_at(SeqNum number) const = 0;
};

class NoOtherConnections final : public OtherConnections {
 public:
  bool are_at(SeqNum) const override { return false; }
};

class Incarnation {
 public:
  // Takes the segment in if both of its numbers are as expected and no suspect waits for what it
  // shows: nearly every segment of nearly every capture. Says whether it has; if not, process() is
  // to judge it. process() would do the same with such a segment, and note its place(), at ten
  // times the cost.
  bool take_in_expected(Direction direction, const Segment& segment, CaptureHabits& habits,
                        std::vector<Verdict>& revised) {
    return take_in_expected(flow_.ends(direction), direction, segment, habits, revised);
  }

  // The same of the SYN that begins this life and of the SYN-ACK that answers it.
  bool take_in_expected_syn(Direction direction, const Segment& segment, CaptureHabits& habits);

  // Judges the segment, lets it testify about earlier suspects, and takes it in. Verdicts that are
  // new or have changed are added to `revised`.
  void process(Direction direction, const Segment& segment, const OtherConnections& others,
               CaptureHabits& habits, std::vector<Verdict>& revised);

  // Adds what the undecided suspects are once they are weighed anew with what the whole capture
  // shows, which must not change meanwhile, so that the order of the connections does not matter.
  void reconsider(const CaptureHabits& habits, Reconsideration& reconsideration) const;

  // Whether the segment's numbers are where healthy numbers of this life may be.
  bool fits(Direction direction, const Segment& segment) const {
    return seqbitflip::fits(flow_, direction, segment, pending_);
  }

  // Whether one of them is.
  bool fits_partly(Direction direction, const Segment& segment) const {
    return seqbitflip::fits_partly(flow_, direction, segment, pending_);
  }

  // Whether both numbers lie where none of this life should and damage does not explain them:
  // another connection on the same ports whose SYN was not captured, or this one after most of it
  // went by uncaptured.
  bool is_foreign(Direction direction, const Segment& segment, const CaptureHabits& habits) const;

  // Whether what a SYN-ACK acknowledges may be the SYN of this life. It has an acknowledgment.
  bool answers_its_syn(Direction direction, const Segment& syn_ack) const;

  // How far the closer one of the segment's two numbers lies from what comes next in this life;
  // 2^31 where nothing is known.
  std::uint32_t distance_to(Direction direction, const Segment& segment) const;
  // How far both lie from it, added up; one with which there is nothing to compare adds nothing.
  std::uint64_t distances_to(Direction direction, const Segment& segment) const;

  // Whether it was ended: by a reset, or by a FIN from both sides.
  bool is_over() const { return reset_seen_ || (fin_seen_[0] && fin_seen_[1]); }

  // The frame of its first segment; 0 before that.
  std::uint32_t born_in() const { return born_in_; }

  // Where a segment of this direction, not its SYN, was captured; 0: not known. Noted by process()
  // only: where there are two lives, which is where it matters, that sees every segment.
  CapturePlace place(Direction direction) const {
    return places_[static_cast<std::size_t>(direction)];
  }

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

  // Takes the doubts of other SYNs back: they are known to be those of the same connection on the
  // other side of a translating device.
  void acquit_other_syns(CaptureHabits& habits, std::vector<Verdict>& revised);

  // This life again as it would be if the endpoint had sent `syn` in the place of its own.
  Incarnation with_other_syn(Direction direction, const Segment& syn) const;

  // Whether no number is in doubt.
  bool is_settled() const {
    return pending_[0].empty() && pending_[1].empty() && options_.is_settled();
  }

  // Of a settled one. Begins with the extents of its flow.
  template <typename Archive>
  void exchange(Archive& archive) {
    flow_.exchange(archive);
    options_.exchange(archive);
    // Near the numbers that the flow wrote last; those of the SYNs are not.
    for (const Direction direction : kBothDirections) {
      promises_[static_cast<std::size_t>(direction)].exchange(archive, opposite(direction));
    }
    for (const Direction direction : kBothDirections) {
      const auto index = static_cast<std::size_t>(direction);
      const auto exchange_syn = [&](SynRecord& syn) { syn.exchange(archive, direction); };
      archive.optional(syn_[index], exchange_syn);
      archive.rare(other_syn_[index], exchange_syn);
      archive.flag(start_distrusted_[index]);
      archive.flag(fin_seen_[index]);
      archive.number(places_[index]);
    }
    archive.flag(reset_seen_);
    archive.frame(born_in_);
    archive.number(misled_told_);
  }

 private:
  // Suspects kept for each direction. A conversation with more than these undecided at a time is
  // beyond repair; the oldest one keeps the verdict that it has.
  static constexpr std::size_t kMostPending = 16;

  std::vector<Suspect>& pending(Direction direction) {
    return pending_[static_cast<std::size_t>(direction)];
  }
  bool take_in_expected(Flow::Ends ends, Direction direction, const Segment& segment,
                        CaptureHabits& habits, std::vector<Verdict>& revised);
  bool is_as_expected(Flow::Ends ends, Direction direction, const Segment& segment,
                      const CaptureHabits& habits) const;
  bool is_expected_syn(Direction direction, const Segment& segment) const;
  void take_in(Direction direction, const Segment& segment, Trust trust, CaptureHabits& habits);
  bool suspect_copy(Direction direction, const Segment& segment, std::vector<Verdict>& revised);
  bool suspect_repetition(Direction direction, const Segment& segment, CaptureHabits& habits,
                          std::vector<Verdict>& revised);
  // The convicted suspects with is_like(suspect), as copies of this segment.
  template <typename IsLike>
  std::vector<Suspect> suspects_like(Direction direction, const Segment& segment,
                                     const IsLike& is_like);
  void remember_syn(Direction direction, const Segment& segment, CaptureHabits& habits,
                    std::vector<Verdict>& revised);
  void remember_birth(Direction direction, const Segment& segment);
  bool distrust_start(Direction direction, const Segment& segment);
  void outvote_start(Direction direction, const Segment& segment, CaptureHabits& habits,
                     std::vector<Verdict>& revised);
  void outvote_acknowledgment(Direction direction, const Segment& segment, CaptureHabits& habits,
                              std::vector<Verdict>& revised);
  void hear_second_word(Direction direction, const Segment& segment, Trust trust,
                        CaptureHabits& habits, std::vector<Verdict>& revised);
  // Takes back and lets go the suspects with agrees(suspect); whether there were any.
  template <typename Agrees>
  bool take_back_where(Direction sent, const Agrees& agrees, CaptureHabits& habits,
                       std::vector<Verdict>& revised);
  void sample_checksum(Direction direction, const Segment& segment, bool may_be_damaged);
  // Whether a position in the stream that `sent` sends lies where none of this life should: outside
  // of the window (absent: it is not known whether), before the stream or, where the window's scale
  // is not known, far away.
  bool is_elsewhere(Direction sent, SeqNum number,
                    std::optional<std::int32_t> outside_window) const;
  void leave_syn(Direction direction, const Segment& segment, bool was_acknowledged_there);
  bool is_acknowledged_by_suspect(Direction direction, SeqNum position) const;
  void process_numbers(Direction direction, const Segment& segment, const OtherConnections& others,
                       std::vector<Suspect>& doubtful_options, CaptureHabits& habits,
                       std::vector<Verdict>& revised);
  void tell_misled(Direction direction, const Segment& segment, std::vector<Verdict>& revised);
  // Of a segment whose two numbers are beyond doubt. `sender`: its own.
  void take_in_window(const Endpoint& sender, Direction direction, const Segment& segment,
                      std::vector<Verdict>& revised) {
    // Where the peer has nothing more to send, the window means nothing.
    const bool has_meaning = !fin_seen_[static_cast<std::size_t>(opposite(direction))];
    if (has_meaning && !promises_[static_cast<std::size_t>(direction)].take_in(
                           sender, flow_.known_window_shift(direction), segment)) {
      tell_retraction(direction, segment, revised);
    }
  }
  void tell_retraction(Direction direction, const Segment& segment, std::vector<Verdict>& revised);
  void doubt_handshake(Direction direction, const Segment& segment, Judgement& judgement,
                       const CaptureHabits& habits);
  void testify(Direction direction, const Segment& segment, Trust trust, CaptureHabits& habits,
               std::vector<Verdict>& revised);
  void compare_with_earlier(Direction direction, const Segment& segment, Suspect& repeated,
                            CaptureHabits& habits, std::vector<Verdict>& revised);
  void conclude(Direction direction, CaptureHabits& habits, std::vector<Verdict>& revised);
  void clear_neighbours(Direction direction, const Suspect& cleared, CaptureHabits& habits,
                        std::vector<Verdict>& revised);
  // Holds the suspect of the segment until later ones have testified.
  void hold(Direction direction, const Segment& segment, Suspect suspect,
            const OtherConnections& others, CaptureHabits& habits, std::vector<Verdict>& revised);
  void keep(Direction direction, Suspect suspect, std::vector<Verdict>& revised);
  void add_pending(Direction direction, Suspect suspect);

  Flow flow_;
  PendingSuspects pending_;
  OptionNumbers options_;
  std::array<std::optional<SynRecord>, 2> syn_;
  std::array<Rare<SynRecord>, 2> other_syn_;
  std::array<bool, 2> start_distrusted_{};
  std::array<bool, 2> fin_seen_{};
  bool reset_seen_ = false;
  std::uint32_t born_in_ = 0;
  std::uint32_t misled_told_ = 0;  // segments of which tell_misled() told
  std::array<CapturePlace, 2> places_{};
  std::array<WindowPromise, 2> promises_;
};

}  // namespace seqbitflip
