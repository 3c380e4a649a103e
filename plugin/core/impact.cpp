// SPDX-License-Identifier: GPL-2.0-or-later
#include "impact.h"

#include <algorithm>

#include "settlement.h"

namespace seqbitflip {

namespace {

// The segment tells of something new: of bytes not sent before, or of bytes not acknowledged
// before.
bool makes_progress(const Witness& witness) {
  const Segment& segment = witness.segment;
  const auto& next = witness.flow.sender(witness.direction).next;
  const auto& acknowledged = witness.flow.receiver(witness.direction).acknowledged;
  const bool new_data = witness.trust.sequence && segment.sequence_length().bytes() > 0 && next &&
                        is_after(segment.end(), *next);
  const bool new_ack = witness.trust.acknowledgment && segment.ack && acknowledged &&
                       is_after(*segment.ack, *acknowledged);
  return new_data || new_ack;
}

bool brings_again(const Suspect& suspect, const Witness& witness) {
  return witness.trust.sequence_plausible &&
         witness.segment.seq == suspect.best().candidate.number &&
         witness.segment.payload_length > 0;
}

bool acknowledges_at_expected(const Suspect& suspect, const Witness& witness) {
  const SeqNum end = suspect.best().candidate.number + suspect.length;
  return witness.trust.acknowledgment && witness.segment.ack &&
         !is_before(*witness.segment.ack, end);
}

bool goes_on(Suspect& suspect, bool same_sender, const Witness& witness) {
  const bool moved_data = suspect.kind == NumberKind::kSequence && suspect.retransmittable;
  if (!moved_data) {
    return makes_progress(witness);
  }
  if (!same_sender) {
    return acknowledges_at_expected(suspect, witness);
  }
  if (brings_again(suspect, witness)) {
    suspect.impact.bytes_sent_again += witness.segment.payload_length;
    return true;
  }
  return false;
}

}  // namespace

void extend_stall(Suspect& suspect, std::int64_t time_ns) {
  Impact& impact = suspect.impact;
  if (!impact.has_ended()) {
    impact.stall_ns = std::max(time_ns - suspect.circumstances.time_ns, impact.stall_ns);
  }
}

bool follow_impact(Suspect& suspect, Direction sent, const Witness& witness) {
  Impact& impact = suspect.impact;
  if (impact.has_ended()) {
    return false;
  }
  extend_stall(suspect, witness.segment.time_ns);
  if (goes_on(suspect, sent == witness.direction, witness)) {
    impact.recovered_in = witness.segment.frame.number;
    return true;
  }
  impact.reset = witness.segment.rst;
  return impact.reset;
}

}  // namespace seqbitflip
