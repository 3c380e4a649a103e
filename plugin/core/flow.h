// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is known of both directions of one connection. observe() is the only thing that changes it,
// and only what was judged to be trustworthy is taken in: a suspect number never changes the state
// that it was judged against.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "endpoint.h"
#include "segment.h"

namespace seqbitflip {

// The two directions of a connection; which is which is decided by the connection table.
enum class Direction : std::uint8_t { kForward = 0, kReverse = 1 };

inline constexpr std::array<Direction, 2> kBothDirections = {Direction::kForward,
                                                             Direction::kReverse};

constexpr Direction opposite(Direction direction) {
  return direction == Direction::kForward ? Direction::kReverse : Direction::kForward;
}

// Which of a segment's numbers may enter the state.
struct Trust {
  bool sequence = true;
  bool acknowledgment = true;
  // A number that is a surprise, but hardly a damaged one, does not enter the state; but it tells
  // where the payload belongs, and what else its sender acknowledges at the time.
  bool sequence_plausible = true;
  bool acknowledgment_plausible = true;
};

// What is kept of a segment that occupies sequence space.
SentRecord record_of(const Segment& segment);

class Flow {
 public:
  const Endpoint& endpoint(Direction direction) const { return endpoints_[index(direction)]; }
  const Endpoint& sender(Direction direction) const { return endpoint(direction); }
  const Endpoint& receiver(Direction direction) const { return endpoint(opposite(direction)); }

  void observe(Direction direction, const Segment& segment, Trust trust);

  // Takes in the place of an earlier segment whose number has meanwhile been found to be right, or
  // whose right number has been found: `record.start` is that number.
  void observe_late(Direction direction, const SentRecord& record);

  // Counts an acknowledgment, sent in `direction`, that ends at no boundary of the other side's
  // segments and is not known to be wrong.
  void observe_odd_acknowledgment(Direction direction);

  // The sender's timestamps go on from another value than before.
  void restart_clock(Direction direction, const Segment& segment);

  // Replaces an initial sequence number that was found to be wrong, before anything was built on
  // it.
  void correct_initial(Direction direction, const SentRecord& syn);

  // Forgets where the endpoint is, which its first segment alone told, and wrongly.
  void forget_start(Direction direction);

  // By how much the endpoint's windows are scaled; absent where the handshake does not tell.
  std::optional<std::uint8_t> known_window_shift(Direction direction) const;

  // The window that `segment` offers, in bytes. Where the scale is not known the largest scale of
  // RFC 7323 is assumed, so that nothing is called out of window that might be inside.
  std::uint32_t offered_window(Direction direction, const Segment& segment) const;

 private:
  static std::size_t index(Direction direction) { return static_cast<std::size_t>(direction); }

  void observe_handshake(Direction direction, const Segment& segment, Trust trust);
  static void observe_timestamp(Endpoint& sender, const Segment& segment, Trust trust);
  static void observe_payload(Endpoint& sender, std::uint32_t length);
  static void observe_sequence(Endpoint& sender, const Segment& segment);
  void observe_acknowledgment(Direction direction, const Segment& segment);
  static void advance(Endpoint& sender, SeqNum first_byte, SeqNum end);

  std::array<Endpoint, 2> endpoints_;
};

}  // namespace seqbitflip
