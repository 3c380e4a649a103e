// SPDX-License-Identifier: GPL-2.0-or-later
#include "segment.h"

#include <algorithm>

namespace seqbitflip {

namespace {

constexpr std::size_t kSampledAtEachEnd = 8;

// FNV-1a, 64 bits: small, and the same on every machine.
class Fnv1a {
 public:
  void add(std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) {
      hash_ = (hash_ ^ byte) * 0x100000001b3ULL;
    }
  }
  std::uint64_t hash() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace

std::optional<std::uint64_t> payload_digest(const Segment& segment) {
  const std::size_t length = segment.payload_length;
  if (length == 0 || segment.bytes.size() < segment.tcp_length()) {
    return std::nullopt;
  }
  const auto payload = segment.bytes.subspan(segment.header_length, length);
  const std::size_t sampled = std::min(length, kSampledAtEachEnd);
  Fnv1a fnv;
  fnv.add(payload.first(sampled));
  fnv.add(payload.last(sampled));
  return fnv.hash() + length;
}

}  // namespace seqbitflip
