// SPDX-License-Identifier: GPL-2.0-or-later
//
// The whole of the core behind one call: segments of all connections go in, in the order of the
// capture, verdicts come out. A verdict may concern an earlier segment and replaces what was said
// of it before.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "capture_habits.h"
#include "capture_summary.h"
#include "incarnation.h"
#include "socket_address.h"

namespace seqbitflip {

// A connection, whichever way a segment of it goes.
class ConnectionKey {
 public:
  ConnectionKey(const SocketAddress& source, const SocketAddress& destination);

  // The direction of segments that `source` sends.
  Direction direction_from(const SocketAddress& source) const {
    return source == low_ ? Direction::kForward : Direction::kReverse;
  }
  const SocketAddress& sender_in(Direction direction) const {
    return direction == Direction::kForward ? low_ : high_;
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

  // What was looked at so far; `not_judged` is the caller's.
  CaptureSummary summary() const;
  // How many segments of these kinds the address sent, whatever the port; absent: all did.
  std::uint64_t count_segments(const std::optional<SocketAddress>& source,
                               const std::set<SegmentKind>& kinds) const;

 private:
  // The present life of a connection and the one before it, to which late segments may belong; two
  // lives also serve a capture from both sides of a device that rewrites initial numbers.
  struct Connection {
    std::unique_ptr<Incarnation> current;
    std::unique_ptr<Incarnation> other;
    // How many segments of each kind were seen, by direction.
    std::array<std::array<std::uint32_t, kSegmentKinds>, 2> segments{};
  };

  // The connections that had a segment lately, as far as they are not the one at hand.
  class Neighbours : public OtherConnections {
   public:
    void enter(const Connection* connection);
    bool are_at(SeqNum number) const override;

   private:
    static constexpr std::size_t kMost = 256;
    std::array<const Connection*, kMost> recent_{};
    std::size_t entered_ = 0;
  };

  Incarnation& incarnation_for(Connection& connection, Direction direction, const Segment& segment);
  void tell_earlier(const Incarnation& earlier, const Incarnation& present, Direction direction,
                    const Segment& segment);
  Incarnation& begin_again(Connection& connection, Direction direction, const Segment& segment);
  Incarnation& answer_again(Connection& connection, Direction direction, const Segment& segment);

  std::unordered_map<ConnectionKey, Connection, ConnectionKeyHash> connections_;
  Neighbours neighbours_;
  CaptureHabits habits_;
  std::int64_t first_ns_ = 0;
  std::int64_t last_ns_ = 0;
  FrameId latest_;
  bool reconsidered_ = true;  // nothing has come since
  std::vector<Verdict> revised_;
};

}  // namespace seqbitflip
