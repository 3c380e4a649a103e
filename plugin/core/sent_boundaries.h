// SPDX-License-Identifier: GPL-2.0-or-later
//
// The boundaries of all that an endpoint was seen to send, for who asks for many at once: it takes
// a moment to gather them, and then each costs the same, in whatever order the records came.
#pragma once

#include <cstdint>
#include <vector>

#include "sent_history.h"

namespace seqbitflip {

class SentBoundaries {
 public:
  SentBoundaries(const SentHistory& sent, SeqLength full_segment);

  // The same as SentHistory::is_boundary().
  bool contain(SeqNum position) const;

 private:
  // Merged records that touch or overlap and have their boundaries inside in common: all places of
  // the same phase, which is what is left of them over full segments from the origin.
  struct Row {
    std::uint32_t phase = 0;
    std::uint32_t first = 0;  // from the origin
    std::uint64_t end = 0;

    bool goes_on_with(const Row& next) const { return next.phase == phase && next.first <= end; }
  };
  static bool is_lower(const Row& one, const Row& other);

  Row row_of(const SentRecord& merged) const;
  void add_row(const Row& row);
  std::uint32_t offset_of(SeqNum position) const { return position.value() - origin_.value(); }

  SeqNum origin_;  // 2 GiB from the first record: none reaches across it
  std::uint32_t full_;
  std::vector<std::uint32_t> edges_;  // starts and ends, sorted
  std::vector<Row> rows_;             // by phase, and rising
};

}  // namespace seqbitflip
