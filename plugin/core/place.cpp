// SPDX-License-Identifier: GPL-2.0-or-later
#include "place.h"

#include <algorithm>

namespace seqbitflip {

namespace {

// Keep-alives and window probes are sent when nothing else is: the shortest interval in use is the
// least retransmission timeout of Linux, 200 ms. Half of it, as captures have their own delays.
constexpr std::int64_t kLeastIdleNs = 100'000'000;

bool is_provisional(std::span<const ProvisionalEnd> provisional, SeqNum position) {
  return std::any_of(provisional.begin(), provisional.end(),
                     [&](const ProvisionalEnd& end) { return end.position == position; });
}

// A probe from when less had been sent: late, or a copy of it. Nobody starts one byte before an
// end otherwise.
bool is_late_probe(const Endpoint& sender, const Segment& segment) {
  const SeqNum probed = segment.seq + SeqLength(1);
  return segment.ack && !segment.rst && segment.sequence_length().bytes() <= 1 && !segment.fin &&
         sender.next && is_before(probed, *sender.next) && sender.sent.ending_at(probed) != nullptr;
}

// A keep-alive of BSD acknowledges one less than before, so that also a peer of 4.2BSD answers
// (TCP_COMPAT_42 in tcp_timer.c of 4.4BSD).
bool acknowledges_as_keep_alive(const Flow& flow, Direction direction, const Segment& segment) {
  return *segment.ack + SeqLength(1) == flow.receiver(direction).acknowledged &&
         is_probe(flow, direction, segment);
}

// A reset carries the number that its peer asked for, or none at all where the segment that it
// answers had no acknowledgment (RFC 9293, section 3.10.7.1).
bool is_usual_reset(const Endpoint& sender, const Segment& segment) {
  return segment.rst && (segment.seq == SeqNum(0) || segment.seq == sender.acknowledged ||
                         segment.seq == sender.reset);
}

// Where the peer says that something starts or ends, something starts or ends. Not below what it
// acknowledged: there a duplicate SACK (RFC 2883) repeats whatever number arrived.
bool is_named_by_peer(const Endpoint& sender, const Endpoint& receiver, SeqNum position) {
  if (position == sender.acknowledged) {
    return true;
  }
  if (sender.acknowledged && is_before(position, *sender.acknowledged)) {
    return false;
  }
  const SackBlocks sack = receiver.sack();
  return std::any_of(sack.block, sack.block + sack.count, [&](const SackBlock& block) {
    return block.left == position || block.right == position;
  });
}

// Linux stamps pure acknowledgments with SND.UNA + SND.WND where the peer took back window that was
// already used (tcp_acceptable_seq).
bool is_at_shrunk_window(const Endpoint& sender, const Segment& segment) {
  return segment.is_pure_ack() && segment.seq == sender.latest_window_edge && sender.next &&
         !is_after(segment.seq, *sender.next);
}

bool is_first_after_syn(const Endpoint& endpoint, SeqNum position) {
  return endpoint.initial && position == *endpoint.initial + SeqLength(1);
}

// The retransmission of a segment that was lost before the capture saw it lies in a hole of what
// was seen, a whole number of full segments from its start or end, or reaches exactly to its end.
bool fills_hole(const Endpoint& sender, const Segment& segment) {
  const auto hole = sender.sent.hole_at(segment.seq);
  if (!hole || segment.sequence_length().bytes() == 0 || is_after(segment.end(), hole->end)) {
    return false;
  }
  const std::uint32_t full = sender.usual_segment().bytes();
  const auto is_whole = [&](SeqNum from, SeqNum to) {
    return full > 0 && length_between(from, to).bytes() % full == 0;
  };
  return segment.end() == hole->end || is_whole(hole->first, segment.seq) ||
         is_whole(segment.seq, hole->end);
}

// The first byte is the one after the SYN: nothing but a probe starts with the SYN's own number.
bool is_at_syn(const Endpoint& sender, SeqNum position) {
  return sender.syn_seen && sender.initial == position;
}

}  // namespace

bool acknowledges_news(const Flow& flow, Direction direction, const Segment& segment) {
  const Endpoint& receiver = flow.receiver(direction);
  return segment.ack && receiver.acknowledged && receiver.next &&
         is_after(*segment.ack, *receiver.acknowledged) && !is_after(*segment.ack, *receiver.next);
}

bool may_be_probe(const Flow& flow, Direction direction, const Segment& segment) {
  const Endpoint& sender = flow.sender(direction);
  const bool idle =
      sender.advanced_at_ns == 0 || segment.time_ns - sender.advanced_at_ns >= kLeastIdleNs;
  const bool brings_news =
      acknowledges_news(flow, direction, segment) ||
      (segment.sack.count > 0 && !segment.sack.tells_the_same_as(sender.sack()));
  const bool may_send = sender.next && sender.latest_window_edge &&
                        is_after(*sender.latest_window_edge, *sender.next + sender.usual_segment());
  return idle && !(brings_news && may_send) && !segment.syn && !segment.fin && !segment.rst &&
         segment.sequence_length().bytes() <= 1;
}

bool is_probe(const Flow& flow, Direction direction, const Segment& segment) {
  const Endpoint& sender = flow.sender(direction);
  const SeqNum probed = segment.seq + SeqLength(1);
  return may_be_probe(flow, direction, segment) &&
         (probed == sender.next || probed == sender.acknowledged);
}

Standing standing_of_sequence(const Flow& flow, Direction direction, const Segment& segment,
                              std::span<const ProvisionalEnd> provisional) {
  const Endpoint& sender = flow.sender(direction);
  const auto next = sender.expected_next();
  if (!next || segment.syn) {
    return Standing::kNothingKnown;
  }
  if (segment.seq == *next) {
    return Standing::kExpected;
  }
  const bool known = is_probe(flow, direction, segment) || is_late_probe(sender, segment) ||
                     is_usual_reset(sender, segment) ||
                     is_named_by_peer(sender, flow.receiver(direction), segment.seq) ||
                     is_at_shrunk_window(sender, segment) ||
                     is_first_after_syn(sender, segment.seq) ||
                     segment.seq == sender.outvoted_next ||
                     is_provisional(provisional, segment.seq) || fills_hole(sender, segment) ||
                     (sender.sent.is_boundary(segment.seq, sender.full_segment) &&
                      !is_at_syn(sender, segment.seq));
  if (known) {
    return Standing::kKnown;
  }
  return is_after(segment.seq, *next) ? Standing::kAhead : Standing::kBehind;
}

Standing standing_of_acknowledgment(const Flow& flow, Direction direction, const Segment& segment,
                                    std::span<const ProvisionalEnd> provisional) {
  const Endpoint& receiver = flow.receiver(direction);
  if (!segment.ack || (!receiver.next && !receiver.acknowledged)) {
    return Standing::kNothingKnown;
  }
  const SeqNum ack = *segment.ack;
  if (ack == receiver.next) {
    return Standing::kExpected;
  }
  if (ack == receiver.acknowledged || (segment.rst && ack == SeqNum(0)) ||
      is_provisional(provisional, ack)) {
    return Standing::kKnown;
  }
  if (segment.syn && is_first_after_syn(receiver, ack)) {
    return Standing::kKnown;  // a SYN-ACK acknowledges nothing else, however late it comes again
  }
  if (receiver.acknowledged && is_before(ack, *receiver.acknowledged)) {
    return acknowledges_as_keep_alive(flow, direction, segment) ? Standing::kKnown
                                                                : Standing::kBehind;
  }
  const bool known =
      is_first_after_syn(receiver, ack) || receiver.sent.is_boundary(ack, receiver.full_segment) ||
      (receiver.next && is_before(ack, *receiver.next) && !receiver.sent.reaches_back_to(ack));
  return known ? Standing::kKnown : Standing::kAhead;
}

}  // namespace seqbitflip
