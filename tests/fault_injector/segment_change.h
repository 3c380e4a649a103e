// SPDX-License-Identifier: GPL-2.0-or-later
// Which numbers of a segment can be corrupted, what kind of segment it is, and how a number and
// the checksum are rewritten in place.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tcp_locator.h"

namespace faults {

// A number that a fault can hit.
struct NumberField {
  std::string_view name;
  // Offsets in the frame; none where this segment does not carry the number.
  std::vector<std::size_t> (*find)(std::span<const std::uint8_t> frame, const TcpLocation& where);
};

std::span<const NumberField> number_fields();
const NumberField* find_number_field(std::string_view name);

// "SYN", "SYN-ACK", "RST", "FIN", "data" or "pure ACK"; the first that fits.
std::string_view segment_kind(std::span<const std::uint8_t> frame, const TcpLocation& where);

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;

  auto operator<=>(const Endpoint&) const = default;
};

Endpoint source_of(std::span<const std::uint8_t> frame, const TcpLocation& where);
Endpoint destination_of(std::span<const std::uint8_t> frame, const TcpLocation& where);
// The same text for both directions.
std::string connection_of(std::span<const std::uint8_t> frame, const TcpLocation& where);

// Puts `number` at `at`; the checksum is updated incrementally, so that one that was valid stays
// valid and one that was not stays just as wrong, or, when `stale`, left alone.
void rewrite(std::span<std::uint8_t> frame, const TcpLocation& where, std::size_t at,
             std::uint32_t number, bool stale);

}  // namespace faults
