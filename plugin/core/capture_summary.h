// SPDX-License-Identifier: GPL-2.0-or-later
//
// How much of a capture was looked at, and what could not be judged.
#pragma once

#include <cstdint>

namespace seqbitflip {

struct CaptureSummary {
  std::uint64_t segments = 0;
  std::uint64_t conversations = 0;
  std::uint64_t one_direction_only = 0;  // conversations
  // Segments with a header that is cut short or damaged, and first fragments of packets that are
  // not put together.
  std::uint64_t not_judged = 0;
  std::uint64_t out_of_window = 0;  // numbers, but for those that are taken for damaged
  std::uint64_t hidden = 0;         // wrong numbers that are known and not to be told
  std::int64_t first_ns = 0;
  std::int64_t last_ns = 0;

  bool operator==(const CaptureSummary&) const = default;
};

}  // namespace seqbitflip
