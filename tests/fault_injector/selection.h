// SPDX-License-Identifier: GPL-2.0-or-later
// Decides which of the segments that could be corrupted will be.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fault.h"
#include "segment_change.h"

namespace faults {

enum class Direction { kBoth, kFromPort, kToPort };

struct Selection {
  std::vector<std::string> segment_kinds = {};  // empty: every kind
  std::optional<std::uint16_t> port = {};
  Direction direction = Direction::kBoth;  // with regard to `port`
  std::set<std::uint64_t> frames = {};     // empty: every frame

  std::optional<double> rate_percent = {};
  std::optional<std::uint64_t> every = {};
  std::optional<std::uint64_t> count = {};
  std::uint64_t gap = 1;  // at most one of so many successive segments of a connection
};

// A segment that passed the filters and that the fault would change.
struct Candidate {
  std::uint64_t frame = 0;
  std::string connection;
  std::uint64_t place = 0;  // its number among the connection's segments
};

bool passes_filters(const Selection& selection, std::uint64_t frame, std::string_view kind,
                    std::uint16_t source_port, std::uint16_t destination_port);

// The frames to corrupt. Without rate, every and count: all candidates. With a count alone: so
// many, at random over the whole capture.
std::set<std::uint64_t> choose_frames(const Selection& selection,
                                      const std::vector<Candidate>& candidates, Random& random);

// "5,9,20-30"; nothing when the text is something else.
std::optional<std::set<std::uint64_t>> parse_frame_list(std::string_view text);

}  // namespace faults
