// SPDX-License-Identifier: GPL-2.0-or-later
//
// Reads the line of a scenario that is a segment.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "wire_segment.h"

namespace seqbitflip::test {

// What a segment has in common with the one before it from the same end, unless its line says so.
struct StoryHabit {
  std::optional<std::uint16_t> window;
  std::uint8_t ttl = 64;
};

// Throws std::runtime_error where the line makes no sense. The habits are by the sending end.
WireSegment read_story_segment(const std::string& line, std::array<StoryHabit, 2>& habits);

}  // namespace seqbitflip::test
