// SPDX-License-Identifier: GPL-2.0-or-later
//
// Blocks are found again as they were, whatever their size, until they are removed; those that are
// left move on together.
#include "byte_blocks.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace seqbitflip::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

// As a block gives them back: with up to three bytes behind, which mean nothing.
Bytes beginning_of(std::span<const std::uint8_t> block, std::size_t size) {
  EXPECT_GE(block.size(), size);
  EXPECT_LT(block.size(), size + 4);
  return {block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size)};
}

Bytes bytes_of(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] = static_cast<std::uint8_t>(size + i * 7);
  }
  return bytes;
}

TEST(ByteBlocks, AreFoundAsTheyWere) {
  ByteBlocks blocks;
  const std::vector<std::size_t> sizes = {0,    1,       2,       3,         4,       503,     504,
                                          1000, 1 << 19, 1 << 20, 3'000'000, 600'000, 600'000, 13};
  std::vector<ByteBlocks::Place> places;
  for (const std::size_t size : sizes) {
    places.push_back(blocks.add(bytes_of(size)));
  }
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    EXPECT_EQ(beginning_of(blocks[places[i]], sizes[i]), bytes_of(sizes[i])) << sizes[i];
  }
}

TEST(ByteBlocks, ThatWereRemovedDoNotMoveOn) {
  ByteBlocks blocks;
  std::vector<Bytes> kept;
  for (std::size_t size = 1; size < 3000; ++size) {
    const auto place = blocks.add(bytes_of(size));
    if (size % 3 == 0) {
      blocks.remove(place);
    } else {
      kept.push_back(bytes_of(size));
    }
  }
  std::size_t visited = 0;
  blocks.drain([&](std::span<const std::uint8_t> bytes) {
    ASSERT_LT(visited, kept.size());
    EXPECT_EQ(beginning_of(bytes, kept[visited].size()), kept[visited]);
    ++visited;
  });
  EXPECT_EQ(visited, kept.size());
  blocks.drain([](auto) { FAIL() << "a block is left"; });
}

TEST(ByteBlocks, AreSparseWhereMuchWasRemoved) {
  constexpr std::size_t kSize = 1000;
  constexpr int kMany = 10'000;
  ByteBlocks blocks;
  std::vector<ByteBlocks::Place> places;
  for (int i = 0; i < kMany; ++i) {
    places.push_back(blocks.add(bytes_of(kSize)));
  }
  int removed = 0;
  while (!blocks.is_sparse()) {
    ASSERT_LT(removed, kMany);
    blocks.remove(places[static_cast<std::size_t>(removed++)]);
  }
  EXPECT_EQ(removed, kMany / 4 + 1);
}

TEST(ByteBlocks, AreNotSparseWhereLittleWasRemoved) {
  ByteBlocks blocks;
  const auto place = blocks.add(bytes_of(1000));
  blocks.add(bytes_of(1));
  blocks.remove(place);
  EXPECT_FALSE(blocks.is_sparse()) << "to move a few gains nothing";
}

}  // namespace
}  // namespace seqbitflip::test
