// SPDX-License-Identifier: GPL-2.0-or-later
//
// The window that a receiver has offered is a promise: its right edge, ACK + window, should never
// move to the left (RFC 9293, section 3.8.6). A damaged window field looks the same and stalls
// connections the same way.
#pragma once

#include <cstdint>
#include <optional>

#include "connection_note.h"
#include "flow.h"
#include "segment.h"

namespace seqbitflip {

// What one endpoint has promised its peer.
class WindowPromise {
 public:
  // Looks at a segment of this endpoint whose two numbers are beyond doubt; `flow` is as it was
  // before the segment. Silent where the window scale is not known, where the segment may be older
  // than another one, and where the edge moves by less than the scale rounds off.
  std::optional<WindowRetraction> take_in(const Flow& flow, Direction direction,
                                          const Segment& segment) {
    return is_as_before(segment) || goes_on(flow.sender(direction), segment)
               ? std::nullopt
               : look_at(flow, direction, segment);
  }

  // Whether this was promised before, word for word, as in most segments of a sender of data.
  bool is_as_before(const Segment& segment) const {
    return promised_in_ != 0 && segment.ack == latest_ack_ && segment.window == latest_window_;
  }

  // `promised`: the direction in which the bytes go that the window is for.
  template <typename Archive>
  void exchange(Archive& archive, Direction promised) {
    archive.frame(promised_in_);
    if (promised_in_ != 0) {
      archive.position(promised, edge_);
      archive.position(promised, latest_ack_);
      archive.number(latest_window_);
    }
  }

 private:
  // Whether the same window is offered behind a higher number; then it is promised.
  bool goes_on(const Endpoint& sender, const Segment& segment);
  std::optional<WindowRetraction> look_at(const Flow& flow, Direction direction,
                                          const Segment& segment);
  void promise(SeqNum edge, const Segment& segment);

  SeqNum edge_{0};                 // of what is promised: that of no other is higher
  std::uint32_t promised_in_ = 0;  // frame; 0: nothing was promised yet
  // What promised it.
  SeqNum latest_ack_{0};
  std::uint16_t latest_window_ = 0;
};

inline bool WindowPromise::goes_on(const Endpoint& sender, const Segment& segment) {
  const bool is_answer_to_data = promised_in_ != 0 && segment.window == latest_window_ &&
                                 segment.ack && is_after(*segment.ack, latest_ack_) &&
                                 sender.next == segment.seq && segment.ttl == sender.ttl;
  if (!is_answer_to_data || segment.syn || segment.rst) {
    return false;
  }
  edge_ = edge_ + length_between(latest_ack_, *segment.ack);
  promised_in_ = segment.frame.number;
  latest_ack_ = *segment.ack;
  return true;
}

}  // namespace seqbitflip
