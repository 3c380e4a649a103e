// SPDX-License-Identifier: GPL-2.0-or-later
//
// A TCP segment as a test writes it down, and the same segment as a capture would hold it: real
// header and payload bytes with a real checksum, so that everything the core computes from bytes
// computes as it would on a wire.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer.h"
#include "segment.h"

namespace seqbitflip::test {

// What the checksum field holds.
enum class WireChecksum : std::uint8_t {
  kRight,      // it covers the numbers that the segment carries
  kStale,      // it covers the numbers that were meant
  kOffloaded,  // only the pseudo-header's sum, as on the sending host
  kDamaged,    // a bit of the checksum itself is flipped: wrong, whatever the numbers are
};

enum class From : std::uint8_t { kClient, kServer };

constexpr From other_end(From from) {
  return from == From::kClient ? From::kServer : From::kClient;
}

struct WireSegment {
  From from = From::kClient;
  std::int64_t time_ns = 0;
  SeqNum seq{0};
  std::optional<SeqNum> ack;
  bool syn = false;
  bool fin = false;
  bool rst = false;
  bool push = false;
  std::uint16_t window = 65535;
  std::vector<std::uint8_t> payload;

  std::optional<std::uint16_t> mss;
  std::optional<std::uint8_t> window_shift;
  bool sack_permitted = false;
  std::optional<Timestamps> timestamps;
  std::vector<SackBlock> sack;

  std::optional<std::uint16_t> ip_id;
  std::uint8_t ttl = 64;

  // What the sender meant, where damage put another number in its place.
  std::optional<SeqNum> meant_seq;
  std::optional<SeqNum> meant_ack;
  std::optional<Timestamps> meant_timestamps;
  std::vector<SackBlock> meant_sack;  // empty: as they are
  WireChecksum checksum = WireChecksum::kRight;
  std::optional<std::size_t> captured;  // bytes of TCP that the capture holds; absent: all
};

// The segment as a capture shows it. It owns the bytes that the Segment points to.
class CapturedSegment {
 public:
  CapturedSegment(const WireSegment& wire, std::uint32_t frame);

  // Valid as long as this object.
  Segment segment() const;
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }

 private:
  Segment segment_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> addresses_;  // source and destination
};

// The two ends of the connection that the tests tell of; the ports tell connections apart.
SocketAddress address_of(From from, std::uint16_t client_port = 49152);

// The bytes that an endpoint's stream carries from a position on: the same place always holds the
// same bytes, two places almost never do.
std::vector<std::uint8_t> stream_bytes(From from, SeqNum position, std::size_t length);

// Bytes that depend on a word alone: the same word, the same bytes.
std::vector<std::uint8_t> bytes_of_word(std::string_view word, std::size_t length);

}  // namespace seqbitflip::test
