// SPDX-License-Identifier: GPL-2.0-or-later
//
// All connections of a capture. Those that had a segment lately are at hand; the others sleep in a
// fraction of the memory, unless a number of theirs is still in doubt.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

#include "connection.h"
#include "connection_key.h"
#include "direction.h"
#include "dormant_connections.h"
#include "socket_address.h"

namespace seqbitflip {

class ConnectionTable {
 public:
  // Awake ones take a kilobyte or two each; waking one, and putting another one to sleep for it,
  // takes as long as fifty segments that are as expected.
  static constexpr std::size_t kMostAwake = 4096;

  explicit ConnectionTable(std::size_t most_awake) : most_awake_(most_awake) {}
  ConnectionTable(const ConnectionTable&) = delete;
  ConnectionTable& operator=(const ConnectionTable&) = delete;

  struct Entered {
    Connection* connection;
    Direction direction;  // of what `source` sends
  };
  // The connection of these two, a new one if there was none; valid until the next call. From now
  // on it is the latest one. `time_ns`: now.
  Entered enter(const SocketAddress& source, const SocketAddress& destination,
                std::int64_t time_ns);

  // Whether is_it(connection), which may be a copy, for one of those that had a segment lately, but
  // for the latest. These are at most kLatest, and the same however many are awake.
  template <typename IsIt>
  bool any_neighbour(const IsIt& is_it) const {
    return std::any_of(latest_.begin(), latest_.end(), [&](const Latest& one) {
      if (!one.is_there || &one == entered_) {
        return false;
      }
      if (one.awake) {
        return is_it((*one.awake)->connection);
      }
      Connection copy;
      return dormant_.read(ConnectionKey(one.source, one.destination), copy) &&
             is_it(std::as_const(copy));
    });
  }

  std::size_t size() const { return awake_.size() + dormant_.size(); }

  std::optional<StreamPosition> position_of(const ConnectionKey& key, Direction direction,
                                            const Segment& segment, SeqNum seq) const;

  // visit(key, head) for each, in no order.
  template <typename Visit>
  void for_each_head(const Visit& visit) const {
    for (const Awake& one : by_recency_) {
      visit(one.key, one.connection.head);
    }
    dormant_.for_each_head(visit);
  }

  // visit(connection) for each of which a number may be in doubt, in no order.
  template <typename Visit>
  void for_each_unsettled(const Visit& visit) {
    for (Awake& one : by_recency_) {
      visit(one.connection);
    }
  }

 private:
  struct Latest;
  struct Awake {
    explicit Awake(const ConnectionKey& of) : key(of) {}
    ConnectionKey key;
    Connection connection;
    Latest* latest = nullptr;  // what leads here
  };
  using Recency = std::list<Awake>;

  // One that had a segment lately, in a place that its addresses and ports tell: nearly every
  // segment finds its connection here, without a search.
  struct Latest {
    SocketAddress source;
    SocketAddress destination;
    Direction direction = Direction::kForward;  // of what `source` sends
    bool is_there = false;
    std::optional<Recency::iterator> awake;  // absent: it sleeps
  };
  static constexpr std::size_t kLatest = 256;
  static std::size_t place_of(const SocketAddress& source, const SocketAddress& destination);

  const Connection* find_awake(const ConnectionKey& key) const {
    const auto found = awake_.find(key);
    return found == awake_.end() ? nullptr : &found->second->connection;
  }
  // The connection, a new one if there was none; valid until the next call.
  Connection& awaken(const ConnectionKey& key, std::int64_t time_ns);
  // As enter(), where it is not among the latest: it will be, at this place.
  Entered search(const SocketAddress& source, const SocketAddress& destination,
                 std::int64_t time_ns, Latest& latest);
  void let_sleep();

  std::size_t most_awake_;
  Recency by_recency_;  // the latest first
  std::unordered_map<ConnectionKey, Recency::iterator, ConnectionHash> awake_;
  DormantConnections dormant_;
  std::array<Latest, kLatest> latest_;
  const Latest* entered_ = nullptr;       // the latest of all
  std::optional<std::int64_t> epoch_ns_;  // when the first one was awakened
};

// The same for both directions.
inline std::size_t ConnectionTable::place_of(const SocketAddress& source,
                                             const SocketAddress& destination) {
  using Halves = std::array<std::uint64_t, 2>;
  const auto one = std::bit_cast<Halves>(source.ip);
  const auto other = std::bit_cast<Halves>(destination.ip);
  const std::uint64_t ports = std::uint64_t{source.port} + destination.port;
  const std::uint64_t both = (one[0] + other[0]) ^ (one[1] + other[1]) ^ ports << 40;
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  constexpr int kBits = std::countr_zero(kLatest);
  return both * kOdd >> (64 - kBits);
}

inline ConnectionTable::Entered ConnectionTable::enter(const SocketAddress& source,
                                                       const SocketAddress& destination,
                                                       std::int64_t time_ns) {
  Latest& latest = latest_[place_of(source, destination)];
  entered_ = &latest;
  if (!latest.awake) {
    return search(source, destination, time_ns, latest);
  }
  Direction direction = latest.direction;
  if (source != latest.source || destination != latest.destination) {
    if (source != latest.destination || destination != latest.source) {
      return search(source, destination, time_ns, latest);
    }
    direction = opposite(direction);
  }
  const Recency::iterator awake = *latest.awake;
  if (awake != by_recency_.begin()) {
    by_recency_.splice(by_recency_.begin(), by_recency_, awake);
  }
  return {&awake->connection, direction};
}

}  // namespace seqbitflip
