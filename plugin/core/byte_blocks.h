// SPDX-License-Identifier: GPL-2.0-or-later
//
// Many small blocks of bytes in little memory: they lie one behind the other, each as long as it
// is, where blocks of the allocator would take 16 bytes more. The room of a removed one is not used
// again; whoever owns the blocks moves those that are left into new ByteBlocks, by drain(), where
// is_sparse() says that this is worth it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace seqbitflip {

class ByteBlocks {
 public:
  // Where a block lies. The highest numbers are never one: their meaning is up to the owner.
  enum class Place : std::uint32_t {};

  // A new block of these bytes. Throws std::bad_alloc where there is no memory, or where nearly
  // 16 GiB are in use.
  Place add(std::span<const std::uint8_t> bytes);
  // The bytes of a block; valid until it is removed.
  std::span<const std::uint8_t> operator[](Place place) const;
  void remove(Place place);

  // Whether so much of the memory is that of removed blocks that it is worth to move the others.
  bool is_sparse() const { return removed_ > kLeastRemoved && removed_ > used_ / 4; }

  // visit(bytes) for each block, each of which ends with its visit: while they move elsewhere,
  // hardly more memory is taken than before.
  template <typename Visit>
  void drain(const Visit& visit) {
    for (Chunk& chunk : chunks_) {
      for (std::size_t at = 0; at < chunk.used;) {
        const Block block = block_at(chunk.bytes.get() + at);
        if (!block.removed) {
          visit(block.bytes);
        }
        at += block.size;
      }
      chunk.bytes.reset();
    }
    *this = {};
  }

 private:
  // A block starts with its size in units and whether it is removed, in one byte if it is short.
  static constexpr std::size_t kUnit = 4;
  static constexpr std::size_t kChunk = std::size_t{1} << 20;
  static constexpr std::size_t kMostChunks = (std::size_t{1} << 32) / (kChunk / kUnit) - 1;
  static constexpr std::size_t kLeastRemoved = kChunk;
  static constexpr std::uint8_t kRemoved = 0x80;
  static constexpr std::uint8_t kLong = 0x7F;  // the size is in the four bytes behind

  struct Chunk {
    std::unique_ptr<std::uint8_t[]> bytes;
    std::size_t used = 0;
  };
  struct Block {
    bool removed;
    std::size_t size;  // with its header, in bytes
    std::span<const std::uint8_t> bytes;
  };

  static Block block_at(const std::uint8_t* header);
  std::uint8_t* header_at(Place place) const;
  void begin_chunk(std::size_t size);

  // Each of kChunk bytes, but for one that holds a single, larger block.
  std::vector<Chunk> chunks_;
  std::size_t used_ = 0;     // bytes of all blocks, removed or not
  std::size_t removed_ = 0;  // of these
};

}  // namespace seqbitflip
