// SPDX-License-Identifier: GPL-2.0-or-later
#include "segment.h"

#include <algorithm>
#include <cstring>

namespace seqbitflip {

namespace {

constexpr std::size_t kSampledAtEachEnd = sizeof(std::uint64_t);

// Of eight bytes or fewer.
std::uint64_t number_of(std::span<const std::uint8_t> bytes) {
  std::uint64_t number = 0;
  if (bytes.size() == sizeof number) {
    std::memcpy(&number, bytes.data(), sizeof number);  // of a known size: one instruction
  } else {
    std::memcpy(&number, bytes.data(), bytes.size());
  }
  return number;
}

// Each bit of both influences most bits of the result.
std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  const std::uint64_t product = (one ^ other) * kOdd;
  return product ^ (product >> 32);
}

}  // namespace

std::optional<std::uint64_t> payload_digest(const Segment& segment) {
  const std::size_t length = segment.payload_length;
  if (length == 0 || segment.bytes.size() < segment.tcp_length()) {
    return std::nullopt;
  }
  const auto payload = segment.bytes.subspan(segment.header_length, length);
  const std::size_t sampled = std::min(length, kSampledAtEachEnd);
  return mixed(mixed(length, number_of(payload.first(sampled))), number_of(payload.last(sampled)));
}

}  // namespace seqbitflip
