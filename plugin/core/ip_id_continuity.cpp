// SPDX-License-Identifier: GPL-2.0-or-later
#include "ip_id_continuity.h"

namespace seqbitflip {

namespace {

// Below this many steps of one the direction is not yet known to count.
constexpr std::uint16_t kStepsToTrust = 3;
// The chance that a value which does not follow a count is the next one all the same. Generous:
// values are drawn from 65,536, but some stacks draw from few.
constexpr double kSuccessorByChance = 0.02;
// A value this little behind the latest is a late packet; farther, it may be another counter.
constexpr std::int16_t kLatePacketReach = 1000;

// Packets that may be missing in a row; more may be another counter.
constexpr std::uint16_t kMostMissing = 8192;

}  // namespace

bool is_little_behind(std::optional<std::uint16_t> ip_id, std::optional<std::uint16_t> than) {
  if (ip_id.value_or(0) == 0 || than.value_or(0) == 0) {
    return false;
  }
  const auto step = static_cast<std::int16_t>(*ip_id - *than);
  return step < 0 && step > -kLatePacketReach;
}

double IpIdContinuity::confidence_in_successor(std::optional<std::uint16_t> ip_id) const {
  if (!ip_id || !latest_ || steps_of_one_ < kStepsToTrust || open_break_) {
    return 1.0;
  }
  if (*ip_id != static_cast<std::uint16_t>(*latest_ + 1)) {
    return 1.0;
  }
  // Laplace's estimate of how often this direction does not count; only then could a packet behind
  // a gap, or a late one, carry the next value, and then by chance.
  const double does_not_count = (other_steps_ + 1.0) / (steps_of_one_ + other_steps_ + 2.0);
  return 1.0 / (does_not_count * kSuccessorByChance);
}

bool IpIdContinuity::counts() const {
  // Lost packets leave other steps, too.
  constexpr std::uint32_t kOfOneForEachOther = 4;
  return steps_of_one_ >= kStepsToTrust && steps_of_one_ >= kOfOneForEachOther * other_steps_;
}

bool IpIdContinuity::is_successor(std::optional<std::uint16_t> earlier,
                                  std::optional<std::uint16_t> later) const {
  return earlier && later && counts() && *later == static_cast<std::uint16_t>(*earlier + 1);
}

std::optional<std::uint16_t> IpIdContinuity::missing_before(
    std::optional<std::uint16_t> ip_id) const {
  if (!ip_id || !latest_ || !counts()) {
    return std::nullopt;
  }
  const auto step = static_cast<std::uint16_t>(*ip_id - *latest_);
  return step >= 1 && step <= kMostMissing ? std::optional<std::uint16_t>(step - 1) : std::nullopt;
}

bool IpIdContinuity::is_far(std::optional<std::uint16_t> ip_id) const {
  if (!ip_id || *ip_id == 0 || !latest_ || !counts()) {
    return false;
  }
  const auto step = static_cast<std::int16_t>(*ip_id - *latest_);
  return step > kLatePacketReach || step < -kLatePacketReach;
}

bool IpIdContinuity::shows_older(std::optional<std::uint16_t> ip_id) const {
  if (!ip_id || !latest_ || !counts()) {
    return false;
  }
  const auto step = static_cast<std::int16_t>(*ip_id - *latest_);
  return step <= 0 && step > -kLatePacketReach;
}

[[gnu::noinline]] void IpIdContinuity::observe_step(const std::optional<std::uint16_t>& ip_id,
                                                    bool in_order) {
  if (!ip_id || *ip_id == 0) {
    return;  // Linux sends SYN-ACKs with 0, outside of the count
  }
  if (latest_) {
    const auto step = static_cast<std::int16_t>(*ip_id - *latest_);
    if (step == 1) {
      ++steps_of_one_;
    } else if (in_order) {
      ++other_steps_;
    } else if (step <= 0 && step > -kLatePacketReach) {
      return;  // a late packet: the latest one stays the latest
    } else {
      open_break_ = true;
    }
  }
  if (steps_of_one_ > kMostSteps || other_steps_ > kMostSteps) {
    steps_of_one_ /= 2;
    other_steps_ /= 2;
  }
  open_break_ = open_break_ && !in_order;
  latest_ = ip_id;
}

}  // namespace seqbitflip
