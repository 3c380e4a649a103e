// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection_table.h"

#include <utility>

namespace seqbitflip {

// Apart from enter(), which nearly always does without.
[[gnu::noinline]] ConnectionTable::Entered ConnectionTable::search(const SocketAddress& source,
                                                                   const SocketAddress& destination,
                                                                   std::int64_t time_ns,
                                                                   Latest& latest) {
  if (latest.awake) {
    (*latest.awake)->latest = nullptr;
  }
  const ConnectionKey key(source, destination);
  Connection& connection = awaken(key, time_ns);
  latest = {source, destination, key.direction_from(source), true, by_recency_.begin()};
  by_recency_.front().latest = &latest;
  return {&connection, latest.direction};
}

Connection& ConnectionTable::awaken(const ConnectionKey& key, std::int64_t time_ns) {
  epoch_ns_ = epoch_ns_.value_or(time_ns);
  if (const auto found = awake_.find(key); found != awake_.end()) {
    by_recency_.splice(by_recency_.begin(), by_recency_, found->second);
    return found->second->connection;
  }
  let_sleep();
  Awake& latest = by_recency_.emplace_front(key);
  awake_.emplace(key, by_recency_.begin());
  dormant_.take(key, latest.connection);
  return latest.connection;
}

// Makes room for one. Two are asked, so that it goes on where many cannot sleep: those are asked
// again when all others have been.
void ConnectionTable::let_sleep() {
  constexpr int kAsked = 2;
  for (int i = 0; i < kAsked && by_recency_.size() >= most_awake_; ++i) {
    const auto longest = std::prev(by_recency_.end());
    if (!longest->connection.is_settled()) {
      by_recency_.splice(by_recency_.begin(), by_recency_, longest);
      continue;
    }
    if (longest->latest != nullptr) {
      longest->latest->awake.reset();
    }
    dormant_.put(longest->key, longest->connection, *epoch_ns_);
    awake_.erase(longest->key);
    by_recency_.erase(longest);
  }
}

std::optional<StreamPosition> ConnectionTable::position_of(const ConnectionKey& key,
                                                           Direction direction,
                                                           const Segment& segment,
                                                           SeqNum seq) const {
  if (const Connection* awake = find_awake(key)) {
    return awake->head.positions.find(direction, segment, seq,
                                      extent_of(awake->current->flow().sender(direction)));
  }
  if (const auto dormant = dormant_.streams_of(key)) {
    return dormant->positions.find(direction, segment, seq,
                                   extent_of(dormant->flow.sender(direction)));
  }
  return std::nullopt;
}

}  // namespace seqbitflip
