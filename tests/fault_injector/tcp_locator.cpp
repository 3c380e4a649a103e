// SPDX-License-Identifier: GPL-2.0-or-later
// Walks from the link layer to the TCP header. Every step checks the bounds first: the frames come
// from anywhere.
#include "tcp_locator.h"

#include <arpa/inet.h>
#include <pcap/dlt.h>

#include <array>

#include "byte_order.h"

namespace faults {
namespace {

using Frame = std::span<const std::uint8_t>;

constexpr std::uint16_t kEtherIpv4 = 0x0800;
constexpr std::uint16_t kEtherIpv6 = 0x86dd;
constexpr std::uint16_t kEtherVlan = 0x8100;
constexpr std::uint16_t kEtherProviderVlan = 0x88a8;
constexpr std::uint16_t kEtherOldQinq = 0x9100;
constexpr std::uint16_t kEtherMpls = 0x8847;
constexpr std::uint16_t kEtherMplsMulticast = 0x8848;
constexpr std::uint16_t kEtherPppoeSession = 0x8864;
constexpr std::uint16_t kPppIpv4 = 0x0021;
constexpr std::uint16_t kPppIpv6 = 0x0057;

constexpr std::uint8_t kProtocolTcp = 6;
constexpr std::uint8_t kHopByHop = 0;
constexpr std::uint8_t kRouting = 43;
constexpr std::uint8_t kFragment = 44;
constexpr std::uint8_t kAuthentication = 51;
constexpr std::uint8_t kDestinationOptions = 60;

// The captured frame may be longer than the segment (Ethernet padding), never shorter.
std::optional<TcpLocation> finish(Frame frame, TcpLocation where, std::size_t end) {
  if (end > frame.size() || where.tcp_offset + kMinimumTcpHeader > end) return std::nullopt;
  where.header_length = std::size_t{frame[where.tcp_offset + 12]} / 16 * 4;
  where.tcp_length = end - where.tcp_offset;
  if (where.header_length < kMinimumTcpHeader || where.header_length > where.tcp_length) {
    return std::nullopt;
  }
  return where;
}

std::optional<TcpLocation> locate_in_ipv4(Frame frame, std::size_t at) {
  if (at + 20 > frame.size() || frame[at] >> 4 != 4) return std::nullopt;
  const std::size_t header = std::size_t{frame[at] & 0x0fU} * 4;
  // A sending host that leaves segmentation to its card may leave the length 0.
  const std::size_t told = read_u16(frame, at + 2);
  const std::size_t end = told == 0 ? frame.size() : at + told;
  const bool fragment = (read_u16(frame, at + 6) & 0x3fff) != 0;
  if (header < 20 || fragment || frame[at + 9] != kProtocolTcp) return std::nullopt;
  return finish(frame, {.ip_version = 4, .ip_offset = at, .tcp_offset = at + header}, end);
}

std::optional<TcpLocation> locate_in_ipv6(Frame frame, std::size_t at) {
  if (at + 40 > frame.size() || frame[at] >> 4 != 6) return std::nullopt;
  // Payload length 0 means a jumbo payload, which reaches to the end of the frame.
  const std::size_t told = read_u16(frame, at + 4);
  const std::size_t end = told == 0 ? frame.size() : at + 40 + told;
  std::uint8_t next = frame[at + 6];
  std::size_t offset = at + 40;
  while (next != kProtocolTcp) {
    if (offset + 8 > frame.size()) return std::nullopt;
    std::size_t length = (std::size_t{frame[offset + 1]} + 1) * 8;
    if (next == kFragment) {
      const bool whole = (read_u16(frame, offset + 2) & 0xfff9) == 0;
      if (!whole) return std::nullopt;
      length = 8;
    } else if (next == kAuthentication) {
      length = (std::size_t{frame[offset + 1]} + 2) * 4;
    } else if (next != kHopByHop && next != kRouting && next != kDestinationOptions) {
      return std::nullopt;
    }
    next = frame[offset];
    offset += length;
  }
  return finish(frame, {.ip_version = 6, .ip_offset = at, .tcp_offset = offset}, end);
}

std::optional<TcpLocation> locate_in_ip(Frame frame, std::size_t at) {
  if (at >= frame.size()) return std::nullopt;
  return frame[at] >> 4 == 4 ? locate_in_ipv4(frame, at) : locate_in_ipv6(frame, at);
}

std::optional<TcpLocation> locate_behind_mpls(Frame frame, std::size_t at) {
  bool bottom = false;
  while (!bottom) {
    if (at + 4 > frame.size()) return std::nullopt;
    bottom = (frame[at + 2] & 1) != 0;
    at += 4;
  }
  return locate_in_ip(frame, at);
}

std::optional<TcpLocation> locate_behind_pppoe(Frame frame, std::size_t at) {
  if (at + 8 > frame.size()) return std::nullopt;
  const std::uint16_t protocol = read_u16(frame, at + 6);
  if (protocol == kPppIpv4) return locate_in_ipv4(frame, at + 8);
  if (protocol == kPppIpv6) return locate_in_ipv6(frame, at + 8);
  return std::nullopt;
}

std::optional<TcpLocation> locate_by_ether_type(Frame frame, std::uint16_t type, std::size_t at) {
  while (type == kEtherVlan || type == kEtherProviderVlan || type == kEtherOldQinq) {
    if (at + 4 > frame.size()) return std::nullopt;
    type = read_u16(frame, at + 2);
    at += 4;
  }
  switch (type) {
    case kEtherIpv4:
      return locate_in_ipv4(frame, at);
    case kEtherIpv6:
      return locate_in_ipv6(frame, at);
    case kEtherMpls:
    case kEtherMplsMulticast:
      return locate_behind_mpls(frame, at);
    case kEtherPppoeSession:
      return locate_behind_pppoe(frame, at);
    default:
      return std::nullopt;
  }
}

// Link layers whose header has a fixed size and an EtherType at a fixed place.
std::optional<TcpLocation> locate_behind_header(Frame frame, std::size_t type_at,
                                                std::size_t header) {
  if (header > frame.size()) return std::nullopt;
  return locate_by_ether_type(frame, read_u16(frame, type_at), header);
}

}  // namespace

bool knows_link_type(int link_type) {
  constexpr std::array kKnown{DLT_EN10MB, DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_RAW,
                              DLT_IPV4,   DLT_IPV6,      DLT_NULL,       DLT_LOOP};
  for (const int known : kKnown) {
    if (known == link_type) return true;
  }
  return false;
}

std::optional<TcpLocation> locate_tcp(int link_type, Frame frame) {
  switch (link_type) {
    case DLT_EN10MB:
      return locate_behind_header(frame, 12, 14);
    case DLT_LINUX_SLL:
      return locate_behind_header(frame, 14, 16);
    case DLT_LINUX_SLL2:
      return locate_behind_header(frame, 0, 20);
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
      return locate_in_ip(frame, 0);
    case DLT_NULL:
    case DLT_LOOP:
      // The 4-byte family's byte order and value differ between systems; IP's version does not.
      return locate_in_ip(frame, 4);
    default:
      return std::nullopt;
  }
}

Frame source_address(Frame frame, const TcpLocation& where) {
  return where.ip_version == 4 ? frame.subspan(where.ip_offset + 12, 4)
                               : frame.subspan(where.ip_offset + 8, 16);
}

Frame destination_address(Frame frame, const TcpLocation& where) {
  return where.ip_version == 4 ? frame.subspan(where.ip_offset + 16, 4)
                               : frame.subspan(where.ip_offset + 24, 16);
}

std::string address_text(Frame address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.size() == 4 ? AF_INET : AF_INET6, address.data(), text.data(), text.size());
  return text.data();
}

}  // namespace faults
