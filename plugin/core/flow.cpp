// SPDX-License-Identifier: GPL-2.0-or-later
#include "flow.h"

#include <algorithm>

namespace seqbitflip {

namespace {

constexpr std::uint8_t kLargestShift = 14;  // RFC 7323, section 2.3
// The timestamps option takes 12 bytes of each segment, with its padding (RFC 7323, appendix A).
constexpr std::uint32_t kTimestampsLength = 12;

}  // namespace

SentRecord record_of(const Segment& segment) {
  SentRecord record;
  record.start = segment.seq;
  record.end = segment.end();
  record.frame = segment.frame.number;
  record.ack = segment.ack;
  record.ip_id = segment.ip_id;
  record.digest = payload_digest(segment);
  if (segment.timestamps) {
    record.timestamp = segment.timestamps->value;
  }
  return record;
}

std::optional<std::uint8_t> Flow::known_window_shift(Direction direction) const {
  const Endpoint& offering = sender(direction);
  const Endpoint& peer = receiver(direction);
  const bool known_without = (offering.syn_options_seen && !offering.window_shift) ||
                             (peer.syn_options_seen && !peer.window_shift);
  if (known_without) {
    return std::uint8_t{0};
  }
  if (!offering.syn_options_seen || !peer.syn_options_seen) {
    return std::nullopt;
  }
  return std::min(*offering.window_shift, kLargestShift);
}

std::uint32_t Flow::offered_window(Direction direction, const Segment& segment) const {
  if (segment.syn) {
    return segment.window;  // never scaled: RFC 7323, section 2.2
  }
  const std::uint8_t supposed = sender(direction).window_shift.value_or(kLargestShift);
  const std::uint8_t shift = known_window_shift(direction).value_or(supposed);
  return static_cast<std::uint32_t>(segment.window) << std::min(shift, kLargestShift);
}

void Flow::observe(Direction direction, const Segment& segment, Trust trust) {
  Endpoint& sender = endpoints_[index(direction)];
  ++sender.segments;
  sender.latest_seq = segment.seq;
  if (segment.syn) {
    observe_handshake(direction, segment, trust);
  }
  const auto& acknowledged = receiver(direction).acknowledged;
  const bool acknowledges_late =
      segment.ack && acknowledged && is_before(*segment.ack, *acknowledged);
  const bool in_order = !sender.next || (segment.seq == *sender.next && !acknowledges_late);
  sender.ip_id.observe(segment.ip_id, in_order);
  if (trust.sequence) {
    observe_sequence(sender, segment);
  }
  observe_timestamp(sender, segment, trust);
  if (!sender.ttl && trust.sequence && trust.acknowledgment) {
    sender.ttl = segment.ttl;
  }
  if (trust.acknowledgment_plausible && segment.ack && !segment.rst) {
    sender.recent_acks[sender.acks_sent++ % sender.recent_acks.size()] = {
        *segment.ack, segment.frame.number, segment.ip_id};
    sender.latest_ack_in_frame = segment.frame.number;
  }
  if (trust.acknowledgment && segment.ack && !segment.rst) {
    observe_acknowledgment(direction, segment);
  }
  sender.latest_sack = segment.sack;
}

// A segment with a wrong number, or one after a gap, was sent at its time nevertheless: it may
// advance the clock, but only a trusted one starts it or sets it back.
void Flow::observe_timestamp(Endpoint& sender, const Segment& segment, Trust trust) {
  if (!segment.timestamps) {
    return;
  }
  if (!segment.rst) {
    sender.clock.observe(segment.timestamps->value, segment.time_ns, segment.frame.number);
    if (segment.ack) {
      sender.latest_echo = segment.timestamps->echo;
    }
  }
  const std::uint32_t value = segment.timestamps->value;
  const bool was_reset = !sender.timestamp || !sender.is_near_clock(value);
  const bool trusted = trust.sequence && trust.acknowledgment;
  if (was_reset ? trusted : is_after(SeqNum(value), SeqNum(*sender.timestamp))) {
    sender.timestamp = value;
  }
}

void Flow::observe_handshake(Direction direction, const Segment& segment, Trust trust) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.syn_seen = true;
  sender.syn_options_seen = segment.options_captured;
  sender.window_shift = segment.window_shift;
  if (trust.sequence) {
    sender.initial = segment.seq;
  }
  if (segment.mss) {
    // The option limits what the peer sends.
    Endpoint& limited = endpoints_[index(opposite(direction))];
    const std::uint32_t options = segment.timestamps ? kTimestampsLength : 0;
    limited.full_segment = SeqLength(*segment.mss > options ? *segment.mss - options : 0U);
  }
}

void Flow::observe_payload(Endpoint& sender, std::uint32_t length) {
  if (length == 0) {
    return;
  }
  const bool first = sender.payload_segments == 0;
  ++sender.payload_segments;
  sender.largest_payload = std::max(sender.largest_payload, length);
  sender.smallest_payload = first ? length : std::min(sender.smallest_payload, length);
}

void Flow::observe_sequence(Endpoint& sender, const Segment& segment) {
  ++sender.trusted_segments;
  if (segment.rst && segment.payload_length == 0) {
    sender.reset = segment.seq;  // says nothing of what was sent
    sender.reset_in_frame = segment.frame.number;
    return;
  }
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

void Flow::advance(Endpoint& sender, SeqNum first_byte, SeqNum end) {
  if (!sender.next) {
    sender.next = end;
    sender.stream_length = length_between(first_byte, end).bytes();
  } else if (is_after(end, *sender.next)) {
    sender.stream_length += length_between(*sender.next, end).bytes();
    sender.next = end;
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

void Flow::restart_clock(Direction direction, const Segment& segment) {
  endpoints_[index(direction)].clock.restart(segment.timestamps->value, segment.time_ns,
                                             segment.frame.number);
}

void Flow::correct_initial(Direction direction, const SentRecord& syn) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.initial = syn.start;
  sender.next = syn.end;
  sender.next_in_frame = syn.frame;
  sender.acknowledged.reset();
  sender.sent = SentHistory();
  sender.sent.add(syn);
}

void Flow::forget_start(Direction direction) {
  Endpoint& sender = endpoints_[index(direction)];
  sender.next.reset();
  sender.stream_length = 0;
  sender.trusted_segments = 0;
  sender.sent = SentHistory();
}

void Flow::observe_acknowledgment(Direction direction, const Segment& segment) {
  Endpoint& acknowledging = endpoints_[index(direction)];
  Endpoint& acknowledged = endpoints_[index(opposite(direction))];
  const SeqNum ack = *segment.ack;
  if (!acknowledged.acknowledged || is_after(ack, *acknowledged.acknowledged)) {
    ++acknowledged.boundary_acks;
    if (acknowledged.acknowledged) {
      acknowledged.ack_step = length_between(*acknowledged.acknowledged, ack);
    }
    acknowledged.acknowledged = ack;
    acknowledged.acknowledged_in_frame = segment.frame.number;
    acknowledged.sent.acknowledged_up_to(ack);
  }
  const std::uint32_t window = offered_window(direction, segment);
  acknowledging.largest_window = std::max(acknowledging.largest_window, window);
  const SeqNum edge = ack + SeqLength(window);
  acknowledged.latest_window_edge = edge;
  acknowledged.window_edge =
      acknowledged.window_edge ? later_of(*acknowledged.window_edge, edge) : edge;
}

}  // namespace seqbitflip
