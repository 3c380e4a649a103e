// SPDX-License-Identifier: GPL-2.0-or-later
// The kinds of fault: each takes the number a segment carries and gives the number it shall carry.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>

namespace faults {

// What a fault may know beside the number itself.
struct FaultContext {
  // The same field's latest number in another connection, where there was one.
  std::optional<std::uint32_t> other_flow;
};

// Nothing when the fault does not change this number (a stuck bit that has its value already).
using Fault = std::function<std::optional<std::uint32_t>(std::uint32_t, const FaultContext&)>;

using Random = std::mt19937_64;

// Between `fewest` and `most` different positions are flipped, all choices equally likely.
Fault random_bits(unsigned fewest, unsigned most, Random& random);
// One bit, every position in turn, in a shuffled order: covers all 32 evenly.
Fault each_bit(Random& random);
Fault flip_mask(std::uint32_t mask);
Fault flip_bit(unsigned position);
Fault add_offset(std::uint32_t offset);
Fault stuck_bit(unsigned position, bool value);
Fault swap_bytes();   // 0x01020304 becomes 0x04030201
Fault swap_halves();  // 0x01020304 becomes 0x03040102
Fault all_zeros();
Fault all_ones();
Fault other_flow_number();

}  // namespace faults
