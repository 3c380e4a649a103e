// SPDX-License-Identifier: GPL-2.0-or-later
#include "findings.h"

#include <array>

namespace seqbitflip::test {

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

std::uint32_t bit(int position) {
  return std::uint32_t{1} << position;
}

std::uint32_t with_bit_set(std::uint32_t number, int position, bool set) {
  return set ? number | bit(position) : number & ~bit(position);
}

SocketAddress end_of_network(std::uint8_t last, std::uint16_t port) {
  SocketAddress address;
  address.ip = {192, 0, 2, last};  // RFC 5737
  address.port = port;
  return address;
}

}  // namespace

Finding finding(std::uint32_t frame, std::uint32_t expected, std::uint32_t observed, bool foreign) {
  Finding made;
  made.frame = {frame, frame};
  made.wrong.expected = SeqNum(expected);
  made.wrong.observed = SeqNum(observed);
  made.wrong.difference = difference(SeqNum(expected), SeqNum(observed));
  made.wrong.cause = single_cause(SeqNum(expected), SeqNum(observed), foreign);
  Circumstances& circumstances = made.wrong.circumstances;
  circumstances.time_ns = frame * kNsPerSecond;
  circumstances.segment_kind = SegmentKind::kPureAck;
  circumstances.ttl = 61;
  Passage& passage = circumstances.passage;
  passage.source = end_of_network(2, 80);
  passage.destination = end_of_network(1, 49152);
  passage.source_mac = MacAddress{2, 0, 0, 0, 0, 0xfe};
  passage.destination_mac = MacAddress{2, 0, 0, 0, 0, 1};
  passage.interface = 0;
  passage.ip_header_offset = 14;
  passage.tcp_header_offset = 34;
  return made;
}

Finding untranslated_edge(std::uint32_t frame, std::uint32_t expected, std::int32_t delta) {
  Finding made = finding(frame, expected, expected + static_cast<std::uint32_t>(delta));
  made.kind = NumberKind::kSackEdge;
  made.offset = 36;
  made.wrong.cause = Cause::kConstantOffset;
  made.wrong.untranslated = true;
  return made;
}

const char* name_of(Damage damage) {
  constexpr std::array<const char*, 11> kNames = {"a constant",
                                                  "a power of two",
                                                  "one",
                                                  "a bit stuck at 1",
                                                  "a bit stuck at 0",
                                                  "a bit that flips both ways",
                                                  "three bits that flip both ways",
                                                  "reversed bytes",
                                                  "zeros",
                                                  "ones",
                                                  "the number of a neighbour"};
  return kNames.at(static_cast<std::size_t>(damage));
}

Finding damaged(Damage damage, std::uint32_t frame, std::uint32_t index, std::mt19937& random) {
  const auto number = static_cast<std::uint32_t>(random());
  const bool odd = index % 2 == 1;
  switch (damage) {
    case Damage::kConstant:
      return finding(frame, number, number - 16711936U);
    case Damage::kPowerOfTwo: {
      const std::uint32_t expected = with_bit_set(number, 12, odd);
      return finding(frame, expected, expected + 4096U);
    }
    case Damage::kOne: {
      const std::uint32_t expected = with_bit_set(number, 0, odd);
      return finding(frame, expected, expected + 1U);
    }
    case Damage::kStuckAtOne: {
      const std::uint32_t expected = with_bit_set(number, 20, false);
      return finding(frame, expected, expected | bit(20));
    }
    case Damage::kStuckAtZero: {
      const std::uint32_t expected = with_bit_set(number, 9, true);
      return finding(frame, expected, expected & ~bit(9));
    }
    case Damage::kOneBitBothWays: {
      const std::uint32_t expected = with_bit_set(number, 27, odd);
      return finding(frame, expected, expected ^ bit(27));
    }
    case Damage::kThreeBitsBothWays: {
      const std::uint32_t expected = with_bit_set(number, 14, odd);
      return finding(frame, expected, expected ^ (bit(3) | bit(14) | bit(30)));
    }
    case Damage::kReversedBytes:
      return finding(
          frame, number,
          number << 24 | (number & 0xFF00U) << 8 | (number >> 8 & 0xFF00U) | number >> 24);
    case Damage::kZeros:
      return finding(frame, number, 0U);
    case Damage::kOnes:
      return finding(frame, number, 0xFFFFFFFFU);
    case Damage::kNeighbour:
      return finding(frame, number, static_cast<std::uint32_t>(random()), true);
  }
  return {};
}

std::vector<Finding> unrelated_flips(std::size_t count, std::mt19937& random) {
  std::vector<Finding> findings;
  for (std::uint32_t frame = 1; findings.size() < count; ++frame) {
    const auto number = static_cast<std::uint32_t>(random());
    findings.push_back(finding(frame, number, number ^ bit(static_cast<int>(random() % 32))));
  }
  return findings;
}

}  // namespace seqbitflip::test
