// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is written is read again, and what is mostly zero takes next to nothing.
#include "archive_values.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace seqbitflip::test {
namespace {

constexpr std::uint64_t kMost = ~std::uint64_t{0};

std::vector<std::uint8_t> written(const std::vector<std::uint64_t>& values) {
  ArchiveWriter writer;
  writer.start();
  for (const std::uint64_t value : values) {
    writer.next(value);
  }
  const auto bytes = writer.written();
  return {bytes.begin(), bytes.end()};
}

std::vector<std::uint64_t> read(const std::vector<std::uint8_t>& bytes, std::size_t count) {
  ArchiveReader reader(bytes.data());
  std::vector<std::uint64_t> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(reader.next(0));
  }
  return values;
}

std::vector<std::uint64_t> zeros_and(std::size_t zeros, std::uint64_t last) {
  std::vector<std::uint64_t> values(zeros, 0);
  values.push_back(last);
  return values;
}

TEST(ArchiveValues, AreReadAsTheyWereWritten) {
  const std::vector<std::vector<std::uint64_t>> rows = {
      {},
      {0},
      {1},
      {127, 128, 16383, 16384, 0xFFFFFFFF, kMost},
      {1, 0, 0, 0, 0, 0, 0, 0, 1},
      zeros_and(7, 1),
      zeros_and(8, 1),
      zeros_and(16, kMost),
      zeros_and(63, 5),  // the last one of eight masks
      zeros_and(64, 5),  // the first one behind them
      zeros_and(8 * 1000 + 3, 0),
  };
  for (const auto& row : rows) {
    EXPECT_EQ(read(written(row), row.size()), row) << row.size() << " values";
  }
}

TEST(ArchiveValues, TakeNextToNothingWhereTheyAreZero) {
  EXPECT_EQ(written(zeros_and(639, 0)).size(), 10U);
  EXPECT_EQ(written(zeros_and(639, 1)).size(), 12U) << "a mask, and the value";
}

TEST(ArchiveValues, OfFlagsEightTakeAByteAndSixtyFourAnother) {
  ArchiveWriter writer;
  writer.start();
  for (int i = 0; i < 16; ++i) {
    writer.next_flag(i % 3 == 0);
  }
  const auto bytes = writer.written();
  EXPECT_EQ(bytes.size(), 3U);
  ArchiveReader reader(bytes.data());
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(reader.next_flag(false), i % 3 == 0) << i;
  }
}

TEST(ArchiveValues, OfRandomBitsTakeFourBytes) {
  constexpr std::uint32_t kAllSet = 0xFFFFFFFF;
  ArchiveWriter writer;
  writer.start();
  writer.next_random(kAllSet);
  writer.next_random(0);
  writer.next_random(0x01234567);
  const auto bytes = writer.written();
  EXPECT_EQ(bytes.size(), 10U);
  ArchiveReader reader(bytes.data());
  EXPECT_EQ(reader.next_random(0), kAllSet);
  EXPECT_EQ(reader.next_random(0), 0U);
  EXPECT_EQ(reader.next_random(0), 0x01234567U);
}

TEST(ArchiveValues, AreWrittenAnewAfterEachStart) {
  ArchiveWriter writer;
  writer.start();
  writer.next(kMost);
  writer.start();
  writer.next(7);
  const auto bytes = writer.written();
  EXPECT_EQ(std::vector<std::uint8_t>(bytes.begin(), bytes.end()), written({7}));
}

}  // namespace
}  // namespace seqbitflip::test
