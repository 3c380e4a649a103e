// SPDX-License-Identifier: GPL-2.0-or-later
//
// All connections of a capture. Those that had a segment lately are at hand; the others sleep in a
// fraction of the memory, unless a number of theirs is still in doubt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

#include "connection.h"
#include "connection_key.h"
#include "dormant_connections.h"

namespace seqbitflip {

class ConnectionTable {
 public:
  // Awake ones take a few kilobytes each; waking one, and putting another one to sleep for it,
  // takes as long as fifty segments that are as expected.
  static constexpr std::size_t kMostAwake = 8192;

  explicit ConnectionTable(std::size_t most_awake) : most_awake_(most_awake) {}

  std::size_t size() const { return awake_.size() + dormant_.size(); }

  // The connection, a new one if there was none; valid until the next call. `time_ns`: now.
  Connection& awaken(const ConnectionKey& key, std::int64_t time_ns);

  // visit(connection) if there is one, which may be a copy.
  template <typename Visit>
  void look_at(const ConnectionKey& key, const Visit& visit) const {
    if (const Connection* awake = find_awake(key)) {
      visit(*awake);
    } else if (Connection copy; dormant_.read(key, copy)) {
      visit(std::as_const(copy));
    }
  }

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
  struct Awake {
    explicit Awake(const ConnectionKey& of) : key(of) {}
    ConnectionKey key;
    Connection connection;
  };
  using Recency = std::list<Awake>;

  const Connection* find_awake(const ConnectionKey& key) const {
    const auto found = awake_.find(key);
    return found == awake_.end() ? nullptr : &found->second->connection;
  }
  void let_sleep();

  std::size_t most_awake_;
  Recency by_recency_;  // the latest first
  std::unordered_map<ConnectionKey, Recency::iterator, ConnectionHash> awake_;
  DormantConnections dormant_;
  std::optional<std::int64_t> epoch_ns_;  // when the first one was awakened
};

}  // namespace seqbitflip
