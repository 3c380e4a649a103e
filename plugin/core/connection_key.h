// SPDX-License-Identifier: GPL-2.0-or-later
//
// A connection, whichever way a segment of it goes: its two sockets, the lower one first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "flow.h"
#include "socket_address.h"

namespace seqbitflip {

class ConnectionKey {
 public:
  ConnectionKey(const SocketAddress& source, const SocketAddress& destination)
      : low_(source), high_(destination) {
    if (high_ < low_) {
      std::swap(low_, high_);
    }
  }

  // The direction of segments that `source` sends.
  Direction direction_from(const SocketAddress& source) const {
    return low_ == Socket(source) ? Direction::kForward : Direction::kReverse;
  }
  SocketAddress sender_in(Direction direction) const;

  bool operator==(const ConnectionKey&) const = default;

 private:
  friend class ConnectionHash;

  // A socket as three numbers, which are compared and hashed sooner than 20 bytes; their order
  // means nothing.
  struct Socket {
    explicit Socket(const SocketAddress& socket)
        : port_and_version(std::uint32_t{socket.port} << 1 | (socket.ipv6 ? 1U : 0U)),
          ip_first(eight_bytes(socket.ip.data())),
          ip_second(eight_bytes(socket.ip.data() + 8)) {}
    auto operator<=>(const Socket&) const = default;

    std::uint32_t port_and_version;
    std::uint64_t ip_first;
    std::uint64_t ip_second;
  };
  // The most significant first. Written out, it is one instruction.
  static std::uint64_t eight_bytes(const std::uint8_t* bytes) {
    const auto at = [&](int i) { return std::uint64_t{bytes[i]} << (56 - 8 * i); };
    return at(0) | at(1) | at(2) | at(3) | at(4) | at(5) | at(6) | at(7);
  }

  Socket low_;
  Socket high_;
};

// A hash with a secret: nobody can make up a capture whose connections all fall into one place.
// NH of RFC 4418, section 5.2: any two keys collide with a probability of 2^-32. Nothing that is
// told depends on it.
class ConnectionHash {
 public:
  ConnectionHash();
  std::uint32_t operator()(const ConnectionKey& key) const;

 private:
  std::array<std::uint32_t, 10> secret_{};
};

}  // namespace seqbitflip
