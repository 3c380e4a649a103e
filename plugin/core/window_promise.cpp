// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_promise.h"

#include "passage.h"

namespace seqbitflip {

namespace {

// A SYN's window is not scaled and often another host's, a reset's says nothing, nor does that of a
// keep-alive or of a packet that came another way than the rest.
bool says_something(const Endpoint& sender, const Segment& segment) {
  const bool is_probe = segment.sequence_length().bytes() == 0 && sender.next != segment.seq;
  return segment.ack && !segment.syn && !segment.rst && !is_probe && segment.ttl == sender.ttl;
}

// Whether the segment was surely sent after all that were captured before it.
bool is_newest(const Flow& flow, Direction direction, const Segment& segment) {
  const Endpoint& sender = flow.sender(direction);
  const auto& acknowledged = flow.receiver(direction).acknowledged;
  if (!acknowledged || is_after(*segment.ack, *acknowledged)) {
    return true;
  }
  if (*segment.ack != *acknowledged) {
    return false;
  }
  const bool newer_timestamp =
      segment.timestamps && sender.timestamp &&
      is_after(SeqNum(segment.timestamps->value), SeqNum(*sender.timestamp));
  const bool new_data = segment.payload_length > 0 && sender.next == segment.seq;
  const auto missing = sender.ip_id.missing_before(segment.ip_id);
  return newer_timestamp || new_data || (missing && *missing == 0);
}

// A window that leaps up with a wrong checksum is damaged, and promises nothing.
bool is_leap_by_damage(const Endpoint& sender, const Segment& segment, std::uint32_t window) {
  return window / 2 > sender.largest_window && sender.is_checksum_wrong(segment);
}

}  // namespace

void WindowPromise::promise(SeqNum edge, const Segment& segment) {
  edge_ = edge;
  promised_in_ = segment.frame.number;
  latest_ack_ = *segment.ack;
  latest_window_ = segment.window;
}

bool WindowPromise::take_in_another(const Endpoint& sender, std::optional<std::uint8_t> shift,
                                    const Segment& segment) {
  if (!shift || !says_something(sender, segment)) {
    return true;
  }
  const std::uint32_t window = std::uint32_t{segment.window} << *shift;
  const SeqNum edge = *segment.ack + SeqLength(window);
  if (promised_in_ == 0 || is_after(edge, edge_)) {
    if (!is_leap_by_damage(sender, segment, window)) {
      promise(edge, segment);
    }
    return true;
  }
  const std::uint32_t rounded_off = (std::uint32_t{1} << *shift) - 1;
  return length_between(edge, edge_).bytes() <= rounded_off;
}

std::optional<WindowRetraction> WindowPromise::take_back(const Flow& flow, Direction direction,
                                                         const Segment& segment) {
  if (!is_newest(flow, direction, segment)) {
    return std::nullopt;
  }
  const SeqNum edge = *segment.ack + SeqLength(flow.offered_window(direction, segment));
  WindowRetraction retraction;
  retraction.bytes = length_between(edge, edge_).bytes();
  retraction.promised_in = promised_in_;
  retraction.checksum_is_wrong = flow.sender(direction).is_checksum_wrong(segment);
  if (segment.passage != nullptr) {
    const Passage passage = segment.passage->read();
    retraction.source = passage.source;
    retraction.destination = passage.destination;
  }
  promise(edge, segment);
  return retraction;
}

}  // namespace seqbitflip
