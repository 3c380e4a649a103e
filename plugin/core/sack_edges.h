// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether the edges of a segment's SACK blocks (RFC 2018, RFC 2883) are what its sender may have
// meant, held against what the other side sent. It changes nothing.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "option_view.h"
#include "suspect.h"

namespace seqbitflip {

// What is wrong with an edge, as far as the block and the other side's segments show.
enum class EdgeFault : std::uint8_t {
  kNone,
  kNoBoundary,         // no segment was seen to start or end there
  kBeyondSent,         // above all that was sent
  kBelowAcknowledged,  // below the acknowledgment number, and no duplicate SACK
  kDisorder,           // the block ends before it begins, or the acknowledgment lies inside of it
};

struct Edge {
  std::uint8_t index = 0;  // 0 and 1 are the left and the right one of the first block
  SeqNum position{0};
  SeqNum other{0};  // the other edge of the block

  bool is_left() const { return index % 2 == 0; }
  bool is_of_first_block() const { return index < 2; }
};

inline constexpr std::size_t kMostEdges = 2 * SackBlocks::kMost;

Edge edge_at(const SackBlocks& sack, std::uint8_t index);

// Whether it is known what the other side sent, and the segment says how much of it arrived.
bool has_comparable_edges(const OptionView& view);

// What is wrong with each of the comparable edges. An edge that is repeated from the blocks before,
// or at a boundary in an orderly block, is as expected.
std::array<EdgeFault, kMostEdges> faults_of_edges(const OptionView& view);

// One examination for each edge with a fault.
std::vector<Examined> examine_sack_edges(const OptionView& view,
                                         const std::array<EdgeFault, kMostEdges>& faults);

}  // namespace seqbitflip
