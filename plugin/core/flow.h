// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is known of both directions of one connection. observe() and its kin are the only things
// that change it, and only what was judged to be trustworthy is taken in: a suspect number never
// changes the state that it was judged against.
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

// What is kept of a segment that occupies sequence space, beside what it occupies.
[[gnu::always_inline]] inline void describe(const Segment& segment, SentRecord& record) {
  record.frame = segment.frame.number;
  const auto timestamp =
      segment.timestamps ? std::optional(segment.timestamps->value) : std::nullopt;
  record.set(segment.ack, timestamp, segment.ip_id, payload_digest(segment));
}
inline SentRecord record_of(const Segment& segment) {
  SentRecord record;
  record.start = segment.seq;
  record.end = segment.end();
  describe(segment, record);
  return record;
}

class Flow {
 public:
  const Endpoint& endpoint(Direction direction) const { return endpoints_[index(direction)]; }
  const Endpoint& sender(Direction direction) const { return endpoint(direction); }
  const Endpoint& receiver(Direction direction) const { return endpoint(opposite(direction)); }

  // Both endpoints, asked for once where it is done for nearly every segment.
  class Ends {
   public:
    const Endpoint& sender() const { return *sender_; }
    const Endpoint& receiver() const { return *receiver_; }

   private:
    friend class Flow;
    Ends(Endpoint& sender, Endpoint& receiver) : sender_(&sender), receiver_(&receiver) {}
    Endpoint* sender_;
    Endpoint* receiver_;
  };
  // Of what is sent in this direction.
  Ends ends(Direction direction) {
    return {endpoints_[index(direction)], endpoints_[index(opposite(direction))]};
  }

  void observe(Direction direction, const Segment& segment, Trust trust);
  // The same for a segment that starts at SND.NXT and whose numbers are all trusted; neither a SYN
  // nor a reset. `window`: as offered_window() says. Whether it acknowledges something new.
  static bool observe_next(Ends ends, const Segment& segment, std::uint32_t window);

  // Takes in the place of an earlier segment whose number has meanwhile been found to be right:
  // `record.start` is that number.
  void observe_late(Direction direction, const SentRecord& record);

  // Counts an acknowledgment, sent in `direction`, that ends at no boundary of the other side's
  // segments and is not known to be wrong.
  void observe_odd_acknowledgment(Direction direction);

  // Takes in the checksum of one of the sender's first segments, of which nothing else is odd.
  void observe_checksum(Direction direction, const ChecksumResult& checksum);
  // The same of one that may be damaged for all that is known: it is believed where the other
  // side's first one is wrong by the same.
  void observe_first_checksum(Direction direction, const ChecksumResult& checksum);
  // ... or where another segment of the same side, whose numbers are doubted but not convicted, is
  // wrong by the same: of a side captured alone nearly every acknowledgment is doubted.
  void compare_with_first_checksum(Direction direction, const Segment& segment);

  // The sender's timestamps go on from another value than before.
  void restart_clock(Direction direction, const Segment& segment);

  // Replaces an initial sequence number that was found to be wrong, before anything was built on
  // it.
  void correct_initial(Direction direction, const SentRecord& syn);

  // Forgets where the endpoint is, which its first segment alone told, and wrongly.
  void forget_start(Direction direction);

  // Forgets what the endpoint's peer acknowledged, which one acknowledgment alone told, and
  // wrongly.
  void forget_acknowledged(Direction direction);

  // As forget_start() where that was a SYN, of which the number only is forgotten: its options
  // stay.
  void forget_syn(Direction direction);

  // By how much the endpoint's windows are scaled; absent where the handshake does not tell.
  std::optional<std::uint8_t> known_window_shift(Direction direction) const;

  // The window that `segment` offers, in bytes. Where the scale is not known the largest scale of
  // RFC 7323 is assumed, so that nothing is called out of window that might be inside.
  std::uint32_t offered_window(Direction direction, const Segment& segment) const;
  // By how much it scales the window of any segment but a SYN.
  std::uint8_t assumed_window_shift(Direction direction) const;

  template <typename Archive>
  void exchange(Archive& archive) {
    exchange_extents(archive);
    for (const Direction direction : kBothDirections) {
      endpoints_[index(direction)].exchange(archive, direction);
    }
    learn_from_handshake();
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

  void observe_handshake(Direction direction, const Segment& segment, Trust trust);
  // What the SYNs tell together.
  void learn_from_handshake();
  void learn_window_shifts();
  void learn_full_segments();

  // By how much an endpoint's windows are scaled.
  struct WindowShift {
    std::optional<std::uint8_t> known;
    std::uint8_t assumed = kLargestWindowShift;
  };

  std::array<Endpoint, 2> endpoints_;
  std::array<WindowShift, 2> window_shifts_;
};

inline std::optional<std::uint8_t> Flow::known_window_shift(Direction direction) const {
  return window_shifts_[index(direction)].known;
}

inline std::uint8_t Flow::assumed_window_shift(Direction direction) const {
  return window_shifts_[index(direction)].assumed;
}

inline std::uint32_t Flow::offered_window(Direction direction, const Segment& segment) const {
  // A SYN's window is never scaled: RFC 7323, section 2.2.
  const unsigned shift = segment.syn ? 0U : assumed_window_shift(direction);
  return static_cast<std::uint32_t>(segment.window) << shift;
}

}  // namespace seqbitflip
