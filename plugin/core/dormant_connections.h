// SPDX-License-Identifier: GPL-2.0-or-later
//
// Connections that had no segment for a while, each in as few bytes as it takes. Nothing is lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "archive.h"
#include "connection.h"
#include "connection_key.h"
#include "passage_book.h"
#include "stream_position.h"

namespace seqbitflip {

// What position_of() needs of a connection.
struct DormantStreams {
  StreamPositions positions;
  Flow flow;  // only the extents of its streams
};

class DormantConnections {
 public:
  std::size_t size() const { return blocks_in_use_ - awake_; }

  // Puts a settled connection to sleep. `epoch_ns` is the same each time: a time near that of most
  // frames.
  void put(const ConnectionKey& key, Connection& connection, std::int64_t epoch_ns);
  // Takes it out again, into a new connection; whether it was there.
  bool take(const ConnectionKey& key, Connection& into);

  // The same, but it stays.
  bool read(const ConnectionKey& key, Connection& into) const;
  std::optional<DormantStreams> streams_of(const ConnectionKey& key) const;

  // visit(key, head) for each, in no order.
  template <typename Visit>
  void for_each_head(const Visit& visit) const {
    for (const Block& block : blocks_) {
      if (block && !is_awake(block)) {
        const ConnectionKey key = WrittenKey::read(block.get());
        ConnectionHead head;
        exchange_with(key, block, [&](auto& archive) { head.exchange(archive); });
        visit(key, head);
      }
    }
  }

 private:
  // The key, and behind it the connection as an ArchiveWriter wrote it. One that was taken out
  // keeps its place for when it goes to sleep again.
  using Block = std::unique_ptr<std::uint8_t[]>;
  static constexpr std::uint8_t kAwake = WrittenKey::kFreeBit;
  static bool is_awake(const Block& block) { return (block[0] & kAwake) != 0; }

  static constexpr std::size_t kFirstBlocks = 64;

  // exchange_it(archive) reads from the block.
  template <typename ExchangeIt>
  void exchange_with(const ConnectionKey& key, const Block& block,
                     const ExchangeIt& exchange_it) const {
    ArchiveReader values(block.get() + WrittenKey::size_at(block.get()));
    Archive archive(values, {key, epoch_ns_, passages_});
    exchange_it(archive);
  }
  std::size_t home_of(const ConnectionKey& key) const { return hash_(key) & (blocks_.size() - 1); }
  std::size_t after(std::size_t place) const { return (place + 1) & (blocks_.size() - 1); }
  std::size_t place_of(const ConnectionKey& key) const;
  const Block* find(const ConnectionKey& key) const;  // null where it does not sleep here
  void grow();

  ConnectionHash hash_;
  // Open addressing with linear probing: a power of two, never full.
  std::vector<Block> blocks_;
  std::size_t blocks_in_use_ = 0;
  std::size_t awake_ = 0;  // of these
  ArchiveWriter writer_;
  // What is read is in the book already: mutable for the one description of writing and reading.
  mutable PassageBook passages_;
  std::int64_t epoch_ns_ = 0;
};

}  // namespace seqbitflip
