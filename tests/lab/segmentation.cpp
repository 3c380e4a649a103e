// SPDX-License-Identifier: GPL-2.0-or-later
// See segmentation.h.
#include "segmentation.h"

#include <pcap/dlt.h>

#include <algorithm>
#include <optional>

#include "byte_order.h"
#include "checksum.h"
#include "tcp_locator.h"

namespace lab {
namespace {

constexpr std::uint8_t kCongestionWindowReduced = 0x80;

void write_tcp_checksum(Bytes& frame, const faults::TcpLocation& where) {
  const std::size_t at = where.tcp_offset + faults::kChecksumOffset;
  faults::write_u16(frame, at, 0);
  faults::write_u16(frame, at, static_cast<std::uint16_t>(~faults::tcp_sum(frame, where)));
}

void write_ip_lengths(Bytes& frame, const faults::TcpLocation& where, std::uint16_t id_step) {
  const std::size_t ip = where.ip_offset;
  if (where.ip_version == 6) {
    faults::write_u16(frame, ip + 4, static_cast<std::uint16_t>(frame.size() - ip - 40));
    return;
  }
  faults::write_u16(frame, ip + 2, static_cast<std::uint16_t>(frame.size() - ip));
  const std::uint16_t id = faults::read_u16(frame, ip + 4);
  faults::write_u16(frame, ip + 4, static_cast<std::uint16_t>(id + id_step));
  faults::write_u16(frame, ip + 10, 0);
  const std::span<const std::uint8_t> header{frame.data() + ip, where.tcp_offset - ip};
  faults::write_u16(frame, ip + 10,
                    static_cast<std::uint16_t>(~faults::ones_complement_sum(header)));
}

Bytes cut_piece(const Bytes& whole, const faults::TcpLocation& where, std::size_t from,
                std::size_t length, std::uint16_t number) {
  const std::size_t headers = where.tcp_offset + where.header_length;
  const auto payload = whole.begin() + static_cast<std::ptrdiff_t>(headers + from);
  Bytes piece(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(headers));
  piece.insert(piece.end(), payload, payload + static_cast<std::ptrdiff_t>(length));

  const std::size_t sequence_at = where.tcp_offset + faults::kSequenceOffset;
  faults::write_u32(piece, sequence_at,
                    faults::read_u32(piece, sequence_at) + static_cast<std::uint32_t>(from));
  std::uint8_t& flags = piece[where.tcp_offset + faults::kFlagsOffset];
  const bool last = from + length == where.payload_length();
  if (!last) flags = static_cast<std::uint8_t>(flags & ~(faults::kFin | faults::kPsh));
  if (from > 0) flags = static_cast<std::uint8_t>(flags & ~kCongestionWindowReduced);
  write_ip_lengths(piece, where, number);
  faults::TcpLocation piece_where = where;
  piece_where.tcp_length = where.header_length + length;
  write_tcp_checksum(piece, piece_where);
  return piece;
}

std::vector<Bytes> segment(const Bytes& whole, const faults::TcpLocation& where, std::size_t size) {
  std::vector<Bytes> pieces;
  for (std::size_t from = 0; from < where.payload_length(); from += size) {
    const std::size_t length = std::min(size, where.payload_length() - from);
    pieces.push_back(
        cut_piece(whole, where, from, length, static_cast<std::uint16_t>(pieces.size())));
  }
  return pieces;
}

}  // namespace

std::vector<Bytes> as_on_the_wire(ReceivedFrame frame) {
  const auto where = faults::locate_tcp(DLT_EN10MB, frame.bytes);
  if (where) {
    if (frame.offload.segmentation_type != 0 && frame.offload.segment_size > 0) {
      return segment(frame.bytes, *where, frame.offload.segment_size);
    }
    if ((frame.offload.flags & OffloadHeader::kChecksumOpen) != 0) {
      write_tcp_checksum(frame.bytes, *where);
    }
  }
  std::vector<Bytes> one;
  one.push_back(std::move(frame.bytes));
  return one;
}

}  // namespace lab
