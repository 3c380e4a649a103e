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
    const bool as_before =
        promised_in_ != 0 && segment.ack == latest_ack_ && segment.window == latest_window_;
    return as_before ? std::nullopt : look_at(flow, direction, segment);
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
  std::optional<WindowRetraction> look_at(const Flow& flow, Direction direction,
                                          const Segment& segment);
  void promise(SeqNum edge, const Segment& segment);

  SeqNum edge_{0};
  std::uint32_t promised_in_ = 0;  // frame; 0: nothing was promised yet
  // What promised it.
  SeqNum latest_ack_{0};
  std::uint16_t latest_window_ = 0;
};

}  // namespace seqbitflip
