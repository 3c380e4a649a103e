// SPDX-License-Identifier: GPL-2.0-or-later
#include "byte_blocks.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace seqbitflip {

ByteBlocks::Place ByteBlocks::add(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kShortHeader = 1;
  constexpr std::size_t kLongHeader = 1 + sizeof(std::uint32_t);
  const auto units_with = [&](std::size_t header) {
    return (header + bytes.size() + kUnit - 1) / kUnit;
  };
  const bool is_short = units_with(kShortHeader) < kLong;
  const std::size_t header = is_short ? kShortHeader : kLongHeader;
  const auto units = static_cast<std::uint32_t>(units_with(header));
  const std::size_t size = units * kUnit;
  if (chunks_.empty() || size > kChunk - std::min(kChunk, chunks_.back().used)) {
    begin_chunk(size);
  }
  Chunk& chunk = chunks_.back();
  std::uint8_t* at = chunk.bytes.get() + chunk.used;
  *at = is_short ? static_cast<std::uint8_t>(units) : kLong;
  if (!is_short) {
    std::memcpy(at + kShortHeader, &units, sizeof units);
  }
  std::copy(bytes.begin(), bytes.end(), at + header);
  const std::size_t place = (chunks_.size() - 1) * (kChunk / kUnit) + chunk.used / kUnit;
  chunk.used += size;
  used_ += size;
  return static_cast<Place>(place);
}

void ByteBlocks::begin_chunk(std::size_t size) {
  if (chunks_.size() == kMostChunks) {
    throw std::bad_alloc();
  }
  chunks_.push_back({std::make_unique_for_overwrite<std::uint8_t[]>(std::max(size, kChunk)), 0});
}

std::span<const std::uint8_t> ByteBlocks::operator[](Place place) const {
  return block_at(header_at(place)).bytes;
}

void ByteBlocks::remove(Place place) {
  std::uint8_t* header = header_at(place);
  removed_ += block_at(header).size;
  *header |= kRemoved;
}

std::uint8_t* ByteBlocks::header_at(Place place) const {
  constexpr std::size_t kUnitsOfChunk = kChunk / kUnit;
  const auto units = static_cast<std::size_t>(place);
  return chunks_[units / kUnitsOfChunk].bytes.get() + units % kUnitsOfChunk * kUnit;
}

ByteBlocks::Block ByteBlocks::block_at(const std::uint8_t* header) {
  const bool removed = (*header & kRemoved) != 0;
  std::uint32_t units = *header & ~kRemoved;
  const std::uint8_t* first = header + 1;
  if (units == kLong) {
    std::memcpy(&units, first, sizeof units);
    first += sizeof units;
  }
  const std::size_t size = units * kUnit;
  return {removed, size, std::span(first, header + size)};
}

}  // namespace seqbitflip
