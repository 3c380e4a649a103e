// SPDX-License-Identifier: GPL-2.0-or-later
//
// The timestamp clock of one endpoint (RFC 7323, section 5.4), as far as its segments show it:
// which values it was seen to send, and how far it may have come by a given time.
#pragma once

#include <cstdint>
#include <optional>

#include "direction.h"
#include "segment.h"

namespace seqbitflip {

class TimestampClock {
 public:
  // What a segment is late or early by on its way through a healthy capture, beside the clock's own
  // steps.
  static constexpr std::uint32_t kSlack = 2;  // ticks

  bool is_known() const { return known_; }
  // The highest value sent.
  std::uint32_t highest() const { return highest_; }
  // The first segment that carried it.
  std::uint32_t highest_in_frame() const { return highest_in_frame_; }

  // Takes in a TSval that is trusted. 0 is no time: some stacks and middleboxes send it where they
  // have none.
  void observe(std::uint32_t value, std::int64_t time_ns, std::uint32_t frame);

  // Begins anew from this value: the clock was set, or it ticks in another unit than was thought.
  void restart(std::uint32_t value, std::int64_t time_ns, std::uint32_t frame);

  // The highest value that a segment captured at this time may carry. No segment takes less time to
  // the capture than the fastest before it, so a healthy value lies above this only by what it was
  // faster.
  std::uint32_t limit_at(std::int64_t time_ns) const;

  // The most ticks that it makes in this time, with kSlack; kSlack alone in no time or less.
  std::uint32_t ticks_in(std::int64_t elapsed_ns) const;

  // Whether this is what the clock should show by then, to the tick, if it showed the highest value
  // when that was captured; or that value again.
  bool is_due(std::uint32_t value, std::int64_t time_ns) const {
    return value == highest_ || is_on_time(value, time_ns);
  }

  // Whether a segment with a new value may carry this one.
  bool may_show(std::uint32_t value, std::int64_t time_ns) const {
    return value == highest_ || value - highest_ <= limit_at(time_ns) - highest_;
  }

  // Whether this value was seen, if it is one of the latest kRemembered ticks.
  bool has_shown(std::uint32_t value) const {
    const std::uint32_t ago = highest_ - value;
    return known_ && ago < kRemembered && (shown_ >> ago & 1U) != 0;
  }

  static constexpr std::uint32_t kRemembered = 64;

  // `sent`: the direction of its segments.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent) {
    archive.flag(known_);
    if (!known_) {
      return;
    }
    archive.number(shown_);
    archive.time(ahead_at_ns_);
    archive.ticks(sent, ahead_value_);
    archive.time(highest_at_ns_);
    archive.ticks(sent, highest_);
    archive.frame(highest_in_frame_);
    archive.number(ticks_per_ns_, kMillisecond);
  }

 private:
  static constexpr float kMillisecond = 1e-6F;  // ticks per ns

  bool is_on_time(std::uint32_t value, std::int64_t time_ns) const;
  void measure(std::int64_t elapsed_ns);

  std::uint64_t shown_ = 0;  // bit n: the value n ticks below the highest was seen
  // The segment that was the furthest ahead of the time of its capture: the fastest one.
  std::int64_t ahead_at_ns_ = 0;
  std::uint32_t ahead_value_ = 0;
  std::int64_t highest_at_ns_ = 0;
  std::uint32_t highest_ = 0;
  std::uint32_t highest_in_frame_ = 0;
  float ticks_per_ns_ = kMillisecond;  // the most common by far
  bool known_ = false;
};

}  // namespace seqbitflip
