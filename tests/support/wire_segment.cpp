// SPDX-License-Identifier: GPL-2.0-or-later
#include "wire_segment.h"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace seqbitflip::test {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kHeaderLength = 20;
constexpr std::size_t kMostOptions = 40;
constexpr std::size_t kOffsetOfFlags = 12;
constexpr std::size_t kOffsetOfChecksum = 16;
constexpr std::uint8_t kProtocolTcp = 6;
constexpr std::uint8_t kOptionSack = 5;
constexpr std::uint8_t kOptionTimestamps = 8;
constexpr std::uint16_t kServerPort = 80;

void put_16(Bytes& bytes, std::uint16_t value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

void put_32(Bytes& bytes, std::uint32_t value) {
  put_16(bytes, static_cast<std::uint16_t>(value >> 16));
  put_16(bytes, static_cast<std::uint16_t>(value));
}

// RFC 1071, straight from its definition: the tests do not check the core's sum with itself.
std::uint16_t folded_sum(const Bytes& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    sum += i % 2 == 0 ? static_cast<std::uint32_t>(bytes[i] << 8) : bytes[i];
    sum = (sum & 0xFFFF) + (sum >> 16);
  }
  return static_cast<std::uint16_t>(sum);
}

Bytes addresses(From from) {
  const auto source = address_of(from).ip;
  const auto destination = address_of(other_end(from)).ip;
  Bytes bytes(source.begin(), source.begin() + 4);
  bytes.insert(bytes.end(), destination.begin(), destination.begin() + 4);
  return bytes;
}

Bytes pseudo_header(From from, std::size_t tcp_length) {
  Bytes bytes = addresses(from);
  bytes.push_back(0);
  bytes.push_back(kProtocolTcp);
  put_16(bytes, static_cast<std::uint16_t>(tcp_length));
  return bytes;
}

Bytes options_of(const WireSegment& wire) {
  Bytes options;
  if (wire.mss) {
    options.insert(options.end(), {2, 4});
    put_16(options, *wire.mss);
  }
  if (wire.sack_permitted) {
    options.insert(options.end(), {4, 2});
  }
  if (wire.timestamps) {
    options.insert(options.end(), {8, 10});
    put_32(options, wire.timestamps->value);
    put_32(options, wire.timestamps->echo);
  }
  if (wire.window_shift) {
    options.insert(options.end(), {3, 3, *wire.window_shift});
  }
  if (!wire.sack.empty()) {
    options.insert(options.end(), {5, static_cast<std::uint8_t>(2 + 8 * wire.sack.size())});
    for (const SackBlock& block : wire.sack) {
      put_32(options, block.left.value());
      put_32(options, block.right.value());
    }
  }
  while (options.size() % 4 != 0) {
    options.push_back(1);
  }
  if (options.size() > kMostOptions) {
    throw std::invalid_argument("the options take more than 40 bytes");
  }
  return options;
}

std::uint8_t flags_of(const WireSegment& wire) {
  return static_cast<std::uint8_t>((wire.fin ? 0x01 : 0) | (wire.syn ? 0x02 : 0) |
                                   (wire.rst ? 0x04 : 0) | (wire.push ? 0x08 : 0) |
                                   (wire.ack ? 0x10 : 0));
}

// Header and payload with the given numbers and an empty checksum field.
Bytes bytes_with(const WireSegment& wire, SeqNum seq, SeqNum ack) {
  const Bytes options = options_of(wire);
  Bytes bytes;
  put_16(bytes, address_of(wire.from).port);
  put_16(bytes, address_of(other_end(wire.from)).port);
  put_32(bytes, seq.value());
  put_32(bytes, ack.value());
  bytes.push_back(static_cast<std::uint8_t>((kHeaderLength + options.size()) / 4 << 4));
  bytes.push_back(flags_of(wire));
  put_16(bytes, wire.window);
  put_32(bytes, 0);  // checksum and urgent pointer
  bytes.insert(bytes.end(), options.begin(), options.end());
  bytes.insert(bytes.end(), wire.payload.begin(), wire.payload.end());
  return bytes;
}

std::uint16_t checksum_field(const WireSegment& wire, SeqNum seq, SeqNum ack) {
  const Bytes covered = bytes_with(wire, seq, ack);
  Bytes summed = pseudo_header(wire.from, covered.size());
  if (wire.checksum == WireChecksum::kOffloaded) {
    return folded_sum(summed);
  }
  summed.insert(summed.end(), covered.begin(), covered.end());
  return static_cast<std::uint16_t>(~folded_sum(summed));
}

Bytes wire_bytes(const WireSegment& wire) {
  const SeqNum ack = wire.ack.value_or(SeqNum(0));
  const bool stale = wire.checksum == WireChecksum::kStale;
  const SeqNum summed_seq = stale ? wire.meant_seq.value_or(wire.seq) : wire.seq;
  const SeqNum summed_ack = stale ? wire.meant_ack.value_or(ack) : ack;
  WireSegment covered = wire;
  if (stale) {
    covered.timestamps = wire.meant_timestamps ? wire.meant_timestamps : wire.timestamps;
    covered.sack = wire.meant_sack.empty() ? wire.sack : wire.meant_sack;
  }
  const std::uint16_t damage = wire.checksum == WireChecksum::kDamaged ? 1U << 9 : 0U;
  const std::uint16_t checksum = checksum_field(covered, summed_seq, summed_ack) ^ damage;
  Bytes bytes = bytes_with(wire, wire.seq, ack);
  bytes[kOffsetOfChecksum] = static_cast<std::uint8_t>(checksum >> 8);
  bytes[kOffsetOfChecksum + 1] = static_cast<std::uint8_t>(checksum);
  return bytes;
}

SackBlocks sack_of(const WireSegment& wire) {
  SackBlocks blocks;
  for (const SackBlock& block : wire.sack) {
    blocks.block[blocks.count++] = block;
  }
  return blocks;
}

// Where the content of the first option of this kind lies; 0: there is none.
std::uint8_t offset_of_option(const Bytes& bytes, std::uint8_t wanted) {
  constexpr std::uint8_t kPadding = 1;
  const std::size_t end = static_cast<std::size_t>(bytes[kOffsetOfFlags] >> 4) << 2;
  for (std::size_t at = kHeaderLength; at < end;) {
    if (bytes[at] == wanted) {
      return static_cast<std::uint8_t>(at + 2);
    }
    at += bytes[at] == kPadding ? 1U : bytes[at + 1];
  }
  return 0;
}

// The next of a sequence of well-mixed numbers (splitmix64).
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15ULL;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

}  // namespace

CapturedSegment::CapturedSegment(const WireSegment& wire, std::uint32_t frame)
    : bytes_(wire_bytes(wire)), addresses_(addresses(wire.from)) {
  segment_.frame = {frame, 0};
  segment_.time_ns = wire.time_ns;
  segment_.seq = wire.seq;
  segment_.ack = wire.ack;
  segment_.syn = wire.syn;
  segment_.fin = wire.fin;
  segment_.rst = wire.rst;
  segment_.window = wire.window;
  segment_.payload_length = static_cast<std::uint32_t>(wire.payload.size());
  segment_.header_length = static_cast<std::uint8_t>(bytes_[kOffsetOfFlags] >> 4 << 2);
  segment_.ip_id = wire.ip_id;
  segment_.ttl = wire.ttl;
  bytes_.resize(std::min(bytes_.size(), wire.captured.value_or(bytes_.size())));
  segment_.options_captured = bytes_.size() >= segment_.header_length;
  if (segment_.options_captured) {
    segment_.window_shift = wire.window_shift;
    segment_.mss = wire.mss;
    segment_.timestamps = wire.timestamps;
    segment_.timestamps_offset = offset_of_option(bytes_, kOptionTimestamps);
    segment_.sack = sack_of(wire);
    segment_.sack.offset = offset_of_option(bytes_, kOptionSack);
  }
}

Segment CapturedSegment::segment() const {
  Segment segment = segment_;
  segment.bytes = bytes_;
  segment.source_ip = std::span(addresses_).first(addresses_.size() / 2);
  segment.destination_ip = std::span(addresses_).last(addresses_.size() / 2);
  return segment;
}

SocketAddress address_of(From from, std::uint16_t client_port) {
  SocketAddress address;
  const bool client = from == From::kClient;
  const std::uint8_t last = client ? 1 : 2;
  const std::uint8_t ip[4] = {192, 0, 2, last};  // RFC 5737
  std::copy(std::begin(ip), std::end(ip), address.ip.begin());
  address.port = client ? client_port : kServerPort;
  return address;
}

std::vector<std::uint8_t> stream_bytes(From from, SeqNum position, std::size_t length) {
  Bytes bytes;
  const std::uint64_t stream = from == From::kClient ? 0 : std::uint64_t{1} << 32;
  for (std::size_t i = 0; i < length; ++i) {
    const SeqNum at = position + SeqLength(static_cast<std::uint32_t>(i));
    bytes.push_back(static_cast<std::uint8_t>(mixed(stream | at.value())));
  }
  return bytes;
}

std::vector<std::uint8_t> bytes_of_word(std::string_view word, std::size_t length) {
  std::uint64_t seed = 0;
  for (const char letter : word) {
    seed = mixed(seed + static_cast<std::uint8_t>(letter));
  }
  Bytes bytes;
  for (std::size_t i = 0; i < length; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(mixed(seed + i)));
  }
  return bytes;
}

}  // namespace seqbitflip::test
