// SPDX-License-Identifier: GPL-2.0-or-later
//
// How a segment came to the capture point: who sent it to whom, and which neighbour handed the
// frame over. What several damaged segments have in common here tells where the damage happens.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "direction.h"
#include "segment.h"
#include "socket_address.h"

namespace seqbitflip {

using MacAddress = std::array<std::uint8_t, 6>;

struct Passage {
  SocketAddress source;
  SocketAddress destination;
  std::optional<MacAddress> source_mac;  // of the neighbour that handed the frame over
  std::optional<MacAddress> destination_mac;
  std::optional<std::uint16_t> vlan;
  std::optional<std::uint32_t> interface;  // of the capture file, counted from 0
  // Bytes from the start of the frame; absent where the frame does not hold the segment as it was
  // on the wire (put together from fragments).
  std::optional<std::uint32_t> ip_header_offset;
  std::optional<std::uint32_t> tcp_header_offset;

  auto operator<=>(const Passage&) const = default;
};

// Tells of a segment's passage where that is wanted: it is not for nearly all segments.
class PassageSource {
 public:
  virtual Passage read() const = 0;

 protected:
  ~PassageSource() = default;
};

std::string mac_text(const MacAddress& mac);

// What a segment is for, in the order of precedence: a segment with data and FIN is a FIN.
enum class SegmentKind : std::uint8_t { kSyn, kSynAck, kRst, kFin, kData, kPureAck };

inline constexpr std::size_t kSegmentKinds = 6;

inline SegmentKind kind_of(const Segment& segment) {
  if (segment.syn) {
    return segment.ack ? SegmentKind::kSynAck : SegmentKind::kSyn;
  }
  if (segment.rst) {
    return SegmentKind::kRst;
  }
  if (segment.fin) {
    return SegmentKind::kFin;
  }
  return segment.payload_length > 0 ? SegmentKind::kData : SegmentKind::kPureAck;
}
const char* name_of(SegmentKind kind);

// What is kept of a segment with a wrong number, beside the numbers.
struct Circumstances {
  std::int64_t time_ns = 0;  // since the epoch, as the capture file says
  SegmentKind segment_kind = SegmentKind::kPureAck;
  std::uint32_t payload_length = 0;
  std::optional<std::uint8_t> ttl;
  Passage passage;

  bool operator==(const Circumstances&) const = default;

  // `sent`: the direction of the segment.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent) {
    archive.time(time_ns);
    archive.number(segment_kind);
    archive.number(payload_length);
    archive.optional(ttl);
    archive.passage(sent, passage);
  }
};

Circumstances circumstances_of(const Segment& segment);

}  // namespace seqbitflip
