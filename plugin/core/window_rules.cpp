// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_rules.h"

#include <algorithm>

namespace seqbitflip {

namespace {

// Rule IV: the largest window without a scale and a little more, as van Rooij has it
// (MAXACKWINDOW).
constexpr std::uint32_t kLeastAckReach = 66000;
// The largest window without a scale (RFC 9293, section 3.1): the capture may lack the segment that
// offered as much.
constexpr std::uint32_t kLeastReach = 65535;

}  // namespace

std::optional<std::int32_t> sequence_outside_window(const Flow& flow, Direction direction,
                                                    const Segment& segment) {
  const Endpoint& sender = flow.sender(direction);
  const Endpoint& receiver = flow.receiver(direction);
  if (const auto next = sender.expected_next()) {
    const SeqLength reach(std::max(receiver.largest_window, kLeastReach));
    const SeqNum lowest = *next - reach;
    if (is_before(segment.end(), lowest)) {
      return distance(lowest, segment.end());
    }
    if (sender.window_edge && is_after(segment.seq, later_of(*sender.window_edge, *next))) {
      return distance(later_of(*sender.window_edge, *next), segment.seq);
    }
    return 0;
  }
  return std::nullopt;
}

std::optional<std::int32_t> acknowledgment_outside_window(const Flow& flow, Direction direction,
                                                          const Segment& segment) {
  const Endpoint& sender = flow.sender(direction);
  const Endpoint& receiver = flow.receiver(direction);
  if (!segment.ack || !receiver.next) {
    return std::nullopt;
  }
  if (receiver.window_edge) {
    const SeqNum highest = later_of(*receiver.window_edge, *receiver.next);
    if (is_after(*segment.ack, highest)) {
      return distance(highest, *segment.ack);
    }
  }
  const SeqLength reach(std::max(sender.largest_window, kLeastAckReach));
  const SeqNum lowest = *receiver.next - reach;
  return is_before(*segment.ack, lowest) ? distance(lowest, *segment.ack) : 0;
}

}  // namespace seqbitflip
