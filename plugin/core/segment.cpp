// SPDX-License-Identifier: GPL-2.0-or-later
#include "segment.h"

#include <cstring>

namespace seqbitflip {

namespace {

// Of so many bytes, eight at the most.
std::uint64_t number_of(const std::uint8_t* bytes, std::size_t size) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes, size);
  return number;
}

// Each bit of both influences most bits of the result.
std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  const std::uint64_t product = (one ^ other) * kOdd;
  return product ^ (product >> 32);
}

}  // namespace

PayloadDigest payload_digest(const std::uint8_t* payload, std::size_t length) {
  constexpr std::size_t kSampled = sizeof(std::uint64_t);
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (length >= kSampled) {
    first = number_of(payload, kSampled);
    last = number_of(payload + length - kSampled, kSampled);
  } else {
    first = last = number_of(payload, length);
  }
  const std::uint64_t hash = mixed(mixed(length, first), last);
  return static_cast<PayloadDigest>(hash);
}

}  // namespace seqbitflip
