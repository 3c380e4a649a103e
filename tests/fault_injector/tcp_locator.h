// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the TCP header of a captured frame: link layer, then IPv4 or IPv6 with its extension
// headers. It does not look inside tunnels (GRE, VXLAN, IP in IP) and not behind the first
// fragment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace faults {

inline constexpr std::size_t kSequenceOffset = 4;
inline constexpr std::size_t kAcknowledgmentOffset = 8;
inline constexpr std::size_t kFlagsOffset = 13;
inline constexpr std::size_t kChecksumOffset = 16;
inline constexpr std::size_t kMinimumTcpHeader = 20;

inline constexpr std::uint8_t kFin = 0x01;
inline constexpr std::uint8_t kSyn = 0x02;
inline constexpr std::uint8_t kRst = 0x04;
inline constexpr std::uint8_t kPsh = 0x08;
inline constexpr std::uint8_t kAck = 0x10;

// Where a whole, undamaged TCP segment lies in its frame.
struct TcpLocation {
  int ip_version = 0;
  std::size_t ip_offset = 0;
  std::size_t tcp_offset = 0;
  std::size_t header_length = 0;  // TCP header with options
  std::size_t tcp_length = 0;     // header and payload, as the IP header tells; no Ethernet padding

  std::size_t payload_length() const { return tcp_length - header_length; }
};

// Nothing when the frame holds no TCP segment, is damaged, or was cut short by the capture.
std::optional<TcpLocation> locate_tcp(int link_type, std::span<const std::uint8_t> frame);

// True when locate_tcp knows this pcap link type (DLT_*).
bool knows_link_type(int link_type);

std::span<const std::uint8_t> source_address(std::span<const std::uint8_t> frame,
                                             const TcpLocation& where);
std::span<const std::uint8_t> destination_address(std::span<const std::uint8_t> frame,
                                                  const TcpLocation& where);
std::string address_text(std::span<const std::uint8_t> address);

}  // namespace faults
