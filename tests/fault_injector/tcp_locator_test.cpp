// SPDX-License-Identifier: GPL-2.0-or-later
// Finding TCP behind every link layer that is supported, and finding none where there is none.
#include "tcp_locator.h"

#include <gtest/gtest.h>
#include <pcap/dlt.h>

#include "byte_order.h"
#include "checksum.h"
#include "segment_change.h"
#include "test_frames.h"

namespace faults {
namespace {

using testing::Bytes;
using testing::operator+;

Bytes ipv4_segment() {
  return testing::ipv4_header() + testing::tcp_header();
}

Bytes ipv6_segment() {
  return testing::ipv6_header(6, 20) + testing::tcp_header();
}

void expect_found(int link_type, const Bytes& before, const Bytes& packet) {
  const Bytes frame = before + packet;
  const auto where = locate_tcp(link_type, frame);
  ASSERT_TRUE(where.has_value());
  EXPECT_EQ(where->ip_offset, before.size());
  EXPECT_EQ(read_u32(frame, where->tcp_offset + kSequenceOffset), 0x01020304U);
  EXPECT_EQ(read_u32(frame, where->tcp_offset + kAcknowledgmentOffset), 0x0a0b0c0dU);
  EXPECT_EQ(where->payload_length(), 0U);
}

TEST(TcpLocator, FindsTcpBehindEveryLinkLayer) {
  const Bytes vlan{0x00, 0x05, 0x08, 0x00};
  const Bytes cooked = Bytes(14, 0) + Bytes{0x08, 0x00};
  const Bytes cooked2 = Bytes{0x08, 0x00} + Bytes(18, 0);
  const Bytes pppoe{0x11, 0x00, 0x00, 0x01, 0x00, 0x2a, 0x00, 0x21};
  const Bytes mpls{0x00, 0x01, 0x00, 0x40, 0x00, 0x02, 0x01, 0x40};
  const Bytes ipv4 = ipv4_segment();
  expect_found(DLT_EN10MB, testing::ethernet(0x0800), ipv4);
  expect_found(DLT_EN10MB, testing::ethernet(0x86dd), ipv6_segment());
  expect_found(DLT_EN10MB, testing::ethernet(0x8100) + vlan, ipv4);
  expect_found(DLT_EN10MB, testing::ethernet(0x88a8) + Bytes{0x00, 0x09, 0x81, 0x00} + vlan, ipv4);
  expect_found(DLT_EN10MB, testing::ethernet(0x8847) + mpls, ipv4);
  expect_found(DLT_EN10MB, testing::ethernet(0x8864) + pppoe, ipv4);
  expect_found(DLT_LINUX_SLL, cooked, ipv4);
  expect_found(DLT_LINUX_SLL2, cooked2, ipv4);
  expect_found(DLT_RAW, {}, ipv4);
  expect_found(DLT_RAW, {}, ipv6_segment());
  expect_found(DLT_NULL, {2, 0, 0, 0}, ipv4);
  expect_found(DLT_NULL, {30, 0, 0, 0}, ipv6_segment());
  expect_found(DLT_LOOP, {0, 0, 0, 2}, ipv4);
}

TEST(TcpLocator, FindsTcpBehindIpv6ExtensionHeaders) {
  const Bytes hop_by_hop = Bytes{60, 0} + Bytes(6, 0);
  const Bytes destination = Bytes{44, 1} + Bytes(14, 0);
  const Bytes whole_fragment{51, 0, 0, 0, 0, 0, 0, 1};
  const Bytes authentication = Bytes{6, 4} + Bytes(22, 0);
  expect_found(DLT_RAW, {},
               testing::ipv6_header(0, 8 + 16 + 8 + 24 + 20) + hop_by_hop + destination +
                   whole_fragment + authentication + testing::tcp_header());
}

TEST(TcpLocator, DoesNotCountEthernetPaddingAsPayload) {
  expect_found(DLT_EN10MB, testing::ethernet(0x0800), ipv4_segment() + Bytes(6, 0));
}

TEST(TcpLocator, TakesALengthOfZeroAsTheWholeFrame) {
  Bytes packet = ipv4_segment() + Bytes(100, 'x');
  write_u16(packet, 2, 0);
  const auto where = locate_tcp(DLT_RAW, packet);
  ASSERT_TRUE(where.has_value());
  EXPECT_EQ(where->payload_length(), 100U);
}

TEST(TcpLocator, FindsNothingInAFrameCutAnywhere) {
  const Bytes hop_by_hop = Bytes{6, 0} + Bytes(6, 0);
  const Bytes frame =
      testing::ethernet(0x86dd) + testing::ipv6_header(0, 28) + hop_by_hop + testing::tcp_header();
  ASSERT_TRUE(locate_tcp(DLT_EN10MB, frame).has_value());
  for (std::size_t length = 0; length < frame.size(); ++length) {
    const Bytes cut(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_FALSE(locate_tcp(DLT_EN10MB, cut).has_value()) << "cut to " << length << " bytes";
  }
}

TEST(TcpLocator, FindsNothingInOtherProtocolsFragmentsTunnelsAndDamage) {
  const auto damaged = [](std::size_t at, std::uint8_t value) {
    Bytes packet = ipv4_segment();
    packet[at] = value;
    return locate_tcp(DLT_RAW, packet);
  };
  EXPECT_FALSE(damaged(9, 17)) << "UDP";
  EXPECT_FALSE(damaged(9, 4)) << "IP in IP";
  EXPECT_FALSE(damaged(6, 0x20)) << "first fragment";
  EXPECT_FALSE(damaged(7, 0x01)) << "later fragment";
  EXPECT_FALSE(damaged(0, 0x44)) << "IP header shorter than 20 bytes";
  EXPECT_FALSE(damaged(0, 0x55)) << "no such IP version";
  EXPECT_FALSE(damaged(3, 0x20)) << "IP packet too short for a TCP header";
  EXPECT_FALSE(damaged(20 + 12, 0x40)) << "TCP header shorter than 20 bytes";
  EXPECT_FALSE(damaged(20 + 12, 0xf0)) << "TCP header longer than the packet";
  EXPECT_FALSE(locate_tcp(DLT_IEEE802_11, ipv4_segment())) << "unknown link layer";
}

TEST(SegmentKind, FollowsTheFlagsAndThePayload) {
  const auto kind_with = [](std::uint8_t flags, std::size_t payload) {
    Bytes packet = ipv4_segment() + Bytes(payload, 'x');
    packet[3] = static_cast<std::uint8_t>(packet.size());
    packet[20 + kFlagsOffset] = flags;
    return segment_kind(packet, *locate_tcp(DLT_RAW, packet));
  };
  EXPECT_EQ(kind_with(kSyn, 0), "SYN");
  EXPECT_EQ(kind_with(kSyn | kAck, 0), "SYN-ACK");
  EXPECT_EQ(kind_with(kAck, 0), "pure ACK");
  EXPECT_EQ(kind_with(kAck | kPsh, 5), "data");
  EXPECT_EQ(kind_with(kAck | kFin, 5), "FIN");
  EXPECT_EQ(kind_with(kAck | kRst, 0), "RST");
}

TEST(NumberField, AnAcknowledgmentNeedsTheFlag) {
  Bytes packet = ipv4_segment();
  const auto where = *locate_tcp(DLT_RAW, packet);
  const NumberField* field = find_number_field("ack");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->find(packet, where), std::vector{where.tcp_offset + kAcknowledgmentOffset});
  packet[20 + kFlagsOffset] = kSyn;
  EXPECT_TRUE(field->find(packet, where).empty());
}

// The pure ACK of the test frames with 32 bytes of options: timestamps, then two SACK blocks of
// which only the first one is whole.
Bytes packet_with_options(std::uint8_t padding) {
  Bytes options(padding, 1);
  options = options + Bytes{8, 10, 0, 0, 0, 7, 0, 0, 0, 9} + Bytes{5, 14} + Bytes(12, 0x44);
  options.resize(28, 0);
  Bytes packet = testing::ipv4_header() + testing::tcp_header() + options;
  packet[3] = static_cast<std::uint8_t>(packet.size());
  packet[20 + 12] = 0xc0;
  return packet;
}

TEST(NumberField, InAnOptionIsFoundWhereverTheOptionStands) {
  for (std::uint8_t padding = 0; padding < 3; ++padding) {
    const Bytes packet = packet_with_options(padding);
    const auto where = *locate_tcp(DLT_RAW, packet);
    const std::size_t options = where.tcp_offset + kMinimumTcpHeader + padding;
    const auto places = [&](const char* name) {
      return find_number_field(name)->find(packet, where);
    };
    EXPECT_EQ(places("tsval"), std::vector{options + 2});
    EXPECT_EQ(places("tsecr"), std::vector{options + 6});
    EXPECT_EQ(places("sack"), (std::vector{options + 12, options + 16})) << "whole blocks only";
  }
}

TEST(NumberField, IsNotFoundInOptionsThatMakeNoSense) {
  Bytes packet = packet_with_options(0);
  const auto where = *locate_tcp(DLT_RAW, packet);
  packet[where.tcp_offset + kMinimumTcpHeader + 1] = 1;  // an option of less than its own header
  EXPECT_TRUE(find_number_field("tsval")->find(packet, where).empty());
  EXPECT_TRUE(find_number_field("sack")->find(packet, where).empty());
  const Bytes bare = ipv4_segment();
  const auto there = *locate_tcp(DLT_RAW, bare);
  EXPECT_TRUE(find_number_field("tsecr")->find(bare, there).empty());
}

TEST(Rewrite, KeepsTheChecksumRightAtOddOffsetsToo) {
  for (std::uint8_t padding = 0; padding < 2; ++padding) {
    Bytes packet = packet_with_options(padding);
    const auto where = *locate_tcp(DLT_RAW, packet);
    const std::size_t at = find_number_field("tsval")->find(packet, where).front();
    write_u16(packet, where.tcp_offset + kChecksumOffset, 0);
    write_u16(packet, where.tcp_offset + kChecksumOffset,
              static_cast<std::uint16_t>(~tcp_sum(packet, where)));
    ASSERT_TRUE(tcp_checksum_valid(packet, where));
    rewrite(packet, where, at, 0x89abcdef, false);
    EXPECT_TRUE(tcp_checksum_valid(packet, where)) << int{padding};
    rewrite(packet, where, at, 0x89abcdee, true);
    EXPECT_FALSE(tcp_checksum_valid(packet, where)) << int{padding};
  }
}

}  // namespace
}  // namespace faults
