// SPDX-License-Identifier: GPL-2.0-or-later
//
// A connection, whichever way a segment of it goes: its two sockets, the lower one first.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "direction.h"
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
  friend class WrittenKey;

  // A socket as three numbers, which are compared and hashed sooner than 20 bytes; their order
  // means nothing.
  struct Socket {
    Socket() = default;
    explicit Socket(const SocketAddress& socket)
        : port_and_version(std::uint32_t{socket.port} << 1 | (socket.ipv6 ? 1U : 0U)),
          ip_first(eight_bytes(socket.ip.data())),
          ip_second(eight_bytes(socket.ip.data() + 8)) {}
    auto operator<=>(const Socket&) const = default;

    std::uint32_t port_and_version = 0;
    std::uint64_t ip_first = 0;
    std::uint64_t ip_second = 0;
  };
  // The most significant first. Written out, it is one instruction.
  static std::uint64_t eight_bytes(const std::uint8_t* bytes) {
    const auto at = [&](int i) { return std::uint64_t{bytes[i]} << (56 - 8 * i); };
    return at(0) | at(1) | at(2) | at(3) | at(4) | at(5) | at(6) | at(7);
  }

  ConnectionKey() = default;

  Socket low_;
  Socket high_;
};

// A key in as few bytes as it takes: a third, where the addresses are IPv4.
class WrittenKey {
 public:
  explicit WrittenKey(const ConnectionKey& key);
  // The key of which the bytes start here, and how many it has.
  static ConnectionKey read(const std::uint8_t* bytes);
  static std::size_t size_at(const std::uint8_t* bytes) {
    return 1 + size_of_socket(*bytes & 1U) + size_of_socket(*bytes & 2U);
  }

  std::span<const std::uint8_t> bytes() const { return std::span(bytes_).first(size_); }
  // Whether these bytes start here. The first one tells how many there are.
  bool is_at(const std::uint8_t* bytes) const {
    return *bytes == bytes_[0] && std::equal(bytes_.begin() + 1, bytes_.begin() + size_, bytes + 1);
  }

 private:
  void write(std::uint64_t number, unsigned size);
  void write(const ConnectionKey::Socket& socket);
  static std::size_t size_of_socket(unsigned ipv6) { return ipv6 != 0 ? 18 : 6; }

  std::array<std::uint8_t, 37> bytes_{};
  std::uint8_t size_ = 0;
};

// A hash with a secret: nobody can make up a capture whose connections all fall into one place.
// NH of RFC 4418, section 5.2.2: the 64-bit sums of any two keys are equal with a probability of at
// most 2^-32; 32 bits of the sum, mixed, are kept. Nothing that is told depends on it.
class ConnectionHash {
 public:
  ConnectionHash();
  std::uint32_t operator()(const ConnectionKey& key) const;

 private:
  std::array<std::uint32_t, 10> secret_{};
};

}  // namespace seqbitflip
