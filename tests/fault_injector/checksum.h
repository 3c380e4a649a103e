// SPDX-License-Identifier: GPL-2.0-or-later
// The Internet checksum (RFC 1071) of a TCP segment and its incremental update (RFC 1624).
#pragma once

#include <cstdint>
#include <span>

#include "tcp_locator.h"

namespace faults {

// One's complement sum of big-endian 16-bit words, folded to 16 bits, not yet complemented.
std::uint16_t ones_complement_sum(std::span<const std::uint8_t> bytes, std::uint32_t start = 0);

// The checksum after a 32-bit number at an even offset changed: HC' = ~(~HC + ~m + m').
std::uint16_t checksum_after_change(std::uint16_t checksum, std::uint32_t before,
                                    std::uint32_t after);

// Sum of the segment with its pseudo header, whatever its checksum field holds now.
std::uint16_t tcp_sum(std::span<const std::uint8_t> frame, const TcpLocation& where);

// IPv6 with a routing header to a further hop counts as invalid: the pseudo header's destination
// is then not the one in the IP header.
bool tcp_checksum_valid(std::span<const std::uint8_t> frame, const TcpLocation& where);

}  // namespace faults
