// SPDX-License-Identifier: GPL-2.0-or-later
//
// Counts what the program allocates by operator new.
#pragma once

#include <cstddef>
#include <cstdint>

namespace seqbitflip::bench {

struct CountedMemory {
  std::uint64_t allocations = 0;  // ever made
  std::size_t bytes = 0;          // in use, as the allocator rounds them
};

CountedMemory counted_memory();

}  // namespace seqbitflip::bench
