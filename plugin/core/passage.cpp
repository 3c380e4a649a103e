// SPDX-License-Identifier: GPL-2.0-or-later
#include "passage.h"

#include <array>
#include <cstdio>

namespace seqbitflip {

std::string mac_text(const MacAddress& mac) {
  std::array<char, 18> text{};
  std::snprintf(text.data(), text.size(), "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2],
                mac[3], mac[4], mac[5]);
  return text.data();
}

const char* name_of(SegmentKind kind) {
  constexpr std::array<const char*, 6> kNames = {"SYN", "SYN-ACK", "RST",
                                                 "FIN", "data",    "pure ACK"};
  return kNames.at(static_cast<std::size_t>(kind));
}

Circumstances circumstances_of(const Segment& segment) {
  Circumstances circumstances;
  circumstances.time_ns = segment.time_ns;
  circumstances.segment_kind = kind_of(segment);
  circumstances.payload_length = segment.payload_length;
  circumstances.ttl = segment.ttl;
  if (segment.passage != nullptr) {
    circumstances.passage = segment.passage->read();
  }
  return circumstances;
}

}  // namespace seqbitflip
