// SPDX-License-Identifier: GPL-2.0-or-later
// Frames for the tests, built byte by byte so that no code under test helps to build them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

namespace faults::testing {

using Bytes = std::vector<std::uint8_t>;

// Not with insert(): of that GCC 16 believes here that it writes out of bounds.
inline Bytes operator+(const Bytes& front, const Bytes& back) {
  Bytes both;
  both.reserve(front.size() + back.size());
  std::copy(front.begin(), front.end(), std::back_inserter(both));
  std::copy(back.begin(), back.end(), std::back_inserter(both));
  return both;
}

// What scapy computes for the pure ACK below between the addresses of the headers below.
inline constexpr std::uint16_t kChecksumOverIpv4 = 0xb689;
inline constexpr std::uint16_t kChecksumOverIpv6 = 0x5921;
// The same over IPv4 with bit 19 of the sequence number flipped.
inline constexpr std::uint16_t kChecksumWithBit19 = 0xb681;

// A pure ACK from port 51712 to port 80, seq 0x01020304, ack 0x0a0b0c0d.
inline Bytes tcp_header(std::uint16_t checksum = kChecksumOverIpv4) {
  return {0xca,
          0x00,
          0x00,
          0x50,
          0x01,
          0x02,
          0x03,
          0x04,
          0x0a,
          0x0b,
          0x0c,
          0x0d,
          0x50,
          0x10,
          0x16,
          0xd0,
          static_cast<std::uint8_t>(checksum >> 8),
          static_cast<std::uint8_t>(checksum & 0xff),
          0x00,
          0x00};
}

inline Bytes ipv4_header() {
  return {0x45, 0x00, 0x00, 0x28, 0x12, 0x34, 0x40, 0x00, 0x40, 0x06,
          0x00, 0x00, 0xc0, 0x00, 0x02, 0x01, 0xcb, 0x00, 0x71, 0x0a};
}

inline Bytes ipv6_header(std::uint8_t next, std::uint8_t payload) {
  return Bytes{0x60, 0, 0, 0, 0, payload, next, 64} +
         Bytes{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1} +
         Bytes{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
}

inline Bytes ethernet(std::uint16_t type) {
  return {2,
          0,
          0,
          0,
          0,
          1,
          2,
          0,
          0,
          0,
          0,
          2,
          static_cast<std::uint8_t>(type >> 8),
          static_cast<std::uint8_t>(type & 0xff)};
}

}  // namespace faults::testing
