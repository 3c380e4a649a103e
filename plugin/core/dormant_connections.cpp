// SPDX-License-Identifier: GPL-2.0-or-later
#include "dormant_connections.h"

#include <algorithm>
#include <utility>

namespace seqbitflip {

void DormantConnections::put(const ConnectionKey& key, Connection& connection,
                             std::int64_t epoch_ns) {
  epoch_ns_ = epoch_ns;
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

std::optional<DormantStreams> DormantConnections::streams_of(const ConnectionKey& key) const {
  const auto index = find(key);
  if (!index) {
    return std::nullopt;
  }
  std::optional<DormantStreams> streams(std::in_place);
  exchange_with(key, blocks_[slots_[*index]], [&](auto& archive) {
    ConnectionHead head;
    head.exchange(archive);
    streams->positions = std::move(head.positions);
    streams->extents = Connection::read_extents(archive);
  });
  return streams;
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
