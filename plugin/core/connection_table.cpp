// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection_table.h"

#include <utility>

namespace seqbitflip {

// Apart from enter(), which nearly always does without.
[[gnu::noinline]] ConnectionTable::Entered ConnectionTable::search(const SocketAddress& source,
                                                                   const SocketAddress& destination,
                                                                   std::int64_t time_ns,
                                                                   Latest& latest) {
  if (latest.awake != nullptr) {
    latest.awake->latest[static_cast<std::size_t>(latest.direction)] = nullptr;
  }
  const ConnectionKey key(source, destination);
  const Direction direction = key.direction_from(source);
  const End from(source);
  const End to(destination);
  Awake& awake = awaken(key, time_ns);
  latest = {from, to, key, &awake, direction};
  awake.latest[static_cast<std::size_t>(direction)] = &latest;
  // The other direction leads there, too, where it did before the connection slept.
  if (Latest& back = latest_[place_of(to, from)]; &back != &latest && back.key == key) {
    back.awake = &awake;
    awake.latest[static_cast<std::size_t>(opposite(direction))] = &back;
  }
  entered_ = &awake;
  return {&awake.connection, direction};
}

ConnectionTable::Awake& ConnectionTable::awaken(const ConnectionKey& key, std::int64_t time_ns) {
  epoch_ns_ = epoch_ns_.value_or(time_ns);
  if (const auto found = awake_.find(key); found != awake_.end()) {
    found->second->had_more_segments = true;
    return *found->second;
  }
  let_sleep();
  Awake& awake = by_age_.emplace_front(key);
  awake_.emplace(key, &awake);
  dormant_.take(key, awake.connection);
  return awake;
}

// Makes room for one. Those that had more segments since they came or were asked before are asked
// again when all others have been; so are those that cannot sleep, and not more than two of these
// are asked, so that it goes on where many cannot.
void ConnectionTable::let_sleep() {
  constexpr int kUnsettledAsked = 2;
  int unsettled = 0;
  while (unsettled < kUnsettledAsked && by_age_.size() >= most_awake_) {
    const auto asked = std::prev(by_age_.end());
    const bool had_more = std::exchange(asked->had_more_segments, false);
    const bool may_sleep = !had_more && asked->connection.is_settled();
    if (!may_sleep) {
      unsettled += had_more ? 0 : 1;
      by_age_.splice(by_age_.begin(), by_age_, asked);
      continue;
    }
    for (Latest* const latest : asked->latest) {
      if (latest != nullptr) {
        latest->awake = nullptr;
      }
    }
    dormant_.put(asked->key, asked->connection, *epoch_ns_);
    awake_.erase(asked->key);
    by_age_.erase(asked);
  }
}

std::optional<StreamPosition> ConnectionTable::position_of(const ConnectionKey& key,
                                                           Direction direction,
                                                           const Segment& segment,
                                                           SeqNum seq) const {
  if (const Connection* awake = find_awake(key)) {
    return awake->head.positions.find(direction, segment, seq, awake->extent(direction));
  }
  if (const auto dormant = dormant_.streams_of(key)) {
    return dormant->positions.find(direction, segment, seq,
                                   dormant->extents[static_cast<std::size_t>(direction)]);
  }
  return std::nullopt;
}

}  // namespace seqbitflip
