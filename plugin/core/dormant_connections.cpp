// SPDX-License-Identifier: GPL-2.0-or-later
#include "dormant_connections.h"

#include <algorithm>
#include <utility>

namespace seqbitflip {

void DormantConnections::put(const ConnectionKey& key, Connection& connection,
                             std::int64_t epoch_ns) {
  epoch_ns_ = epoch_ns;
  if (StreamPositions& positions = connection.head.positions; positions.size() > kMostWritten) {
    long_positions_.emplace(key, std::move(positions));
  }
  writer_.start();
  Archive archive(writer_, {key, epoch_ns_, passages_});
  connection.exchange(archive);
  const auto written = writer_.written();
  const WrittenKey written_key(key);
  const auto first = written_key.bytes();
  block_.assign(first.begin(), first.end());
  block_.insert(block_.end(), written.begin(), written.end());
  if (slots_in_use_ >= slots_.size() / 4 * 3 || blocks_.is_sparse()) {
    tidy();
  }
  keep(key, block_);
}

void DormantConnections::keep(const ConnectionKey& key, Bytes bytes) {
  std::size_t index = home_of(key);
  while (is_taken(slots_[index])) {
    index = after(index);
  }
  slots_in_use_ += slots_[index] == kFree ? 1U : 0U;
  slots_[index] = blocks_.add(bytes);
  ++asleep_;
}

// Moves all into new slots, and into blocks without gaps. Where there are many, growing by little
// and often leaves less room empty, for some moves more.
void DormantConnections::tidy() {
  ByteBlocks before = std::exchange(blocks_, {});
  const std::size_t needed = asleep_ + 1;
  slots_.assign(std::max({kFirstSlots, needed / 3 * 5, std::min(4 * needed, kRoomySlots)}), kFree);
  slots_in_use_ = 0;
  asleep_ = 0;
  before.drain([&](Bytes bytes) { keep(WrittenKey::read(bytes.data()), bytes); });
}

bool DormantConnections::take(const ConnectionKey& key, Connection& into) {
  const auto index = find(key);
  if (!index) {
    return false;
  }
  Slot& slot = slots_[*index];
  exchange_with(key, blocks_[slot], [&](auto& archive) { into.exchange(archive); });
  if (auto positions = long_positions_.extract(key)) {
    into.head.positions = std::move(positions.mapped());
  }
  blocks_.remove(slot);
  slot = kLeft;
  --asleep_;
  return true;
}

bool DormantConnections::read(const ConnectionKey& key, Connection& into) const {
  const auto index = find(key);
  if (!index) {
    return false;
  }
  exchange_with(key, blocks_[slots_[*index]], [&](auto& archive) { into.exchange(archive); });
  return true;
}

std::optional<StreamPosition> DormantConnections::position_of(const ConnectionKey& key,
                                                              Direction direction,
                                                              const Segment& segment,
                                                              SeqNum seq) const {
  const auto index = find(key);
  if (!index) {
    return std::nullopt;
  }
  ConnectionHead head;
  std::array<StreamExtent, 2> extents;
  exchange_with(key, blocks_[slots_[*index]], [&](auto& archive) {
    head.exchange(archive);
    extents = Connection::read_extents(archive);
  });
  const auto unwritten = long_positions_.find(key);
  const StreamPositions& positions =
      unwritten == long_positions_.end() ? head.positions : unwritten->second;
  return positions.find(direction, segment, seq, extents[static_cast<std::size_t>(direction)]);
}

std::optional<std::size_t> DormantConnections::find(const ConnectionKey& key) const {
  if (asleep_ == 0) {
    return std::nullopt;
  }
  const WrittenKey written(key);
  for (std::size_t index = home_of(key); slots_[index] != kFree; index = after(index)) {
    if (is_taken(slots_[index]) && written.is_at(blocks_[slots_[index]].data())) {
      return index;
    }
  }
  return std::nullopt;
}

}  // namespace seqbitflip
