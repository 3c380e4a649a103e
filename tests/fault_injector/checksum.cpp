// SPDX-License-Identifier: GPL-2.0-or-later
// See checksum.h.
#include "checksum.h"

#include "byte_order.h"

namespace faults {
namespace {

std::uint16_t fold(std::uint64_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}

}  // namespace

std::uint16_t ones_complement_sum(std::span<const std::uint8_t> bytes, std::uint32_t start) {
  std::uint64_t sum = start;
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) sum += read_u16(bytes, at);
  if (at < bytes.size()) sum += std::uint64_t{bytes[at]} << 8;
  return fold(sum);
}

std::uint16_t checksum_after_change(std::uint16_t checksum, std::uint32_t before,
                                    std::uint32_t after) {
  const std::uint64_t sum = std::uint64_t{static_cast<std::uint16_t>(~checksum)} + (~before >> 16) +
                            (~before & 0xffff) + (after >> 16) + (after & 0xffff);
  return static_cast<std::uint16_t>(~fold(sum));
}

std::uint16_t tcp_sum(std::span<const std::uint8_t> frame, const TcpLocation& where) {
  constexpr std::uint32_t kProtocolTcp = 6;
  std::uint32_t pseudo = ones_complement_sum(source_address(frame, where), kProtocolTcp);
  pseudo = ones_complement_sum(destination_address(frame, where), pseudo);
  const auto length = static_cast<std::uint32_t>(where.tcp_length);
  pseudo += (length >> 16) + (length & 0xffff);
  return ones_complement_sum(frame.subspan(where.tcp_offset, where.tcp_length), pseudo);
}

bool tcp_checksum_valid(std::span<const std::uint8_t> frame, const TcpLocation& where) {
  return tcp_sum(frame, where) == 0xffff;
}

}  // namespace faults
