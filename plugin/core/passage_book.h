// SPDX-License-Identifier: GPL-2.0-or-later
//
// The ways on which segments came, each once: nearly all segments of a capture came on one of a
// few, and a number takes less than six bytes of a neighbour's address, twice.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "passage.h"

namespace seqbitflip {

class PassageBook {
 public:
  // The number of this passage, from 0 on; the same one for an equal passage.
  std::uint32_t number_of(const Passage& passage);
  const Passage& operator[](std::uint32_t number) const { return *passages_[number]; }

 private:
  std::map<Passage, std::uint32_t> numbers_;
  std::vector<const Passage*> passages_;
  // Two that were asked for lately: mostly they are the two ways of a connection.
  std::array<std::uint32_t, 2> latest_{};
};

}  // namespace seqbitflip
