// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture_place.h"

#include "passage.h"

namespace seqbitflip {

namespace {

constexpr std::uint32_t kFnvOffset = 0x811C9DC5U;
constexpr std::uint32_t kFnvPrime = 0x01000193U;

void mix(std::uint32_t& hash, std::uint32_t value) {
  hash = (hash ^ value) * kFnvPrime;
}

}  // namespace

CapturePlace place_of(const Segment& segment) {
  constexpr std::uint32_t kNoTtl = 256;
  std::uint32_t hash = kFnvOffset;
  mix(hash, segment.ttl ? *segment.ttl : kNoTtl);
  if (segment.passage != nullptr) {
    const Passage passage = segment.passage->read();
    mix(hash, passage.interface.value_or(0));
    mix(hash, passage.vlan.value_or(0));
    for (const std::uint8_t byte : passage.source_mac.value_or(MacAddress{})) {
      mix(hash, byte);
    }
  }
  return hash == 0 ? 1 : hash;
}

}  // namespace seqbitflip
