// SPDX-License-Identifier: GPL-2.0-or-later
//
// One end of a connection.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>

namespace seqbitflip {

// An IPv4 address fills the first four bytes and leaves the rest zero.
struct SocketAddress {
  std::array<std::uint8_t, 16> ip{};
  std::uint16_t port = 0;
  bool ipv6 = false;

  auto operator<=>(const SocketAddress&) const = default;
};

// As people write it: 192.0.2.1, 2001:db8::1 (RFC 5952).
std::string ip_text(const SocketAddress& address);
// With the port: 192.0.2.1:80, [2001:db8::1]:80.
std::string socket_text(const SocketAddress& address);

}  // namespace seqbitflip
