// SPDX-License-Identifier: GPL-2.0-or-later
// See segment_change.h.
#include "segment_change.h"

#include <array>
#include <utility>

#include "byte_order.h"
#include "checksum.h"

namespace faults {
namespace {

using Frame = std::span<const std::uint8_t>;

std::uint8_t flags_of(Frame frame, const TcpLocation& where) {
  return frame[where.tcp_offset + kFlagsOffset];
}

std::optional<std::size_t> find_sequence(Frame, const TcpLocation& where) {
  return where.tcp_offset + kSequenceOffset;
}

std::optional<std::size_t> find_acknowledgment(Frame frame, const TcpLocation& where) {
  if ((flags_of(frame, where) & kAck) == 0) return std::nullopt;
  return where.tcp_offset + kAcknowledgmentOffset;
}

constexpr std::array kFields{
    NumberField{"seq", find_sequence},
    NumberField{"ack", find_acknowledgment},
};

}  // namespace

std::span<const NumberField> number_fields() {
  return kFields;
}

const NumberField* find_number_field(std::string_view name) {
  for (const NumberField& field : kFields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

std::string_view segment_kind(Frame frame, const TcpLocation& where) {
  const std::uint8_t flags = flags_of(frame, where);
  if ((flags & kRst) != 0) return "RST";
  if ((flags & kSyn) != 0) return (flags & kAck) != 0 ? "SYN-ACK" : "SYN";
  if ((flags & kFin) != 0) return "FIN";
  return where.payload_length() > 0 ? "data" : "pure ACK";
}

Endpoint source_of(Frame frame, const TcpLocation& where) {
  return {address_text(source_address(frame, where)), read_u16(frame, where.tcp_offset)};
}

Endpoint destination_of(Frame frame, const TcpLocation& where) {
  return {address_text(destination_address(frame, where)), read_u16(frame, where.tcp_offset + 2)};
}

std::string connection_of(Frame frame, const TcpLocation& where) {
  Endpoint one = source_of(frame, where);
  Endpoint other = destination_of(frame, where);
  if (other < one) std::swap(one, other);
  return one.address + ' ' + std::to_string(one.port) + ' ' + other.address + ' ' +
         std::to_string(other.port);
}

void rewrite(std::span<std::uint8_t> frame, const TcpLocation& where, std::size_t at,
             std::uint32_t number, bool stale) {
  const std::uint32_t before = read_u32(frame, at);
  write_u32(frame, at, number);
  if (stale) return;
  const std::size_t checksum_at = where.tcp_offset + kChecksumOffset;
  write_u16(frame, checksum_at,
            checksum_after_change(read_u16(frame, checksum_at), before, number));
}

}  // namespace faults
