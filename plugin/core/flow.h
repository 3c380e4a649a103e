// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is known of both directions of one connection. observe() is the only thing that changes it,
// and only what was judged to be trustworthy is taken in: a suspect number never changes the state
// that it was judged against.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "direction.h"
#include "endpoint.h"
#include "segment.h"

namespace seqbitflip {

inline constexpr std::uint8_t kLargestWindowShift = 14;  // RFC 7323, section 2.3

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
  // The same for a segment whose numbers are all trusted.
  void observe_expected(Direction direction, const Segment& segment);

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

  template <typename Archive>
  void exchange(Archive& archive) {
    exchange_extents(archive);
    for (const Direction direction : kBothDirections) {
      endpoints_[index(direction)].exchange(archive, direction);
    }
  }
  // What extent_of() needs of its streams.
  template <typename Archive>
  void exchange_extents(Archive& archive) {
    for (const Direction direction : kBothDirections) {
      endpoints_[index(direction)].exchange_extent(archive, direction);
    }
  }

 private:
  static std::size_t index(Direction direction) { return static_cast<std::size_t>(direction); }

  void observe_numbers(Direction direction, const Segment& segment, Trust trust);
  void observe_handshake(Direction direction, const Segment& segment, Trust trust);

  std::array<Endpoint, 2> endpoints_;
};

inline std::optional<std::uint8_t> Flow::known_window_shift(Direction direction) const {
  const Endpoint& offering = sender(direction);
  const Endpoint& peer = receiver(direction);
  const bool known_without = (offering.syn_options_seen && !offering.window_shift) ||
                             (peer.syn_options_seen && !peer.window_shift);
  if (known_without) {
    return std::uint8_t{0};
  }
  if (!offering.syn_options_seen || !peer.syn_options_seen) {
    return std::nullopt;
  }
  return std::min(*offering.window_shift, kLargestWindowShift);
}

inline std::uint32_t Flow::offered_window(Direction direction, const Segment& segment) const {
  if (segment.syn) {
    return segment.window;  // never scaled: RFC 7323, section 2.2
  }
  const std::uint8_t supposed = sender(direction).window_shift.value_or(kLargestWindowShift);
  const std::uint8_t shift = known_window_shift(direction).value_or(supposed);
  return static_cast<std::uint32_t>(segment.window) << std::min(shift, kLargestWindowShift);
}

}  // namespace seqbitflip
