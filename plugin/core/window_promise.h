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

// What one endpoint has promised its peer. Knows nothing where the window scale is not known, and
// does not mind by how little the scale rounds off.
class WindowPromise {
 public:
  // Takes in what a segment of this endpoint promises, whose two numbers are beyond doubt. `sender`
  // and `shift`, the scale of its windows if that is known, are as they were before the segment.
  // False where it promises less than was promised: then nothing is taken in.
  bool take_in(const Endpoint& sender, std::optional<std::uint8_t> shift, const Segment& segment) {
    return is_repeated_by(segment) || take_in_another(sender, shift, segment);
  }
  // Whether the segment promises what was promised last.
  bool is_repeated_by(const Segment& segment) const {
    return segment.ack == latest_ack_ && segment.window == latest_window_ && promised_in_ != 0;
  }
  // What a segment takes back that take_in() left; nothing where it may be older than another one.
  // `flow` is as it was before the segment.
  std::optional<WindowRetraction> take_back(const Flow& flow, Direction direction,
                                            const Segment& segment);

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
  bool take_in_another(const Endpoint& sender, std::optional<std::uint8_t> shift,
                       const Segment& segment);
  void promise(SeqNum edge, const Segment& segment);

  SeqNum edge_{0};
  std::uint32_t promised_in_ = 0;  // frame; 0: nothing was promised yet
  // What promised it.
  SeqNum latest_ack_{0};
  std::uint16_t latest_window_ = 0;
};

}  // namespace seqbitflip
