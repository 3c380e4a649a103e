// SPDX-License-Identifier: GPL-2.0-or-later
//
// The bits of a mask without a list of them: Wireshark may leave by longjmp while they are written,
// and nothing would free the list.
#pragma once

#include <bit>
#include <cstdint>

namespace seqbitflip {

// Calls `look` with the position of each bit that is set, 0 = least significant, rising.
template <typename Look>
void for_each_bit(std::uint32_t mask, const Look& look) {
  for (; mask != 0; mask &= mask - 1) {
    look(static_cast<std::uint8_t>(std::countr_zero(mask)));
  }
}

}  // namespace seqbitflip
