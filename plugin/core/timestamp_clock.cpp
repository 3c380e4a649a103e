// SPDX-License-Identifier: GPL-2.0-or-later
#include "timestamp_clock.h"

#include <algorithm>
#include <cmath>

#include "seq_num.h"

namespace seqbitflip {

namespace {

// RFC 7323, section 5.4: a tick takes from 1 ms to 1 s. Newer Linux also counts microseconds.
constexpr float kSlowest = 0.5e-9F;
constexpr float kFastest = 2e-3F;
// What two clocks of different machines may run apart, generously.
constexpr double kDrift = 1e-3;
// After so long the fastest segment says little: the clocks have run apart.
constexpr std::int64_t kForgetNs = 60'000'000'000;
// So long takes it to measure the tick against the variation of the delays.
constexpr std::int64_t kMeasureNs = 3'000'000'000;
// A quarter of the space, well below the half of it from which on what lies ahead counts as behind.
constexpr double kFurthest = 1U << 30;

}  // namespace

std::uint32_t TimestampClock::ticks_in(std::int64_t elapsed_ns) const {
  const auto elapsed = static_cast<double>(std::max<std::int64_t>(elapsed_ns, 0));
  const double ticks = elapsed * static_cast<double>(ticks_per_ns_) * (1.0 + kDrift);
  return static_cast<std::uint32_t>(std::min(ticks, kFurthest)) + kSlack;
}

std::uint32_t TimestampClock::limit_at(std::int64_t time_ns) const {
  const std::uint32_t limit = ahead_value_ + ticks_in(time_ns - ahead_at_ns_);
  return is_after(SeqNum(limit), SeqNum(highest_)) ? limit : highest_ + kSlack;
}

bool TimestampClock::is_on_time(std::uint32_t value, std::int64_t time_ns) const {
  // A tick that has just begun, on both sides.
  constexpr double kOneTick = 1.01;
  const double due =
      static_cast<double>(time_ns - highest_at_ns_) * static_cast<double>(ticks_per_ns_);
  const double advance = distance(SeqNum(highest_), SeqNum(value));
  return advance > 0.0 && std::abs(advance - due) <= kOneTick;
}

void TimestampClock::restart(std::uint32_t value, std::int64_t time_ns, std::uint32_t frame) {
  shown_ = 1;
  ahead_at_ns_ = time_ns;
  ahead_value_ = highest_ = value;
  highest_at_ns_ = time_ns;
  highest_in_frame_ = frame;
  known_ = true;
}

void TimestampClock::observe(std::uint32_t value, std::int64_t time_ns, std::uint32_t frame) {
  if (value == 0 || (known_ && value == highest_)) {
    return;
  }
  if (!known_) {
    restart(value, time_ns, frame);
    return;
  }
  const std::int32_t step = distance(SeqNum(highest_), SeqNum(value));
  if (step < 0) {
    const std::uint32_t ago = magnitude(step);
    shown_ |= ago < kRemembered ? std::uint64_t{1} << ago : 0;
    return;
  }
  const auto advanced = static_cast<std::uint32_t>(step);
  shown_ = (advanced < kRemembered ? shown_ << advanced : 0) | 1U;
  highest_ = value;
  highest_at_ns_ = time_ns;
  highest_in_frame_ = frame;
  measure(time_ns - ahead_at_ns_);
  const double elapsed = static_cast<double>(time_ns - ahead_at_ns_);
  const double ahead = distance(SeqNum(ahead_value_), SeqNum(value));
  if (ahead >= elapsed * static_cast<double>(ticks_per_ns_) || elapsed > kForgetNs) {
    ahead_at_ns_ = time_ns;
    ahead_value_ = value;
  }
}

// A clock that is slower than was thought falls behind; one that is faster runs ahead at each step.
void TimestampClock::measure(std::int64_t elapsed_ns) {
  // No delay makes a third of kMeasureNs; but several ticks may come at once after one. The limit
  // is not to cut healthy values off: a tenth above what was measured.
  constexpr double kSurelySlower = 0.7;
  constexpr double kSurelyFaster = 4.0;
  constexpr double kMargin = 1.1;
  if (elapsed_ns <= 0) {
    return;
  }
  const double measured =
      distance(SeqNum(ahead_value_), SeqNum(highest_)) / static_cast<double>(elapsed_ns);
  const double thought = static_cast<double>(ticks_per_ns_);
  const bool slower = elapsed_ns >= kMeasureNs && measured < thought * kSurelySlower;
  constexpr std::int64_t kNoJitterNs = 1'000'000;
  const bool faster = elapsed_ns >= kNoJitterNs && measured > thought * kSurelyFaster;
  if (slower || faster) {
    ticks_per_ns_ = std::clamp(static_cast<float>(measured * kMargin), kSlowest, kFastest);
  }
}

}  // namespace seqbitflip
