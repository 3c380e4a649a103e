// SPDX-License-Identifier: GPL-2.0-or-later
//
// How probable the distances are by which healthy numbers lie ahead of what was seen: gaps of the
// capture are mostly whole segments, and mostly lie within the window.
#pragma once

#include <cstdint>

#include "direction.h"
#include "flow.h"
#include "segment.h"
#include "seq_num.h"

namespace seqbitflip {

// Share of gaps that are a whole number of full segments.
inline constexpr double kGapOfFullSegments = 0.3;
// Capture loss so large that also the window's advance went unseen.
inline constexpr double kLossBeyondWindow = 1e-2;

// How many pieces of `piece` bytes make up the gap; 0 where no whole number does.
std::uint32_t pieces_in(std::uint32_t gap, std::uint32_t piece);

// The probability of exactly this distance, log-uniform over 1 to 2^31: as probable between 10 and
// 20 as between 10 and 20 million.
double density_of_distance(std::uint32_t distance);

// The same for a gap in what the endpoint sent, of 1 byte or more: mostly a whole number of what it
// sends in one piece, or a buffer that an application wrote.
double density_of_gap(std::uint32_t gap, const Endpoint& sender);
// The same for what the capture lacks up to `position`, above SND.NXT: far less beyond every window
// that the endpoint was offered.
double density_of_loss_up_to(SeqNum position, const Endpoint& sender);
// How probable a gap of just this length is where the IP identification shows that packets are
// missing, each of which carried anything up to a full segment. 0: they cannot have carried so
// much, or none is known to be missing.
double density_of_missing(std::uint32_t gap, const Endpoint& sender, const Segment& segment);

// The highest of SND.UNA and of the numbers below `position` that were acknowledged lately in
// `direction`, also those that the capture cannot confirm; SND.NXT of the other side where nothing
// was acknowledged. One of SND.UNA and SND.NXT is known.
SeqNum acknowledged_below(const Flow& flow, Direction direction, SeqNum position);
// Whether `position` lies beyond every window that the endpoint was offered, if the left edge of
// the window has meanwhile moved to `left`; false where none is known.
bool is_beyond_window(const Endpoint& receiver, SeqNum left, SeqNum position);

}  // namespace seqbitflip
