// SPDX-License-Identifier: GPL-2.0-or-later
//
// The two directions of a connection.
#pragma once

#include <array>
#include <cstdint>

namespace seqbitflip {

// Which is which is decided by the connection's key.
enum class Direction : std::uint8_t { kForward = 0, kReverse = 1 };

inline constexpr std::array<Direction, 2> kBothDirections = {Direction::kForward,
                                                             Direction::kReverse};

constexpr Direction opposite(Direction direction) {
  return static_cast<Direction>(static_cast<std::uint8_t>(direction) ^ 1U);
}

}  // namespace seqbitflip
