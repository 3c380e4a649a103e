// SPDX-License-Identifier: GPL-2.0-or-later
//
// Connections that had no segment for a while, each in as few bytes as it takes. Nothing is lost.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "archive.h"
#include "byte_blocks.h"
#include "connection.h"
#include "connection_key.h"
#include "passage_book.h"
#include "stream_position.h"

namespace seqbitflip {

class DormantConnections {
 public:
  std::size_t size() const { return asleep_; }

  // Puts a settled connection to sleep, which does not sleep yet. `epoch_ns` is the same each time:
  // a time near that of most frames.
  void put(const ConnectionKey& key, Connection& connection, std::int64_t epoch_ns);
  // Takes it out again, into a new connection; whether it was there.
  bool take(const ConnectionKey& key, Connection& into);

  // The same, but it stays, and tells no positions.
  bool read(const ConnectionKey& key, Connection& into) const;
  std::optional<StreamPosition> position_of(const ConnectionKey& key, Direction direction,
                                            const Segment& segment, SeqNum seq) const;

  // visit(key, head) for each, in no order. The heads tell no positions.
  template <typename Visit>
  void for_each_head(const Visit& visit) const {
    for (const Slot slot : slots_) {
      if (!is_taken(slot)) {
        continue;
      }
      const Bytes bytes = blocks_[slot];
      const ConnectionKey key = WrittenKey::read(bytes.data());
      ConnectionHead head;
      exchange_with(key, bytes, [&](auto& archive) { head.exchange(archive); });
      visit(key, head);
    }
  }

 private:
  // Of a block: the key, and behind it the connection as an ArchiveWriter wrote it.
  using Bytes = std::span<const std::uint8_t>;
  using Slot = ByteBlocks::Place;
  static constexpr Slot kFree{0xFFFFFFFF};
  static constexpr Slot kLeft{0xFFFFFFFE};  // free again, but what comes behind has probed here
  static bool is_taken(Slot slot) { return slot < kLeft; }

  static constexpr std::size_t kFirstSlots = 64;
  // So many may be mostly empty: a megabyte.
  static constexpr std::size_t kRoomySlots = std::size_t{1} << 18;
  // Positions that keep more than this are not written: to read them again for each frame that is
  // asked for takes too long where the same sockets were used for thousands of connections.
  static constexpr std::size_t kMostWritten = 16;

  // exchange_it(archive) reads from the block.
  template <typename ExchangeIt>
  void exchange_with(const ConnectionKey& key, Bytes bytes, const ExchangeIt& exchange_it) const {
    ArchiveReader values(bytes.data() + WrittenKey::size_at(bytes.data()));
    Archive archive(values, {key, epoch_ns_, passages_});
    exchange_it(archive);
  }
  std::size_t home_of(const ConnectionKey& key) const {
    return static_cast<std::size_t>(std::uint64_t{hash_(key)} * slots_.size() >> 32);
  }
  std::size_t after(std::size_t index) const { return index + 1 == slots_.size() ? 0 : index + 1; }
  std::optional<std::size_t> find(const ConnectionKey& key) const;  // its slot, if it sleeps
  void keep(const ConnectionKey& key, Bytes bytes);
  void tidy();

  ConnectionHash hash_;
  // Open addressing with linear probing: never full.
  std::vector<Slot> slots_;
  std::size_t slots_in_use_ = 0;  // taken or left
  std::size_t asleep_ = 0;
  ByteBlocks blocks_;
  std::unordered_map<ConnectionKey, StreamPositions, ConnectionHash> long_positions_;
  ArchiveWriter writer_;
  std::vector<std::uint8_t> block_;  // that is being made
  // What is read is in the book already: mutable for the one description of writing and reading.
  mutable PassageBook passages_;
  std::int64_t epoch_ns_ = 0;
};

}  // namespace seqbitflip
