// SPDX-License-Identifier: GPL-2.0-or-later
//
// How often the benign oddities occur in this capture. A gap in a capture that never lost a frame
// means more than a gap in one that lost thousands; the counts make that a number.
#pragma once

#include <cstdint>

namespace seqbitflip {

// The share of segments that show one kind of oddity: Laplace's estimate, started from a prior
// share that weighs as much as `kPriorWeight` segments.
class Habit {
 public:
  constexpr explicit Habit(double prior_share) : prior_share_(prior_share) {}
  void count() { ++occurrences_; }
  double share_of(std::uint64_t segments) const {
    return (static_cast<double>(occurrences_) + prior_share_ * kPriorWeight) /
           (static_cast<double>(segments) + kPriorWeight);
  }

 private:
  static constexpr double kPriorWeight = 100.0;
  double prior_share_;
  std::uint64_t occurrences_ = 0;
};

struct CaptureHabits {
  std::uint64_t segments = 0;
  Habit gap{1e-2};                // segments missing before this one
  Habit odd_start{1e-3};          // a retransmission that starts at no known boundary
  Habit unseen_ack{1e-3};         // an acknowledgment of data that the capture does not hold
  Habit late_ack{1e-2};           // an acknowledgment below an earlier one
  Habit damaged_elsewhere{1e-3};  // a wrong checksum that no expected number puts right
};

}  // namespace seqbitflip
