// SPDX-License-Identifier: GPL-2.0-or-later
// See fault.h.
#include "fault.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace faults {
namespace {

constexpr unsigned kBits = 32;

using Result = std::optional<std::uint32_t>;

Result changed(std::uint32_t original, std::uint32_t corrupted) {
  return corrupted == original ? std::nullopt : Result{corrupted};
}

// A uniform draw below `bound`; std::uniform_int_distribution would differ between libraries and
// so make the same seed give other faults elsewhere. The bias of the remainder is below 2^-58.
unsigned draw_below(Random& random, unsigned bound) {
  return static_cast<unsigned>(random() % bound);
}

std::array<unsigned, kBits> shuffled_positions(Random& random) {
  std::array<unsigned, kBits> positions{};
  std::iota(positions.begin(), positions.end(), 0U);
  for (unsigned last = kBits - 1; last > 0; --last) {
    std::swap(positions[last], positions[draw_below(random, last + 1)]);
  }
  return positions;
}

}  // namespace

Fault random_bits(unsigned fewest, unsigned most, Random& random) {
  return [fewest, most, &random](std::uint32_t number, const FaultContext&) -> Result {
    const unsigned count = fewest + draw_below(random, most - fewest + 1);
    const auto positions = shuffled_positions(random);
    std::uint32_t mask = 0;
    for (unsigned i = 0; i < count; ++i) mask |= 1U << positions[i];
    return changed(number, number ^ mask);
  };
}

Fault each_bit(Random& random) {
  return [positions = shuffled_positions(random), turn = 0U](
             std::uint32_t number, const FaultContext&) mutable -> Result {
    return changed(number, number ^ (1U << positions[turn++ % kBits]));
  };
}

Fault flip_mask(std::uint32_t mask) {
  return
      [mask](std::uint32_t number, const FaultContext&) { return changed(number, number ^ mask); };
}

Fault flip_bit(unsigned position) {
  return flip_mask(1U << position);
}

Fault add_offset(std::uint32_t offset) {
  return [offset](std::uint32_t number, const FaultContext&) {
    return changed(number, number + offset);
  };
}

Fault stuck_bit(unsigned position, bool value) {
  const std::uint32_t bit = 1U << position;
  return [bit, value](std::uint32_t number, const FaultContext&) {
    return changed(number, value ? number | bit : number & ~bit);
  };
}

Fault swap_bytes() {
  return [](std::uint32_t number, const FaultContext&) {
    return changed(number, (number >> 24) | ((number >> 8) & 0xff00U) |
                               ((number << 8) & 0xff0000U) | (number << 24));
  };
}

Fault swap_halves() {
  return [](std::uint32_t number, const FaultContext&) {
    return changed(number, (number >> 16) | (number << 16));
  };
}

Fault all_zeros() {
  return [](std::uint32_t number, const FaultContext&) { return changed(number, 0); };
}

Fault all_ones() {
  return [](std::uint32_t number, const FaultContext&) { return changed(number, 0xffffffffU); };
}

Fault other_flow_number() {
  return [](std::uint32_t number, const FaultContext& context) -> Result {
    return context.other_flow ? changed(number, *context.other_flow) : std::nullopt;
  };
}

}  // namespace faults
