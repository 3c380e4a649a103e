// SPDX-License-Identifier: GPL-2.0-or-later
#include "flow.h"

#include <algorithm>

namespace seqbitflip {

namespace {

// The timestamps option takes 12 bytes of each segment, with its padding (RFC 7323, appendix A).
constexpr std::uint32_t kTimestampsLength = 12;

// In its own place while it lasts: a segment with blocks is mostly followed by another one.
void observe_sack(Endpoint& sender, const SackBlocks& sack) {
  if (sender.latest_sack) {
    *sender.latest_sack = sack;
  } else {
    sender.latest_sack = sack;
  }
}

// 0: it is not wrong.
std::uint16_t wrong_sum_of(const ChecksumResult& checksum) {
  return checksum.state == ChecksumState::kInvalid ? checksum.sum : std::uint16_t{0};
}

// Whether the sender's segment before told the same time and the same echo.
bool is_told_before(const Endpoint& sender, const Timestamps& timestamps) {
  return sender.clock.is_known() && sender.clock.highest() == timestamps.value &&
         sender.timestamp == timestamps.value && sender.latest_echo == timestamps.echo;
}

// A segment with a wrong number, or one after a gap, was sent at its time nevertheless: it may
// advance the clock, but only a trusted one starts it or sets it back.
[[gnu::always_inline]] inline void observe_timestamp(Endpoint& sender, const Segment& segment,
                                                     Trust trust) {
  if (!segment.timestamps || segment.rst || is_told_before(sender, *segment.timestamps)) {
    return;
  }
  sender.clock.observe(segment.timestamps->value, segment.time_ns, segment.frame.number);
  if (segment.ack) {
    sender.latest_echo = segment.timestamps->echo;
  }
  const std::uint32_t value = segment.timestamps->value;
  const bool was_reset = !sender.timestamp || !sender.is_near_clock(value);
  const bool trusted = trust.sequence && trust.acknowledgment;
  if (was_reset ? trusted : is_after(SeqNum(value), SeqNum(*sender.timestamp))) {
    sender.timestamp = value;
  }
}

[[gnu::always_inline]] inline void observe_payload(Endpoint& sender, std::uint32_t length) {
  if (length == 0) {
    return;
  }
  const bool first = sender.payload_segments == 0;
  ++sender.payload_segments;
  sender.largest_payload = std::max(sender.largest_payload, length);
  sender.smallest_payload = first ? length : std::min(sender.smallest_payload, length);
}

void advance(Endpoint& sender, SeqNum first_byte, SeqNum end) {
  if (!sender.next) {
    sender.next = end;
    sender.stream_length = length_between(first_byte, end).bytes();
  } else if (is_after(end, *sender.next)) {
    sender.stream_length += length_between(*sender.next, end).bytes();
    sender.next = end;
  }
}

void observe_sequence(Endpoint& sender, const Segment& segment) {
  if (segment.rst && segment.payload_length == 0) {
    sender.reset = segment.seq;  // says nothing of what was sent
    sender.reset_in_frame = segment.frame.number;
    return;
  }
  ++sender.trusted_segments;
  if (segment.sequence_length().bytes() > 0) {
    sender.sent.add(record_of(segment));
    observe_payload(sender, segment.payload_length);
  }
  if (!sender.next || is_after(segment.end(), *sender.next)) {
    sender.advanced_at_ns = segment.time_ns;
  }
  advance(sender, segment.first_byte(), segment.end());
  if (segment.end() == *sender.next) {
    sender.next_in_frame = segment.frame.number;
  }
}

[[gnu::always_inline]] inline void observe_acknowledgment(Endpoint& acknowledging,
                                                          Endpoint& acknowledged,
                                                          const Segment& segment,
                                                          std::uint32_t window) {
  const SeqNum ack = *segment.ack;
  const SeqNum edge = ack + SeqLength(window);
  if (ack == acknowledged.acknowledged && edge == acknowledged.latest_window_edge) {
    return;  // as before
  }
  if (!acknowledged.acknowledged || is_after(ack, *acknowledged.acknowledged)) {
    ++acknowledged.boundary_acks;
    if (acknowledged.acknowledged) {
      acknowledged.ack_step = length_between(*acknowledged.acknowledged, ack);
    }
    acknowledged.acknowledged = ack;
    acknowledged.acknowledged_in_frame = segment.frame.number;
    acknowledged.sent.acknowledged_up_to(ack);
  }
  acknowledging.largest_window = std::max(acknowledging.largest_window, window);
  acknowledged.latest_window_edge = edge;
  acknowledged.window_edge =
      acknowledged.window_edge ? later_of(*acknowledged.window_edge, edge) : edge;
}

// Each part by itself: read together as soon as they were written one by one, they would have to
// wait for that.
[[gnu::always_inline]] inline void observe_ack_sent(Endpoint& sender, const Segment& segment) {
  SentAck& latest = sender.recent_acks[sender.acks_sent++ % sender.recent_acks.size()];
  latest.number = *segment.ack;
  latest.frame = segment.frame.number;
  if (segment.ip_id) {
    latest.ip_id.emplace(*segment.ip_id);
  } else {
    latest.ip_id.reset();
  }
}

bool acknowledges_late(const Endpoint& receiver, const Segment& segment) {
  return segment.ack && receiver.acknowledged && is_before(*segment.ack, *receiver.acknowledged);
}

// What the segment tells beside where its payload lies. `window`: as offered_window() says.
[[gnu::always_inline]] inline void observe_beside_sequence(Endpoint& sender, Endpoint& receiver,
                                                           const Segment& segment,
                                                           std::uint32_t window, Trust trust) {
  observe_timestamp(sender, segment, trust);
  if (!sender.ttl && trust.sequence && trust.acknowledgment) {
    sender.ttl = segment.ttl;
  }
  if (trust.acknowledgment_plausible && segment.ack && !segment.rst) {
    observe_ack_sent(sender, segment);
    sender.latest_ack_in_frame = segment.frame.number;
  }
  if (trust.acknowledgment && segment.ack && !segment.rst) {
    observe_acknowledgment(sender, receiver, segment, window);
  }
  if (segment.sack.count > 0 || sender.latest_sack) {
    observe_sack(sender, segment.sack);
  }
}

}  // namespace

void Flow::observe(Direction direction, const Segment& segment, Trust trust) {
  if (segment.syn) {
    observe_handshake(direction, segment, trust);
  }
  Endpoint& sender = endpoints_[index(direction)];
  Endpoint& receiver = endpoints_[index(opposite(direction))];
  ++sender.segments;
  const bool in_order =
      !sender.next || (segment.seq == *sender.next && !acknowledges_late(receiver, segment));
  sender.ip_id.observe(segment.ip_id, in_order);
  if (trust.sequence) {
    sender.latest_seq = segment.seq;
    observe_sequence(sender, segment);
  }
  observe_beside_sequence(sender, receiver, segment, offered_window(direction, segment), trust);
}

// As observe(), with less to ask: nearly every segment comes here.
bool Flow::observe_next(Ends ends, const Segment& segment, std::uint32_t window) {
  Endpoint& sender = *ends.sender_;
  Endpoint& receiver = *ends.receiver_;
  const std::uint32_t acks_before = receiver.boundary_acks;
  ++sender.segments;
  ++sender.trusted_segments;
  sender.latest_seq.emplace(segment.seq);
  sender.next_in_frame = segment.frame.number;
  sender.ip_id.observe(segment.ip_id, !acknowledges_late(receiver, segment));
  if (const SeqLength length = segment.sequence_length(); length.bytes() > 0) {
    const SeqNum end = segment.seq + length;
    describe(segment, sender.sent.add(segment.seq, end));
    observe_payload(sender, segment.payload_length);
    sender.advanced_at_ns = segment.time_ns;
    sender.stream_length += length.bytes();
    *sender.next = end;
  }
  observe_beside_sequence(sender, receiver, segment, window, Trust{});
  return receiver.boundary_acks != acks_before;
}

void Flow::observe_handshake(Direction direction, const Segment& segment, Trust trust) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.syn_seen = true;
  sender.syn_options_seen = segment.options_captured;
  sender.window_shift = segment.window_shift;
  if (trust.sequence) {
    sender.initial = segment.seq;
  }
  sender.offers_timestamps = segment.has_timestamps_option();
  if (segment.mss) {
    endpoints_[index(opposite(direction))].allowed_mss = *segment.mss;
  }
  learn_from_handshake();
}

void Flow::learn_from_handshake() {
  learn_window_shifts();
  learn_full_segments();
}

// RFC 7323, section 3.2: timestamps stand in every segment where both SYNs have them. Of a SYN that
// was not seen the same is supposed as of the other one.
void Flow::learn_full_segments() {
  for (const Direction direction : kBothDirections) {
    Endpoint& limited = endpoints_[index(direction)];
    const bool stamped = receiver(direction).offers_timestamps &&
                         (limited.offers_timestamps || !limited.syn_options_seen);
    const std::uint32_t options = stamped ? kTimestampsLength : 0;
    limited.full_segment =
        SeqLength(limited.allowed_mss > options ? limited.allowed_mss - options : 0U);
  }
}

// RFC 7323, section 2.2: windows are scaled where both SYNs say so.
void Flow::learn_window_shifts() {
  for (const Direction direction : kBothDirections) {
    const Endpoint& offering = sender(direction);
    const Endpoint& peer = receiver(direction);
    WindowShift& shift = window_shifts_[index(direction)];
    const bool known_without = (offering.syn_options_seen && !offering.window_shift) ||
                               (peer.syn_options_seen && !peer.window_shift);
    shift.known.reset();
    if (known_without) {
      shift.known = std::uint8_t{0};
    } else if (offering.syn_options_seen && peer.syn_options_seen) {
      shift.known = std::min(*offering.window_shift, kLargestWindowShift);
    }
    const std::uint8_t supposed = offering.window_shift.value_or(kLargestWindowShift);
    shift.assumed = std::min(shift.known.value_or(supposed), kLargestWindowShift);
  }
}

void Flow::observe_late(Direction direction, const SentRecord& record) {
  Endpoint& sender = endpoints_[index(direction)];
  if (record.start != record.end) {
    sender.sent.add(record);
  }
  advance(sender, record.start, record.end);
  if (record.end == *sender.next) {
    sender.next_in_frame = record.frame;
  }
}

void Flow::observe_odd_acknowledgment(Direction direction) {
  ++endpoints_[index(opposite(direction))].odd_acks;
}

void Flow::observe_checksum(Direction direction, const ChecksumResult& checksum) {
  endpoints_[index(direction)].usual_wrong_sum = wrong_sum_of(checksum);
}

void Flow::observe_first_checksum(Direction direction, const ChecksumResult& checksum) {
  Endpoint& sender = endpoints_[index(direction)];
  Endpoint& peer = endpoints_[index(opposite(direction))];
  sender.first_wrong_sum = wrong_sum_of(checksum);
  if (sender.first_wrong_sum != 0 && sender.first_wrong_sum == peer.first_wrong_sum) {
    sender.usual_wrong_sum = sender.first_wrong_sum;
    peer.usual_wrong_sum = sender.first_wrong_sum;
  }
}

void Flow::compare_with_first_checksum(Direction direction, const Segment& segment) {
  Endpoint& sender = endpoints_[index(direction)];
  if (sender.first_wrong_sum != 0 &&
      wrong_sum_of(verify_checksum(segment)) == sender.first_wrong_sum) {
    sender.usual_wrong_sum = sender.first_wrong_sum;
  }
}

void Flow::restart_clock(Direction direction, const Segment& segment) {
  endpoints_[index(direction)].clock.restart(segment.timestamps->value, segment.time_ns,
                                             segment.frame.number);
}

void Flow::correct_initial(Direction direction, const SentRecord& syn) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.initial = syn.start;
  sender.next = syn.end;
  sender.next_in_frame = syn.frame;
  sender.stream_length = length_between(syn.start + SeqLength(1), syn.end).bytes();
  sender.first_wrong_sum = 0;
  sender.sent = SentHistory();
  sender.sent.add(syn);
  forget_acknowledged(direction);
}

void Flow::forget_start(Direction direction) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.outvoted_next = sender.next;
  sender.next.reset();
  sender.stream_length = 0;
  sender.trusted_segments = 0;
  sender.sent = SentHistory();
}

void Flow::forget_acknowledged(Direction direction) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.acknowledged.reset();
  sender.acknowledged_in_frame = 0;
  sender.ack_step = SeqLength(0);
  sender.window_edge.reset();
  sender.latest_window_edge.reset();
}

void Flow::forget_syn(Direction direction) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.initial.reset();
  sender.syn_seen = false;
  forget_start(direction);
}

}  // namespace seqbitflip
