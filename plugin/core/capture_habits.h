// SPDX-License-Identifier: GPL-2.0-or-later
//
// How often the benign oddities occur in this capture. A gap in a capture that never lost a frame
// means more than a gap in one that lost thousands; the counts make that a number.
#pragma once

#include <cstdint>

#include "fault_memory.h"

namespace seqbitflip {

// The share of segments that show one kind of oddity: Laplace's estimate, started from a prior
// share that weighs as much as `prior_weight` segments.
class Habit {
 public:
  constexpr Habit(double prior_share, double prior_weight)
      : prior_share_(prior_share), prior_weight_(prior_weight) {}
  void count() { ++occurrences_; }
  void uncount() { --occurrences_; }
  double share_of(std::uint64_t segments) const {
    return (static_cast<double>(occurrences_) + prior_share_ * prior_weight_) /
           (static_cast<double>(segments) + prior_weight_);
  }

 private:
  double prior_share_;
  double prior_weight_;
  std::uint64_t occurrences_ = 0;
};

// The oddities whose share the capture itself tells.
enum class Oddity : std::uint8_t { kNone, kGap, kOddStart, kUnseenAck, kLateAck, kOddAck };

struct CaptureHabits {
  std::uint64_t segments = 0;
  Habit gap{1e-2, 100};         // segments missing before this one
  Habit odd_start{1e-3, 100};   // a retransmission that starts at no known boundary
  Habit unseen_ack{1e-3, 100};  // an acknowledgment of data that the capture does not hold
  Habit late_ack{1e-2, 100};    // an acknowledgment below an earlier one
  // Acknowledgments that end at no boundary, among all that acknowledge something new.
  Habit odd_ack{5e-3, 10};
  std::uint64_t advancing_acks = 0;
  // A wrong checksum that no expected number puts right.
  Habit damaged_elsewhere{1e-3, 100};
  // A number that is damaged. Stone and Partridge (SIGCOMM 2000) found 1 in 1,100 to 1 in 32,000
  // packets failing the TCP checksum; where damage has been found once, it is found again.
  Habit damage{1e-4, 1000};
  FaultMemory faults;

  double share_of(const Habit& habit) const { return habit.share_of(segments); }
};

}  // namespace seqbitflip
