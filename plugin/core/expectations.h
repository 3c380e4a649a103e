// SPDX-License-Identifier: GPL-2.0-or-later
//
// The numbers that a healthy segment could carry at this moment, each with the reason for it and
// with its prior probability.
#pragma once

#include <span>
#include <vector>

#include "flow.h"
#include "suspect.h"

namespace seqbitflip {

// A position that becomes possible through a segment that is itself under suspicion.
struct ProvisionalEnd {
  SeqNum position{0};
  std::uint32_t frame = 0;
};

// Where acknowledgments may point to because of the suspects among the other side's sequence
// numbers: their ends, counted from the expected number and, but for initial numbers, from the
// observed one; of one above SND.NXT also its observed start, if the capture lacks what lies
// before.
std::vector<ProvisionalEnd> provisional_ends(std::span<const Suspect> sent);

// Where the next segment of an endpoint may start because of suspects: behind its own ones, at the
// expected places and, as long as it may be right or the receiver may have taken it for right, at
// the observed one. It may also confirm or answer a suspect acknowledgment number of its peer: two
// directions that agree on an unexpected number are not two damages.
std::vector<ProvisionalEnd> provisional_starts(const Endpoint& sender,
                                               std::span<const Suspect> sent,
                                               std::span<const Suspect> received,
                                               const Segment& next);

// Every number occurs once, with the first of the reasons for it; the priors sum to 1. Empty where
// nothing is known of the direction yet.
std::vector<Candidate> sequence_candidates(const Flow& flow, Direction direction,
                                           const Segment& segment,
                                           std::span<const ProvisionalEnd> provisional);
std::vector<Candidate> acknowledgment_candidates(const Flow& flow, Direction direction,
                                                 const Segment& segment,
                                                 std::span<const ProvisionalEnd> provisional);

// The ends of segments of `counted` that its peer has left behind: a late segment or a reset may
// still carry one, as a sequence or as an acknowledgment number. There are many, and each is
// improbable, so they are worth trying only where a wrong checksum can tell which it was.
std::vector<Candidate> late_candidates(const Endpoint& counted);

// The frame from which an expected sequence number follows: the latest earlier segment of the
// direction that ends there or, where none was captured, the peer's segment that asks for it.
std::uint32_t sequence_reference(const Flow& flow, Direction direction, SeqNum expected);

}  // namespace seqbitflip
