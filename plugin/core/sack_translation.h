// SPDX-License-Identifier: GPL-2.0-or-later
//
// A device that translates sequence numbers and forgets the SACK edges: in one direction all edges
// of a connection are off by exactly one difference, while its acknowledgment numbers are right.
// Which difference, no single block tells: segments of equal length fit at many places. What is
// kept is every difference that fits all blocks so far, and which of them the acknowledgments
// confirm.
//
// A receiver of damaged sequence numbers repeats them in duplicate SACKs (RFC 2883), off by what
// the damage added: one block each, of one segment. Nothing is decided before the blocks have shown
// that they report what was received: several in one segment, or one that has grown.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "option_view.h"
#include "sent_boundaries.h"
#include "suspect.h"

namespace seqbitflip {

// Whether the edges of all blocks, which are comparable, lie so far from all that was sent that
// none of them can be right.
bool all_edges_are_far(const OptionView& view);

class SackTranslation {
 public:
  explicit SackTranslation(Direction direction) : direction_(direction) {}

  // The direction of the segments that carry the blocks.
  Direction direction() const { return direction_; }

  // Takes in a segment all of whose edges are far. Its edges wait until the difference is known.
  void observe(const OptionView& view);

  // Takes in the next acknowledgment without a gap: where it takes up what the lowest block held,
  // it confirms a difference.
  void observe_acknowledgment(SeqNum acknowledged);

  // The edges that wait, as soon as their difference is known; they wait no more. They tell of the
  // segments `sent`, and of those that are still under suspicion.
  std::vector<Suspect> take_decided(const SentHistory& sent,
                                    std::span<const Suspect> sent_under_suspicion);

  // The edges that wait, where less than elsewhere speaks for their difference, but no more is to
  // come.
  std::vector<Suspect> decided_at_end(const SentHistory& sent) const;

 private:
  // A difference that may be the one.
  struct Possible {
    std::uint32_t difference = 0;
    std::int32_t score = 0;
  };
  // Edges that wait at the most; what is beyond goes untold.
  static constexpr std::size_t kMostWaiting = 512;

  void begin(const OptionView& view, const SentBoundaries& sent);
  void observe_growth(const SackBlocks& sack);
  void hold(const OptionView& view);
  void decide();
  std::optional<std::uint32_t> leading_by(std::int32_t lead) const;

  Direction direction_;
  std::vector<Possible> possible_;
  std::optional<std::uint32_t> difference_;  // observed - expected, once it is known
  std::vector<Suspect> waiting_;
  std::uint32_t segments_ = 0;     // taken in
  bool reports_received_ = false;  // more than duplicates
  std::optional<SackBlock> first_block_;
  std::optional<SeqNum> lowest_right_edge_;
  std::optional<SeqNum> acknowledged_;
};

}  // namespace seqbitflip
