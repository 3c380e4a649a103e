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

std::uint16_t exchanged(std::uint16_t word) {
  return static_cast<std::uint16_t>(word << 8 | word >> 8);
}

std::uint8_t flags_of(Frame frame, const TcpLocation& where) {
  return frame[where.tcp_offset + kFlagsOffset];
}

using Places = std::vector<std::size_t>;

bool has_ack(Frame frame, const TcpLocation& where) {
  return (flags_of(frame, where) & kAck) != 0;
}

// Where the content of the first option of this kind lies, and how long it is.
std::optional<std::pair<std::size_t, std::size_t>> find_option(Frame frame,
                                                               const TcpLocation& where,
                                                               std::uint8_t kind) {
  constexpr std::uint8_t kEnd = 0;
  constexpr std::uint8_t kPadding = 1;
  const std::size_t end = where.tcp_offset + where.header_length;
  std::size_t at = where.tcp_offset + kMinimumTcpHeader;
  while (at < end && frame[at] != kEnd) {
    if (frame[at] == kPadding) {
      ++at;
      continue;
    }
    const std::size_t length = at + 1 < end ? frame[at + 1] : 0;
    if (length < 2 || at + length > end) return std::nullopt;
    if (frame[at] == kind) return std::pair{at + 2, length - 2};
    at += length;
  }
  return std::nullopt;
}

Places find_sequence(Frame, const TcpLocation& where) {
  return {where.tcp_offset + kSequenceOffset};
}

Places find_acknowledgment(Frame frame, const TcpLocation& where) {
  return has_ack(frame, where) ? Places{where.tcp_offset + kAcknowledgmentOffset} : Places{};
}

Places find_sack_edges(Frame frame, const TcpLocation& where) {
  constexpr std::uint8_t kSack = 5;
  Places edges;
  if (const auto option = find_option(frame, where, kSack); option && has_ack(frame, where)) {
    const std::size_t whole_blocks = option->second / 8 * 8;
    for (std::size_t at = 0; at < whole_blocks; at += 4) edges.push_back(option->first + at);
  }
  return edges;
}

std::optional<std::size_t> find_timestamps(Frame frame, const TcpLocation& where) {
  constexpr std::uint8_t kTimestamps = 8;
  const auto option = find_option(frame, where, kTimestamps);
  return option && option->second == 8 ? std::optional(option->first) : std::nullopt;
}

Places find_timestamp_value(Frame frame, const TcpLocation& where) {
  const auto at = find_timestamps(frame, where);
  return at ? Places{*at} : Places{};
}

// Without an acknowledgment it means nothing.
Places find_timestamp_echo(Frame frame, const TcpLocation& where) {
  const auto at = find_timestamps(frame, where);
  return at && has_ack(frame, where) ? Places{*at + 4} : Places{};
}

constexpr std::array kFields{
    NumberField{"seq", find_sequence},         NumberField{"ack", find_acknowledgment},
    NumberField{"sack", find_sack_edges},      NumberField{"tsval", find_timestamp_value},
    NumberField{"tsecr", find_timestamp_echo},
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
  // A number at an odd offset is summed with the bytes of its words exchanged (RFC 1071, 2 B).
  const bool odd = (at - where.tcp_offset) % 2 != 0;
  const std::uint16_t checksum = read_u16(frame, checksum_at);
  const std::uint16_t changed =
      checksum_after_change(odd ? exchanged(checksum) : checksum, before, number);
  write_u16(frame, checksum_at, odd ? exchanged(changed) : changed);
}

}  // namespace faults
