// SPDX-License-Identifier: GPL-2.0-or-later
#include "settlement.h"

#include <algorithm>
#include <cmath>

#include "payload_again.h"

namespace seqbitflip {

namespace {

// Weights, as log10 of a likelihood ratio. How each was chosen stands beside it; what matters is
// that no single benign coincidence reaches a verdict.

// The next segment starts where the suspect would have ended at the expected place. A gap would
// have to be refilled in two steps of just that length.
constexpr double kGoesOnFromExpected = 2.5;
// The very next packet of the sender, by the IP identification, starts where the suspect should
// end; or a segment with new data starts inside the suspect: nobody sends new data over data.
constexpr double kNextPacketGoesOn = 4.0;
// A segment without data says where SND.NXT is, and it is at the expected place.
constexpr double kStaysAtExpected = 2.0;
// The initial number plus one, hit exactly by the next segment of the same endpoint.
constexpr double kGoesOnFromInitial = 6.0;
// After the handshake its sender acknowledges the number seen in the SYN, or what follows: that one
// was right.
constexpr double kAcknowledgesInitial = 2.0;
// Which of two rivals is right, not whether one is damaged: see Suspect::rival.
constexpr double kDecidesBetweenRivals = 0.0;
// A pure acknowledgment carries SND.NXT, which never goes back (RFC 9293, section 3.4).
constexpr double kSendNextWentBackForSure = 4.0;
constexpr double kSendNextWentBack = 1.5;
// A stream ends once: its FIN comes again, but at the expected place.
constexpr double kEndAgain = 4.0;
// During the handshake: "I never sent that", from the one who knows.
constexpr double kRefused = -6.0;
// The flow goes on from the observed number: so would any flow after capture loss.
constexpr double kGoesOnFromObserved = -3.0;
// ... but far outside the window it may be one faulty device that changes every segment.
constexpr double kGoesOnFarOutside = -1.0;
// A later segment runs across the observed number, which thus was no boundary.
constexpr double kLaterSegmentCrosses = 1.5;
// Segments arrive that fill the gap exactly up to the observed number.
constexpr double kGapFilled = -2.5;
// A receiver acknowledges only what really was the next number. But inside the window it takes
// content with a damaged number as it comes, and the sender goes on from what it acknowledges: then
// this is no evidence.
constexpr double kPeerAcknowledgedObserved = -6.0;
// ... unless the capture lacks what lies before the suspect: the receiver has got that as well.
// Only where both directions are damaged alike would it look the same.
constexpr double kPeerAcknowledgedGap = -4.0;
// ... and where it was that peer's acknowledgment alone that spoke against the number, that one was
// wrong.
constexpr double kPeerTookItsWordBack = -30.0;
// The peer acknowledges bytes that only the suspect can have carried.
constexpr double kPeerAcknowledgedExpected = 2.0;
// Acknowledgment numbers never go back (RFC 9293, section 3.4); only reordering shows otherwise,
// and a newer timestamp or the next IP ID rules that out.
constexpr double kWentBackForSure = 4.0;
constexpr double kWentFarBackForSure = 6.0;
constexpr double kWentBack = 2.0;
constexpr double kNumberStays = -3.0;
// An expected acknowledgment above what its sender later acknowledges.
constexpr double kAboveLaterOne = -4.0;
// The bytes that a suspect acknowledges are sent only after it.
constexpr double kBytesSentLater = 2.5;
// ... beyond every window that its own side ever offered.
constexpr double kBytesFarAhead = 4.0;
// The number is a boundary after all. That a boundary lies there by chance is as probable as the
// segments are short: see weight_of_boundary. During the handshake, and far from everything else
// that was sent, it is no chance.
constexpr double kBoundaryAppeared = -1.0;
constexpr double kPeerIsThere = -8.0;
// The peer cannot tell a wrong acknowledgment inside the window from a right one: it goes on from
// there, too.
constexpr double kPeerGoesOnFromThere = -1.0;

bool is_strictly_inside(SeqNum position, const Segment& segment) {
  return position != segment.seq && in_window(position, segment.seq, segment.sequence_length());
}

// Modulo 2^32; 0 where one of them has none, or they are the same.
std::int32_t timestamp_step(const Suspect& suspect, const Witness& witness) {
  const auto& later = witness.segment.timestamps;
  return suspect.timestamp && later ? distance(SeqNum(*suspect.timestamp), SeqNum(later->value))
                                    : 0;
}

bool is_surely_newer(const Suspect& suspect, const Witness& witness) {
  const bool next_id =
      witness.flow.sender(witness.direction).ip_id.confidence_in_successor(witness.segment.ip_id) >
      1.0;
  return next_id || timestamp_step(suspect, witness) > 0;
}

bool is_surely_older(const Suspect& suspect, const Witness& witness) {
  const std::int32_t step = timestamp_step(suspect, witness);
  const auto ip_id = witness.segment.ip_id;
  const bool late_id = witness.flow.sender(witness.direction).ip_id.shows_older(ip_id) ||
                       (step <= 0 && is_little_behind(ip_id, suspect.ip_id));
  return late_id || step < 0;
}

// Whether a suspect other than this one was seen at `position`, and may be right there.
bool is_covered_by_another(std::span<const Suspect> suspects, const Suspect& suspect,
                           SeqNum position) {
  return std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& other) {
    return other.kind == NumberKind::kSequence && other.frame.number != suspect.frame.number &&
           !other.is_convicted() && in_window(position, other.observed, other.length);
  });
}

// Whether a segment at `position` was seen, or may have been seen and is forgotten. `sender`: of
// the suspect.
bool is_covered(const Endpoint& sender, const Suspect& suspect, const Witness& witness,
                SeqNum position) {
  return sender.sent.starting_at(position) != nullptr || sender.sent.is_inside(position) ||
         !sender.sent.reaches_back_to(position) ||
         is_covered_by_another(witness.suspects, suspect, position);
}

// Whether the witness was the very next packet that the suspect's sender sent.
bool is_next_packet(const Suspect& suspect, const Witness& witness) {
  return witness.flow.sender(witness.direction)
      .ip_id.is_successor(suspect.ip_id, witness.segment.ip_id);
}

double weight_of_going_on(const Suspect& suspect, SeqNum goes_on_at, bool next_packet) {
  if (suspect.rival) {
    return kDecidesBetweenRivals;
  }
  if (suspect.place == Place::kUnacceptable) {
    return kGoesOnFromInitial;
  }
  const bool inside_observed =
      goes_on_at != suspect.observed && in_window(goes_on_at, suspect.observed, suspect.length);
  if (next_packet || inside_observed) {
    return kNextPacketGoesOn;
  }
  return suspect.length.bytes() > 0 ? kGoesOnFromExpected : kStaysAtExpected;
}

// Whether it is remarkable that the flow goes on from where the suspect would have ended at
// `expected`.
bool going_on_is_telling(const Suspect& suspect, const Witness& witness, SeqNum expected) {
  if (suspect.place == Place::kUnacceptable) {
    return true;
  }
  const bool may_be_keep_alive =
      expected + SeqLength(1) == suspect.observed && witness.segment.sequence_length().bytes() <= 1;
  if (may_be_keep_alive) {
    return false;
  }
  if (suspect.length.bytes() > 0) {
    // Where a segment was seen at the expected place, the flow goes on from that one.
    return !is_covered(witness.flow.sender(witness.direction), suspect, witness, expected);
  }
  // That the flow stays where it was says nothing against a late segment; nor does a late segment
  // say anything of what was sent since.
  return suspect.place == Place::kAhead && is_surely_newer(suspect, witness);
}

void follow_the_flow(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  const std::uint32_t frame = later.frame.number;
  const bool next_packet = is_next_packet(suspect, witness);
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    const SeqNum expected = hypothesis.candidate.number;
    const bool telling =
        next_packet ? suspect.length.bytes() > 0 : going_on_is_telling(suspect, witness, expected);
    if (telling && later.seq == expected + suspect.length) {
      Suspect::add_to(hypothesis, {EvidenceKind::kGoesOnFromExpected,
                                   weight_of_going_on(suspect, later.seq, next_packet), frame});
    }
  }
  // Nobody can be asked to go on from an initial number that is not his own.
  const bool was_asked_to = suspect.place != Place::kUnacceptable &&
                            suspect.has_later(EvidenceKind::kPeerAcknowledgedObserved);
  if (later.seq == suspect.observed + suspect.length && !was_asked_to) {
    suspect.add_later({EvidenceKind::kGoesOnFromObserved,
                       suspect.outside_window == 0 ? kGoesOnFromObserved : kGoesOnFarOutside,
                       frame});
  }
}

void look_at_observed_place(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  const std::uint32_t frame = later.frame.number;
  if (suspect.place != Place::kAhead) {
    return;
  }
  // A FIN may come alone, and again behind the last bytes.
  const bool ends_there =
      later.end() == suspect.observed || later.end_of_payload() == suspect.observed;
  if (is_strictly_inside(suspect.observed, later) && !ends_there) {
    suspect.add_later({EvidenceKind::kLaterSegmentCrosses, kLaterSegmentCrosses, frame});
  }
  if (later.sequence_length().bytes() > 0 && ends_there) {
    suspect.add_later({EvidenceKind::kGapFilled, kGapFilled, frame});
  }
}

// A pure acknowledgment at SND.NXT, below the end of a segment that would have moved SND.NXT
// beyond.
void compare_send_next(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  const bool states_send_next =
      later.is_pure_ack() && later.seq == witness.flow.sender(witness.direction).next;
  const SeqNum probed = later.seq + SeqLength(1);
  const bool may_be_keep_alive =
      probed == suspect.observed || probed == suspect.observed + suspect.length;
  if (suspect.place == Place::kAhead && states_send_next && !may_be_keep_alive &&
      is_before(later.seq, suspect.observed + suspect.length)) {
    suspect.add_later(
        {EvidenceKind::kSendNextWentBack,
         is_surely_newer(suspect, witness) ? kSendNextWentBackForSure : kSendNextWentBack,
         later.frame.number});
  }
}

void compare_end(Suspect& suspect, const Witness& witness) {
  if (!suspect.fin || !witness.segment.fin) {
    return;
  }
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    if (hypothesis.candidate.number + suspect.length == witness.segment.end()) {
      Suspect::add_to(hypothesis,
                      {EvidenceKind::kEndAgain, kEndAgain, witness.segment.frame.number});
    }
  }
}

// During the handshake a reset at exactly the number that the peer acknowledged says: I never sent
// that (RFC 9293, section 3.10.7.3 in SYN-SENT, section 3.10.7.4 in SYN-RECEIVED). The initial
// number seen was the right one.
void settle_by_refusal(Suspect& suspect, const Segment& reset) {
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    if (suspect.place == Place::kUnacceptable &&
        reset.seq == hypothesis.candidate.number + suspect.length) {
      Suspect::add_to(hypothesis, {EvidenceKind::kRefused, kRefused, reset.frame.number});
    }
  }
}

// Whether both packets may come from one stack. A tool that makes up resets, as tcpkill does, draws
// the identification of each at random; a stack that does so as well is not told from it.
bool may_be_of_one_stack(const Suspect& suspect, const Segment& later) {
  const auto is_none = [](std::optional<std::uint16_t> ip_id) { return ip_id.value_or(0) == 0; };
  return is_none(suspect.ip_id) || is_none(later.ip_id) || suspect.ip_id == later.ip_id ||
         is_little_behind(suspect.ip_id, later.ip_id);
}

// A closed endpoint repeats its reset for each segment that still comes.
void settle_by_repeated_reset(Suspect& suspect, const Segment& reset) {
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    if (suspect.circumstances.segment_kind == SegmentKind::kRst &&
        suspect.place != Place::kUnacceptable && reset.seq == hypothesis.candidate.number &&
        may_be_of_one_stack(suspect, reset)) {
      Suspect::add_to(hypothesis,
                      {EvidenceKind::kGoesOnFromExpected, kStaysAtExpected, reset.frame.number});
    }
  }
}

void settle_sequence_by_same_sender(Suspect& suspect, const Witness& witness) {
  if (witness.segment.rst) {
    // A reset repeats the number that it was asked with; it says nothing of what was sent.
    settle_by_refusal(suspect, witness.segment);
    settle_by_repeated_reset(suspect, witness.segment);
    return;
  }
  compare_payload(suspect, witness);
  compare_end(suspect, witness);
  if (is_surely_older(suspect, witness)) {
    return;
  }
  compare_send_next(suspect, witness);
  follow_the_flow(suspect, witness);
  look_at_observed_place(suspect, witness);
}

double weight_of_going_back(const Suspect& suspect, const Witness& witness) {
  if (!is_surely_newer(suspect, witness)) {
    return kWentBack;
  }
  return suspect.outside_window > 0 ? kWentFarBackForSure : kWentBackForSure;
}

// Whether the acknowledgment counts a stream that was seen to begin at `expected`, and that cannot
// have begun at `observed`.
bool is_of_stream_from(SeqNum expected, SeqNum observed, SeqNum acknowledgment,
                       const Endpoint& acknowledged) {
  if (acknowledgment == expected) {
    return true;
  }
  const bool may_be_of_observed =
      is_after(observed, expected) && !is_before(acknowledgment, observed);
  return acknowledged.sent.starting_at(expected) != nullptr && acknowledged.next &&
         is_after(acknowledgment, expected) && !is_after(acknowledgment, *acknowledged.next) &&
         !may_be_of_observed;
}

void settle_acknowledgment_by_same_sender(Suspect& suspect, const Witness& witness) {
  if (!witness.segment.ack || is_surely_older(suspect, witness)) {
    return;
  }
  const SeqNum later = *witness.segment.ack;
  const std::uint32_t frame = witness.segment.frame.number;
  const Endpoint& acknowledged = witness.flow.receiver(witness.direction);
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    if (suspect.place == Place::kUnacceptable &&
        is_of_stream_from(hypothesis.candidate.number, suspect.observed, later, acknowledged)) {
      Suspect::add_to(hypothesis, {EvidenceKind::kGoesOnFromExpected, kAcknowledgesInitial, frame});
    }
    if (is_after(hypothesis.candidate.number, later)) {
      Suspect::add_to(hypothesis, {EvidenceKind::kAcknowledgmentsWentBack, kAboveLaterOne, frame});
    }
  }
  if (suspect.place == Place::kAhead && is_before(later, suspect.observed)) {
    suspect.add_later(
        {EvidenceKind::kAcknowledgmentsWentBack, weight_of_going_back(suspect, witness), frame});
  } else if (later == suspect.observed && suspect.place != Place::kUnacceptable) {
    // A SYN-ACK that is sent again says the same, and a device that damages the one may damage all.
    suspect.add_later({EvidenceKind::kNumberStays, kNumberStays, frame});
  }
}

// The acknowledgment of exactly the suspect's end at its observed place or, where that lies beyond
// everything else that was sent, of that and a little more.
bool is_acknowledged_as_observed(const Suspect& suspect, SeqNum ack, const Endpoint& sender) {
  const SeqNum end = suspect.observed + suspect.length;
  if (ack == end) {
    return true;
  }
  constexpr SeqLength kLittleMore(1U << 20);
  return suspect.place == Place::kAhead && suspect.outside_window > 0 && sender.next &&
         is_after(ack, *sender.next) && in_window(ack, end, kLittleMore);
}

double weight_of_acknowledgment_as_observed(const Suspect& suspect, const Endpoint& sender) {
  if (suspect.on_one_word) {
    return kPeerTookItsWordBack;
  }
  const bool may_have_misled = suspect.length.bytes() > 0 && suspect.outside_window == 0;
  if (!may_have_misled) {
    return kPeerAcknowledgedObserved;
  }
  const bool behind_a_gap =
      suspect.place == Place::kAhead && sender.next && is_before(*sender.next, suspect.observed);
  return behind_a_gap ? kPeerAcknowledgedGap : 0.0;
}

void settle_sequence_by_peer(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  if (!later.ack) {
    return;
  }
  const std::uint32_t frame = later.frame.number;
  const Endpoint& sender = witness.flow.receiver(witness.direction);
  if (is_acknowledged_as_observed(suspect, *later.ack, sender)) {
    suspect.add_later({EvidenceKind::kPeerAcknowledgedObserved,
                       weight_of_acknowledgment_as_observed(suspect, sender), frame});
    return;
  }
  for (Hypothesis& hypothesis : suspect.hypotheses) {
    const SeqNum end = hypothesis.candidate.number + suspect.length;
    if (suspect.place == Place::kUnacceptable) {
      if (!suspect.rival && *later.ack == end && frame != hypothesis.candidate.reference) {
        Suspect::add_to(hypothesis, {EvidenceKind::kPeerAcknowledgedExpected,
                                     kPeerAcknowledgedExpected, frame});
      }
      continue;
    }
    const bool newly_acknowledged = !sender.acknowledged || is_after(end, *sender.acknowledged);
    const bool short_of_observed =
        suspect.place != Place::kAhead || is_before(*later.ack, suspect.observed);
    const bool says_something = newly_acknowledged && suspect.retransmittable &&
                                short_of_observed && !is_before(*later.ack, end);
    // Whether something else carried them is asked last, as that takes longest.
    if (says_something && !is_covered(sender, suspect, witness, hypothesis.candidate.number)) {
      Suspect::add_to(hypothesis,
                      {EvidenceKind::kPeerAcknowledgedExpected, kPeerAcknowledgedExpected, frame});
    }
  }
}

// During the handshake either the initial number is wrong or its acknowledgment: the next segment
// of its sender decides. A reset at the number that was acknowledged refuses it.
void settle_handshake(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  const std::uint32_t frame = later.frame.number;
  if (later.rst) {
    // Whose own SYN is not in the capture may acknowledge what is not in it either, and then be
    // told that nobody listens any more.
    const bool is_of_handshake = suspect.circumstances.segment_kind == SegmentKind::kSynAck ||
                                 witness.flow.receiver(witness.direction).initial;
    if (later.seq == suspect.observed && is_of_handshake) {
      suspect.add_later({EvidenceKind::kRefused, -kRefused, frame});
    }
    return;
  }
  const SeqNum first = later.syn ? later.seq + SeqLength(1) : later.seq;
  if (first == suspect.expected_base) {
    suspect.add_later({EvidenceKind::kBytesSentLater, kBytesSentLater, frame});
  } else if (first == suspect.observed) {
    suspect.add_later({EvidenceKind::kBoundaryAppeared, kPeerIsThere, frame});
  }
}

// Whether it is a reset that copies the acknowledgment number that it refuses: as wrong as that
// one, it says nothing of its own sender's numbers.
bool refuses(const Suspect& suspect, const Segment& reset) {
  return reset.rst && suspect.kind == NumberKind::kAcknowledgment &&
         suspect.place == Place::kUnacceptable && reset.seq == suspect.observed;
}

void settle_acknowledgment_by_peer(Suspect& suspect, const Witness& witness) {
  const Segment& later = witness.segment;
  if (suspect.place == Place::kUnacceptable) {
    settle_handshake(suspect, witness);
    return;
  }
  // Behind may be ahead by more than 2 GiB, if it lies outside of the window.
  const bool may_be_ahead = suspect.place == Place::kAhead || suspect.outside_window != 0;
  if (!may_be_ahead || later.sequence_length().bytes() == 0) {
    return;
  }
  const std::uint32_t frame = later.frame.number;
  if (later.end() == suspect.observed) {
    suspect.add_later({EvidenceKind::kBoundaryAppeared, weight_of_boundary(later), frame});
  } else if (later.seq == suspect.observed) {
    suspect.add_later({EvidenceKind::kBoundaryAppeared,
                       suspect.outside_window == 0 ? kPeerGoesOnFromThere : kPeerIsThere, frame});
  } else if (later.seq == suspect.expected_base && is_after(suspect.observed, later.seq)) {
    suspect.add_later({EvidenceKind::kBytesSentLater,
                       suspect.outside_window > 0 ? kBytesFarAhead : kBytesSentLater, frame});
  }
}

}  // namespace

double weight_of_boundary(const Segment& segment) {
  return kBoundaryAppeared - std::log10(segment.sequence_length().bytes());
}

void settle_repetition(Suspect& earlier, Suspect& repeated) {
  const bool same = earlier.kind == repeated.kind && earlier.observed == repeated.observed;
  const auto may_be_repeated = [](const Suspect& suspect) {
    const bool acknowledgment = suspect.kind == NumberKind::kAcknowledgment;
    return suspect.outside_window == 0 &&
           (acknowledgment ? suspect.place == Place::kAhead : suspect.length.bytes() == 0);
  };
  if (same && may_be_repeated(earlier) && may_be_repeated(repeated)) {
    earlier.add_later({EvidenceKind::kNumberStays, kNumberStays, repeated.frame.number});
    repeated.add_later({EvidenceKind::kNumberStays, kNumberStays, earlier.frame.number});
  }
}

void settle(Suspect& suspect, Direction sent, const Witness& witness) {
  const bool same_sender = sent == witness.direction;
  const bool of_sequence = suspect.kind == NumberKind::kSequence;
  // A suspect is settled by the numbers that count the same bytes: the sequence numbers of one
  // direction and the acknowledgment numbers of the other.
  const bool speaks_by_sequence = same_sender == of_sequence;
  if (refuses(suspect, witness.segment) && !same_sender) {
    settle_handshake(suspect, witness);
    return;
  }
  if (!(speaks_by_sequence ? witness.trust.sequence : witness.trust.acknowledgment)) {
    if (of_sequence && same_sender && witness.trust.sequence_plausible) {
      compare_payload(suspect, witness);
    }
    return;
  }
  if (of_sequence) {
    same_sender ? settle_sequence_by_same_sender(suspect, witness)
                : settle_sequence_by_peer(suspect, witness);
  } else {
    same_sender ? settle_acknowledgment_by_same_sender(suspect, witness)
                : settle_acknowledgment_by_peer(suspect, witness);
  }
}

}  // namespace seqbitflip
