// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the IPv4 identification field says about the order and the completeness of one direction.
//
// Linux, and not only it, counts the identification of a connection's packets up by one. Where a
// direction is seen to do so, the field tells reordering and capture loss, which leave a break,
// from a damaged number, which leaves none. Stacks that count across connections, draw it at random
// or send zero (RFC 6864 allows all of it) soon lose the reliability asked for here, and the field
// is then no evidence.
#pragma once

#include <cstdint>
#include <optional>

#include "direction.h"

namespace seqbitflip {

// Whether the packet with `ip_id` was, by that alone, sent a little before the one with `than`, as
// a late packet or a copy of an earlier one is. Needs no direction that is known to count: a stack
// that draws at random comes that close once in 66 times. False where either is zero or absent.
bool is_little_behind(std::optional<std::uint16_t> ip_id, std::optional<std::uint16_t> than);

class IpIdContinuity {
 public:
  // How sure it is that a packet with identification `ip_id` was the very next one sent: the
  // factor by which "something is missing or out of order before it" gets less probable. 1 where
  // nothing can be said.
  double confidence_in_successor(std::optional<std::uint16_t> ip_id) const;

  // Whether `later` was the very next packet sent after `earlier`; false where the direction is not
  // known to count.
  bool is_successor(std::optional<std::uint16_t> earlier, std::optional<std::uint16_t> later) const;

  // How many packets are missing between the latest one and this one; nothing where the direction
  // does not count, or the packet does not come soon after.
  std::optional<std::uint16_t> missing_before(std::optional<std::uint16_t> ip_id) const;

  // Whether the direction counts and `ip_id` is nowhere near.
  bool is_far(std::optional<std::uint16_t> ip_id) const;

  // Whether `ip_id` shows the packet to be older than the latest one observed: a direction that
  // counts, and a value that lies a little behind.
  bool shows_older(std::optional<std::uint16_t> ip_id) const;

  // Whether the latest packet observed has the same one: this is a copy of it.
  bool is_latest(std::optional<std::uint16_t> ip_id) const { return latest_ && latest_ == ip_id; }

  // Takes the packet's identification in. A step over missing packets, or back to a late one, is
  // counted against the reliability only where `in_order` says that nothing was missing. By
  // reference: a copy would be made in one piece of what has just been written in two, and wait.
  void observe(const std::optional<std::uint16_t>& ip_id, bool in_order) {
    const bool counts_on = in_order && ip_id && *ip_id != 0 && latest_ &&
                           static_cast<std::uint16_t>(*ip_id - *latest_) == 1 &&
                           steps_of_one_ < kMostSteps && other_steps_ <= kMostSteps;
    if (!counts_on) {
      observe_step(ip_id, in_order);
      return;
    }
    ++steps_of_one_;
    open_break_ = false;
    *latest_ = *ip_id;
  }

  // `sent`: the direction of the packets.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent) {
    archive.optional(latest_, [&](std::uint16_t& ip_id) { archive.ip_id(sent, ip_id); });
    archive.number(steps_of_one_);
    archive.number(other_steps_);
    archive.flag(open_break_);
  }

 private:
  // Steps remembered; both counters are halved beyond, so that old behaviour fades.
  static constexpr std::uint16_t kMostSteps = 1000;

  void observe_step(const std::optional<std::uint16_t>& ip_id, bool in_order);
  bool counts() const;

  std::optional<std::uint16_t> latest_;
  std::uint16_t steps_of_one_ = 0;
  std::uint16_t other_steps_ = 0;
  // Packets are missing since the last one that was in order: the gap that they leave may show only
  // behind a retransmission.
  bool open_break_ = false;
};

}  // namespace seqbitflip
