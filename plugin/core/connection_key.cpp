// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection_key.h"

#include <random>

namespace seqbitflip {

namespace {

// The most significant first. Written out, it is one instruction.
void put_eight_bytes(std::uint64_t number, std::uint8_t* bytes) {
  const auto at = [&](int i) { return static_cast<std::uint8_t>(number >> (56 - 8 * i)); };
  const std::array<std::uint8_t, 8> ordered = {at(0), at(1), at(2), at(3),
                                               at(4), at(5), at(6), at(7)};
  std::copy(ordered.begin(), ordered.end(), bytes);
}

// The most significant byte first.
std::uint64_t number_from(const std::uint8_t*& bytes, unsigned size) {
  std::uint64_t number = 0;
  for (unsigned i = 0; i < size; ++i) {
    number = number << 8 | *bytes++;
  }
  return number;
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

WrittenKey::WrittenKey(const ConnectionKey& key) {
  const std::uint32_t low_version = key.low_.port_and_version & 1;
  const std::uint32_t high_version = key.high_.port_and_version & 1;
  write(low_version | high_version << 1, 1);
  write(key.low_);
  write(key.high_);
}

void WrittenKey::write(std::uint64_t number, unsigned size) {
  for (unsigned i = size; i-- > 0;) {
    bytes_[size_++] = static_cast<std::uint8_t>(number >> 8 * i);
  }
}

void WrittenKey::write(const ConnectionKey::Socket& socket) {
  write(socket.port_and_version >> 1, 2);
  if ((socket.port_and_version & 1) != 0) {
    write(socket.ip_first, 8);
    write(socket.ip_second, 8);
  } else {
    write(socket.ip_first >> 32, 4);
  }
}

ConnectionKey WrittenKey::read(const std::uint8_t* bytes) {
  ConnectionKey key;
  std::uint64_t versions = number_from(bytes, 1);
  for (ConnectionKey::Socket* socket : {&key.low_, &key.high_}) {
    const std::uint32_t version = versions & 1;
    versions >>= 1;
    socket->port_and_version = static_cast<std::uint32_t>(number_from(bytes, 2)) << 1 | version;
    if (version != 0) {
      socket->ip_first = number_from(bytes, 8);
      socket->ip_second = number_from(bytes, 8);
    } else {
      socket->ip_first = number_from(bytes, 4) << 32;
    }
  }
  return key;
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
