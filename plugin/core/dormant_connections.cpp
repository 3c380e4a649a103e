// SPDX-License-Identifier: GPL-2.0-or-later
#include "dormant_connections.h"

#include <algorithm>
#include <utility>

namespace seqbitflip {

void DormantConnections::put(const ConnectionKey& key, Connection& connection,
                             std::int64_t epoch_ns) {
  epoch_ns_ = epoch_ns;
  if (blocks_in_use_ >= blocks_.size() / 4 * 3) {
    grow();
  }
  writer_.start();
  Archive archive(writer_, {key, epoch_ns_, passages_});
  connection.exchange(archive);
  const auto written = writer_.finish();
  const WrittenKey written_key(key);
  const auto first = written_key.bytes();
  Block block = std::make_unique_for_overwrite<std::uint8_t[]>(first.size() + written.size());
  std::copy(written.begin(), written.end(), std::copy(first.begin(), first.end(), block.get()));
  Block& place = blocks_[place_of(key)];
  if (place) {
    --awake_;
  } else {
    ++blocks_in_use_;
  }
  place = std::move(block);
}

bool DormantConnections::take(const ConnectionKey& key, Connection& into) {
  const Block* block = find(key);
  if (block == nullptr) {
    return false;
  }
  exchange_with(key, *block, [&](auto& archive) { into.exchange(archive); });
  (*block)[0] |= kAwake;
  ++awake_;
  return true;
}

bool DormantConnections::read(const ConnectionKey& key, Connection& into) const {
  const Block* block = find(key);
  if (block == nullptr) {
    return false;
  }
  exchange_with(key, *block, [&](auto& archive) { into.exchange(archive); });
  return true;
}

std::optional<DormantStreams> DormantConnections::streams_of(const ConnectionKey& key) const {
  const Block* block = find(key);
  if (block == nullptr) {
    return std::nullopt;
  }
  std::optional<DormantStreams> streams(std::in_place);
  exchange_with(key, *block, [&](auto& archive) {
    ConnectionHead head;
    head.exchange(archive);
    streams->positions = std::move(head.positions);
    streams->flow.exchange_extents(archive);
  });
  return streams;
}

// Where it is or, where it is not, belongs.
std::size_t DormantConnections::place_of(const ConnectionKey& key) const {
  const WrittenKey written(key);
  std::size_t place = home_of(key);
  while (blocks_[place] && !written.is_at(blocks_[place].get())) {
    place = after(place);
  }
  return place;
}

const DormantConnections::Block* DormantConnections::find(const ConnectionKey& key) const {
  if (blocks_.empty()) {
    return nullptr;
  }
  const Block& block = blocks_[place_of(key)];
  return block && !is_awake(block) ? &block : nullptr;
}

void DormantConnections::grow() {
  std::vector<Block> before(std::max(kFirstBlocks, blocks_.size() * 2));
  blocks_.swap(before);
  for (Block& block : before) {
    if (block) {
      blocks_[place_of(WrittenKey::read(block.get()))] = std::move(block);
    }
  }
}

}  // namespace seqbitflip
