// SPDX-License-Identifier: GPL-2.0-or-later
//
// One observed TCP segment as a plain value: what the capture says of it, nothing concluded.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

#include "seq_num.h"

namespace seqbitflip {

class PassageSource;
struct ChecksumResult;

// Which segment of the capture this is. A frame number alone does not do: a frame may hold several
// TCP layers, and with a read filter a rejected frame shares the number of the next accepted one.
struct FrameId {
  std::uint32_t number = 0;       // counted from 1; 0 never occurs in a capture
  std::uint32_t fingerprint = 0;  // tells apart the segments that share the number

  bool operator==(const FrameId&) const = default;
};

// RFC 7323, section 3. The echo means something only in a segment with an acknowledgment.
struct Timestamps {
  std::uint32_t value = 0;
  std::uint32_t echo = 0;

  bool operator==(const Timestamps&) const = default;
};

struct SackBlock {
  SeqNum left{0};
  SeqNum right{0};

  bool operator==(const SackBlock&) const = default;
};

struct SackBlocks {
  static constexpr std::size_t kMost = 4;  // RFC 2018, section 3: what fits in 40 option bytes
  SackBlock block[kMost];
  std::uint8_t count = 0;
  std::uint8_t offset = 0;  // of the first edge, in bytes from the start of the TCP header

  bool tells_the_same_as(const SackBlocks& other) const {
    return std::equal(block, block + count, other.block, other.block + other.count);
  }
};

struct Segment {
  FrameId frame;
  std::int64_t time_ns = 0;  // since the epoch, as the capture file says

  SeqNum seq{0};
  std::optional<SeqNum> ack;  // absent where the ACK flag is not set
  bool syn = false;
  bool fin = false;
  bool rst = false;
  std::uint16_t window = 0;          // as it stands in the header, not scaled
  std::uint32_t payload_length = 0;  // as the IP header says, also where the capture cut it short

  bool options_captured = true;  // false where the capture cut them short
  // As sent, 0 to 255, in a SYN or not; RFC 7323, section 2.3, allows 14 at the most.
  std::optional<std::uint8_t> window_shift;
  std::optional<std::uint16_t> mss;
  std::optional<Timestamps> timestamps;
  std::uint8_t timestamps_offset = 0;  // of TSval, in bytes from the start of the TCP header
  SackBlocks sack;

  std::optional<std::uint16_t> ip_id;  // IPv4 only
  std::optional<std::uint8_t> ttl;     // or the IPv6 hop limit

  // Valid only while the segment is being processed; null where nothing is known of it.
  const PassageSource* passage = nullptr;

  // The TCP header and payload as captured: shorter than tcp_length() where the frame was cut.
  // Valid only while the segment is being processed.
  std::span<const std::uint8_t> bytes;
  std::uint8_t header_length = 20;  // 20 to 60
  // What the checksum says, of a segment without `bytes` that had them when that was found out;
  // null: they tell. Valid only while the segment is being processed.
  const ChecksumResult* checksum = nullptr;
  // The IP addresses that the TCP checksum was made with, 4 or 16 bytes each; empty where they are
  // not known. Valid only while the segment is being processed.
  std::span<const std::uint8_t> source_ip;
  std::span<const std::uint8_t> destination_ip;

  // Also where `timestamps` was taken out because its numbers are in doubt.
  bool has_timestamps_option() const { return timestamps || timestamps_offset != 0; }

  std::uint32_t tcp_length() const { return header_length + payload_length; }

  // What the segment occupies in sequence space (RFC 9293, section 3.4): SYN and FIN count.
  SeqLength sequence_length() const {
    return SeqLength(payload_length + (syn ? 1U : 0U) + (fin ? 1U : 0U));
  }
  SeqNum end() const { return seq + sequence_length(); }
  // Where the payload starts: a SYN occupies the position before it.
  SeqNum first_byte() const { return seq + SeqLength(syn ? 1U : 0U); }
  // Where a FIN behind the payload lies.
  SeqNum end_of_payload() const { return first_byte() + SeqLength(payload_length); }
  bool is_pure_ack() const { return sequence_length().bytes() == 0 && !rst && ack.has_value(); }
};

// A sample of the payload, to recognise the same bytes when they are sent again: a hash of its
// length and of eight bytes at its start, its middle and its end. Two that differ in these have the
// same one with a probability of 2^-32. Made in place: nearly every segment with payload needs one.
using PayloadDigest = std::uint32_t;
[[gnu::always_inline]] inline PayloadDigest payload_digest(const std::uint8_t* payload,
                                                           std::size_t length) {
  constexpr std::size_t kSampled = sizeof(std::uint64_t);
  std::uint64_t first = 0;
  std::uint64_t middle = 0;
  std::uint64_t last = 0;
  if (length >= kSampled) {
    std::memcpy(&first, payload, kSampled);
    std::memcpy(&middle, payload + (length - kSampled) / 2, kSampled);
    std::memcpy(&last, payload + length - kSampled, kSampled);
  } else {
    std::memcpy(&first, payload, length);
    middle = last = first;
  }
  // Each bit of both influences most bits of the result.
  const auto mixed = [](std::uint64_t one, std::uint64_t other) {
    constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
    const std::uint64_t product = (one ^ other) * kOdd;
    return product ^ (product >> 32);
  };
  return static_cast<PayloadDigest>(mixed(mixed(mixed(length, first), middle), last));
}

// Absent without payload, or where not all of it was captured.
[[gnu::always_inline]] inline std::optional<PayloadDigest> payload_digest(const Segment& segment) {
  const std::size_t length = segment.payload_length;
  if (length == 0 || segment.bytes.size() < segment.tcp_length()) {
    return std::nullopt;
  }
  return payload_digest(segment.bytes.data() + segment.header_length, length);
}

}  // namespace seqbitflip
