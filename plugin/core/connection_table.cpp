// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection_table.h"

#include <utility>

namespace seqbitflip {

// Apart from enter(), which nearly always does without.
[[gnu::noinline]] ConnectionTable::Entered ConnectionTable::search(const SocketAddress& source,
                                                                   const SocketAddress& destination,
                                                                   std::int64_t time_ns,
                                                                   Latest& latest) {
  const ConnectionKey key(source, destination);
  const Direction direction = key.direction_from(source);
  const End from(source);
  const End to(destination);
  const auto [awake, is_new] = awaken(key, time_ns);
  put_among_latest({from, to, key, awake, direction}, latest);
  // The other direction leads there, too, where it did before the connection slept; to a new one it
  // will soon.
  Latest& back = latest_[place_of(to, from)];
  if (&back != &latest && (is_new || back.key == key)) {
    put_among_latest({to, from, key, awake, opposite(direction)}, back);
  }
  entered_ = awake;
  return {&awake->connection, direction};
}

void ConnectionTable::put_among_latest(const Latest& one, Latest& place) {
  if (place.awake != nullptr) {
    place.awake->latest[static_cast<std::size_t>(place.direction)] = nullptr;
  }
  place = one;
  place.awake->latest[static_cast<std::size_t>(place.direction)] = &place;
}

ConnectionTable::Awakened ConnectionTable::awaken(const ConnectionKey& key, std::int64_t time_ns) {
  epoch_ns_ = epoch_ns_.value_or(time_ns);
  if (const auto found = awake_.find(key); found != awake_.end()) {
    found->second.had_more_segments = true;
    return {&found->second, false};
  }
  // The room of one that sleeps now is just what a new one needs.
  AwakeConnections::node_type room = let_sleep();
  AwakeConnections::value_type* entry = nullptr;
  if (room.empty()) {
    entry = &*awake_.try_emplace(key).first;
    round_.push_back(entry);
  } else {
    room.key() = key;
    room.mapped() = Awake();
    entry = &*awake_.insert(std::move(room)).position;
    round_[turn_++] = entry;
  }
  Awake& awake = entry->second;
  return {&awake, !dormant_.take(key, awake.connection)};
}

// Makes room for one. Those that had more segments since they came or were asked before are asked
// again when all others have been; so are those that cannot sleep, and not more than two of these
// are asked, so that it goes on where many cannot.
ConnectionTable::AwakeConnections::node_type ConnectionTable::let_sleep() {
  constexpr int kUnsettledAsked = 2;
  int unsettled = 0;
  while (unsettled < kUnsettledAsked && round_.size() >= most_awake_) {
    turn_ = turn_ < round_.size() ? turn_ : 0;
    Awake& asked = round_[turn_]->second;
    const bool had_more = std::exchange(asked.had_more_segments, false);
    if (had_more || !asked.connection.is_settled()) {
      unsettled += had_more ? 0 : 1;
      ++turn_;
      continue;
    }
    auto room = put_to_sleep(*round_[turn_]);
    if (round_.size() == most_awake_) {
      return room;
    }
    // There were more awake than there should be.
    round_[turn_] = round_.back();
    round_.pop_back();
  }
  return {};
}

ConnectionTable::AwakeConnections::node_type ConnectionTable::put_to_sleep(
    AwakeConnections::value_type& settled) {
  auto& [key, asleep] = settled;
  for (Latest* const latest : asleep.latest) {
    if (latest != nullptr) {
      latest->awake = nullptr;
    }
  }
  dormant_.put(key, asleep.connection, *epoch_ns_);
  return awake_.extract(key);
}

std::optional<StreamPosition> ConnectionTable::position_of(const ConnectionKey& key,
                                                           Direction direction,
                                                           const Segment& segment,
                                                           SeqNum seq) const {
  if (const Connection* awake = find_awake(key)) {
    return awake->head.positions.find(direction, segment, seq, awake->extent(direction));
  }
  return dormant_.position_of(key, direction, segment, seq);
}

}  // namespace seqbitflip
