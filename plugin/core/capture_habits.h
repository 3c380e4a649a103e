// SPDX-License-Identifier: GPL-2.0-or-later
//
// How often the benign oddities occur in this capture. A gap in a capture that never lost a frame
// means more than a gap in one that lost thousands; the counts make that a number.
#pragma once

#include <cstdint>

#include "checksum.h"
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
enum class Oddity : std::uint8_t {
  kNone,
  kGap,
  kOddStart,
  kUnseenAck,
  kLateAck,
  kOddAck,
  kOddEdge,
  kClockAhead,
  kClockBehind,
  kUnseenEcho,
};

struct CaptureHabits {
  std::uint64_t segments = 0;
  Habit gap{1e-2, 100};         // segments missing before this one
  Habit odd_start{1e-3, 100};   // a retransmission that starts at no known boundary
  Habit unseen_ack{1e-3, 100};  // an acknowledgment of data that the capture does not hold
  Habit late_ack{1e-2, 100};    // an acknowledgment below an earlier one
  // Acknowledgments that end at no boundary, among all that acknowledge something new.
  Habit odd_ack{5e-3, 10};
  std::uint64_t advancing_acks = 0;
  Habit odd_edge{1e-2, 100};      // a SACK edge at no known boundary
  Habit clock_ahead{1e-2, 100};   // a TSval beyond what the clock should show
  Habit clock_behind{1e-2, 100};  // a TSval below an earlier one
  Habit unseen_echo{1e-2, 100};   // a TSecr that the peer was not seen to send
  // A wrong checksum that no expected number puts right.
  Habit damaged_elsewhere{1e-3, 100};
  // A number that is damaged. Stone and Partridge (SIGCOMM 2000) found 1 in 1,100 to 1 in 32,000
  // packets failing the TCP checksum; where damage has been found once, it is found again.
  Habit damage{1e-4, 1000};
  // Of the damage found whose checksum could be verified, that under a right checksum: it takes a
  // device that computes the checksum anew, about one in three; which the capture soon shows.
  Habit right_checksum{0.3, 3};
  std::uint64_t damage_with_checksum = 0;
  FaultMemory faults;

  // Whether SACK edges and timestamps are judged, too: the user's choice.
  bool judges_options = true;
  // The same for numbers in options: what hits them need not hit the header.
  Habit option_damage{1e-4, 1000};
  FaultMemory option_faults;

  double share_of(const Habit& habit) const { return habit.share_of(segments); }
  double share_of_right_checksums() const { return right_checksum.share_of(damage_with_checksum); }

  void count_damage(ChecksumState checksum) {
    damage.count();
    damage_with_checksum += checksum != ChecksumState::kNotVerifiable ? 1U : 0U;
    if (checksum == ChecksumState::kValid) {
      right_checksum.count();
    }
  }
  void uncount_damage(ChecksumState checksum) {
    damage.uncount();
    damage_with_checksum -= checksum != ChecksumState::kNotVerifiable ? 1U : 0U;
    if (checksum == ChecksumState::kValid) {
      right_checksum.uncount();
    }
  }
};

}  // namespace seqbitflip
