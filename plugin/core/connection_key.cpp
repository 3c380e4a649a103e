// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection_key.h"

#include <random>

namespace seqbitflip {

namespace {

void put_eight_bytes(std::uint64_t number, std::uint8_t* bytes) {
  for (std::size_t i = 8; i-- > 0; number >>= 8) {
    bytes[i] = static_cast<std::uint8_t>(number);
  }
}

std::uint64_t product(std::uint32_t one, std::uint32_t other) {
  return std::uint64_t{one} * other;
}

}  // namespace

SocketAddress ConnectionKey::sender_in(Direction direction) const {
  const Socket& socket = direction == Direction::kForward ? low_ : high_;
  SocketAddress address;
  put_eight_bytes(socket.ip_first, address.ip.data());
  put_eight_bytes(socket.ip_second, address.ip.data() + 8);
  address.port = static_cast<std::uint16_t>(socket.port_and_version >> 1);
  address.ipv6 = (socket.port_and_version & 1) != 0;
  return address;
}

ConnectionHash::ConnectionHash() {
  std::random_device random;
  for (std::uint32_t& one : secret_) {
    one = random();
  }
}

std::uint32_t ConnectionHash::operator()(const ConnectionKey& key) const {
  const auto pair = [&](std::size_t i, std::uint64_t number) {
    return product(secret_[i] + static_cast<std::uint32_t>(number),
                   secret_[i + 1] + static_cast<std::uint32_t>(number >> 32));
  };
  const std::uint64_t ports =
      std::uint64_t{key.low_.port_and_version} << 32 | key.high_.port_and_version;
  const std::uint64_t sum = pair(0, key.low_.ip_first) + pair(2, key.low_.ip_second) +
                            pair(4, key.high_.ip_first) + pair(6, key.high_.ip_second) +
                            pair(8, ports);
  // All bits of the sum have their say in the upper half.
  return static_cast<std::uint32_t>(((sum ^ sum >> 32) * 0x9e3779b97f4a7c15ULL) >> 32);
}

}  // namespace seqbitflip
