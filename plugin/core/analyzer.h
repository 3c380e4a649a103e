// SPDX-License-Identifier: GPL-2.0-or-later
//
// The whole of the core behind one call: segments of all connections go in, in the order of the
// capture, verdicts come out. A verdict may concern an earlier segment and replaces what was said
// of it before.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "capture_habits.h"
#include "incarnation.h"

namespace seqbitflip {

// One end of a connection: an IPv4 address fills the first four bytes and leaves the rest zero.
struct SocketAddress {
  std::array<std::uint8_t, 16> ip{};
  std::uint16_t port = 0;

  auto operator<=>(const SocketAddress&) const = default;
};

// A connection, whichever way a segment of it goes.
class ConnectionKey {
 public:
  ConnectionKey(const SocketAddress& source, const SocketAddress& destination);

  // The direction of segments that `source` sends.
  Direction direction_from(const SocketAddress& source) const {
    return source == low_ ? Direction::kForward : Direction::kReverse;
  }
  bool operator==(const ConnectionKey&) const = default;
  std::size_t hash() const;

 private:
  SocketAddress low_;
  SocketAddress high_;
};

struct ConnectionKeyHash {
  std::size_t operator()(const ConnectionKey& key) const { return key.hash(); }
};

class Analyzer {
 public:
  // Takes the next segment in and returns the verdicts that are new or have changed; valid until
  // the next call. A segment that was the latest one already is not taken in again: Wireshark
  // dissects a frame twice when it opens a file with a read filter.
  std::span<const Verdict> process(const SocketAddress& source, const SocketAddress& destination,
                                   const Segment& segment);

  // To be called when the capture has been read: judges what is still undecided by what the whole
  // capture shows (how often each oddity and each kind of damage occurs) and returns the verdicts
  // that have changed; valid until the next call. More segments may follow.
  std::span<const Verdict> reconsider();

 private:
  // The present life of a connection and the one before it, to which late segments may belong; two
  // lives also serve a capture from both sides of a device that rewrites initial numbers.
  struct Connection {
    std::unique_ptr<Incarnation> current;
    std::unique_ptr<Incarnation> other;
  };

  Incarnation& incarnation_for(Connection& connection, Direction direction, const Segment& segment);
  Incarnation& begin_again(Connection& connection, Direction direction, const Segment& segment);
  Incarnation& answer_again(Connection& connection, Direction direction, const Segment& segment);

  std::unordered_map<ConnectionKey, Connection, ConnectionKeyHash> connections_;
  CaptureHabits habits_;
  FrameId latest_;
  bool reconsidered_ = true;  // nothing has come since
  std::vector<Verdict> revised_;
};

}  // namespace seqbitflip
