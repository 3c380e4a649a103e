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
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "connection.h"
#include "connection_key.h"
#include "direction.h"
#include "dormant_connections.h"
#include "socket_address.h"

namespace seqbitflip {

class ConnectionTable {
 public:
  // Awake ones take one to six kilobytes each; waking one, and putting another one to sleep for it,
  // takes as long as ninety segments that are as expected.
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
  // for the latest. These are at most kLatest, and the same however many are awake; some are asked
  // twice, once for each direction.
  template <typename IsIt>
  bool any_neighbour(const IsIt& is_it) const {
    return std::any_of(latest_.begin(), latest_.end(), [&](const Latest& one) {
      if (!one.key || (one.awake != nullptr && one.awake == entered_)) {
        return false;
      }
      if (one.awake != nullptr) {
        return is_it(one.awake->connection);
      }
      Connection copy;
      return dormant_.read(*one.key, copy) && is_it(std::as_const(copy));
    });
  }

  std::size_t size() const { return awake_.size() + dormant_.size(); }

  std::optional<StreamPosition> position_of(const ConnectionKey& key, Direction direction,
                                            const Segment& segment, SeqNum seq) const;

  // visit(key, head) for each, in no order.
  template <typename Visit>
  void for_each_head(const Visit& visit) const {
    for (const auto& [key, one] : awake_) {
      visit(key, one.connection.head);
    }
    dormant_.for_each_head(visit);
  }

  // visit(connection) for each of which a number may be in doubt, in no order.
  template <typename Visit>
  void for_each_unsettled(const Visit& visit) {
    for (auto& [key, one] : awake_) {
      visit(one.connection);
    }
  }

 private:
  struct Latest;
  struct Awake {
    Connection connection;
    bool had_more_segments = false;   // since it came, or was asked whether it may sleep
    std::array<Latest*, 2> latest{};  // what leads here, by direction
  };
  using AwakeConnections = std::unordered_map<ConnectionKey, Awake, ConnectionHash>;

  // A socket as numbers, which are compared and hashed sooner than bytes.
  struct End {
    End() = default;
    explicit End(const SocketAddress& socket)
        : ip(std::bit_cast<std::array<std::uint64_t, 2>>(socket.ip)),
          port_and_version(std::uint32_t{socket.port} << 1 | (socket.ipv6 ? 1U : 0U)) {}
    // The bits in which it differs; 0: it is the same.
    std::uint64_t differs_from(const End& other) const {
      return (ip[0] ^ other.ip[0]) | (ip[1] ^ other.ip[1]) |
             (port_and_version ^ other.port_and_version);
    }

    std::array<std::uint64_t, 2> ip{};
    std::uint32_t port_and_version = 0;
  };

  // One direction of a connection that had a segment lately, in a place that its ends tell: nearly
  // every segment finds its connection here, without a search.
  struct Latest {
    End from;
    End to;
    std::optional<ConnectionKey> key;  // absent: there is none
    Awake* awake = nullptr;            // null: it sleeps
    Direction direction = Direction::kForward;
  };
  static constexpr std::size_t kLatest = 512;
  static std::size_t place_of(const End& from, const End& to) {
    constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
    constexpr int kBits = std::countr_zero(kLatest);
    const std::uint64_t ips = (from.ip[0] ^ from.ip[1]) + 3 * (to.ip[0] ^ to.ip[1]);
    const std::uint64_t ports =
        std::uint64_t{from.port_and_version} << 47 ^ std::uint64_t{to.port_and_version} << 39;
    return (ips ^ ports) * kOdd >> (64 - kBits);
  }

  const Connection* find_awake(const ConnectionKey& key) const {
    const auto found = awake_.find(key);
    return found == awake_.end() ? nullptr : &found->second.connection;
  }
  struct Awakened {
    Awake* awake;  // valid until the next call
    bool is_new;   // there was none
  };
  Awakened awaken(const ConnectionKey& key, std::int64_t time_ns);
  // As enter(), where it is not among the latest: it will be, at this place.
  Entered search(const SocketAddress& source, const SocketAddress& destination,
                 std::int64_t time_ns, Latest& latest);
  // Puts it into its place. The one that was there is not found there any more.
  static void put_among_latest(const Latest& one, Latest& place);
  // What is left of the last one that it put to sleep; empty where it put none.
  AwakeConnections::node_type let_sleep();
  AwakeConnections::node_type put_to_sleep(AwakeConnections::value_type& settled);

  std::size_t most_awake_;
  AwakeConnections awake_;
  // They are asked whether they may sleep, round and round, the next one at `turn_`.
  std::vector<AwakeConnections::value_type*> round_;
  std::size_t turn_ = 0;
  DormantConnections dormant_;
  std::array<Latest, kLatest> latest_;
  const Awake* entered_ = nullptr;        // the latest of all
  std::optional<std::int64_t> epoch_ns_;  // when the first one was awakened
};

inline ConnectionTable::Entered ConnectionTable::enter(const SocketAddress& source,
                                                       const SocketAddress& destination,
                                                       std::int64_t time_ns) {
  const End from(source);
  const End to(destination);
  Latest& latest = latest_[place_of(from, to)];
  const bool is_it = (latest.from.differs_from(from) | latest.to.differs_from(to)) == 0;
  if (!is_it || latest.awake == nullptr) {
    return search(source, destination, time_ns, latest);
  }
  entered_ = latest.awake;
  latest.awake->had_more_segments = true;
  return {&latest.awake->connection, latest.direction};
}

}  // namespace seqbitflip
