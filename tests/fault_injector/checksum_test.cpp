// SPDX-License-Identifier: GPL-2.0-or-later
// The checksum and its update, against values that other programs computed.
#include "checksum.h"

#include <gtest/gtest.h>
#include <pcap/dlt.h>

#include "byte_order.h"
#include "segment_change.h"
#include "test_frames.h"

namespace faults {
namespace {

using testing::operator+;

// The example of RFC 1071, section 3: 0001 f203 f4f5 f6f7 sum up to ddf2 with the carries folded.
TEST(Checksum, SumsLikeTheExampleOfRfc1071) {
  const testing::Bytes bytes{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  EXPECT_EQ(ones_complement_sum(bytes), 0xddf2);
}

TEST(Checksum, AnOddLastByteCountsAsTheHighOne) {
  const testing::Bytes bytes{0x00, 0x01, 0xf2};
  EXPECT_EQ(ones_complement_sum(bytes), 0xf201);
}

// The example of RFC 1624, section 4: 0x5555 becomes 0x3285, and the checksum 0xdd2f becomes 0.
TEST(Checksum, UpdatesLikeTheExampleOfRfc1624) {
  EXPECT_EQ(checksum_after_change(0xdd2f, 0x5555, 0x3285), 0x0000);
}

TEST(Checksum, AcceptsWhatScapyComputedOverBothIpVersions) {
  const auto ipv4 = testing::ipv4_header() + testing::tcp_header(testing::kChecksumOverIpv4);
  EXPECT_TRUE(tcp_checksum_valid(ipv4, *locate_tcp(DLT_RAW, ipv4)));
  const auto ipv6 = testing::ipv6_header(6, 20) + testing::tcp_header(testing::kChecksumOverIpv6);
  EXPECT_TRUE(tcp_checksum_valid(ipv6, *locate_tcp(DLT_RAW, ipv6)));
}

TEST(Checksum, EverySingleFlippedBitMakesItInvalid) {
  const auto frame = testing::ipv4_header() + testing::tcp_header();
  const auto where = *locate_tcp(DLT_RAW, frame);
  for (unsigned bit = 0; bit < 32; ++bit) {
    auto damaged = frame;
    rewrite(damaged, where, where.tcp_offset + kSequenceOffset, 0x01020304U ^ (1U << bit), true);
    EXPECT_FALSE(tcp_checksum_valid(damaged, where)) << "bit " << bit;
  }
}

TEST(Checksum, MadeRightIsWhatScapyComputesForTheChangedNumber) {
  auto frame = testing::ipv4_header() + testing::tcp_header();
  const auto where = *locate_tcp(DLT_RAW, frame);
  rewrite(frame, where, where.tcp_offset + kSequenceOffset, 0x01020304U ^ (1U << 19), false);
  EXPECT_EQ(read_u16(frame, where.tcp_offset + kChecksumOffset), testing::kChecksumWithBit19);
}

TEST(Checksum, MadeRightStaysValidForManyNumbers) {
  const auto frame = testing::ipv4_header() + testing::tcp_header();
  const auto where = *locate_tcp(DLT_RAW, frame);
  for (std::uint64_t number = 0; number <= 0xffffffffU; number += 0x00fedcbaU) {
    auto changed = frame;
    const auto value = static_cast<std::uint32_t>(number);
    rewrite(changed, where, where.tcp_offset + kAcknowledgmentOffset, value, false);
    EXPECT_TRUE(tcp_checksum_valid(changed, where)) << "number " << value;
  }
}

TEST(Checksum, OneThatWasNotValidStaysWrongByTheSameAmount) {
  constexpr std::uint16_t kPartial = 0x1234;
  auto frame = testing::ipv4_header() + testing::tcp_header(kPartial);
  const auto where = *locate_tcp(DLT_RAW, frame);
  const auto before = tcp_sum(frame, where);
  rewrite(frame, where, where.tcp_offset + kSequenceOffset, 0xdeadbeefU, false);
  EXPECT_EQ(tcp_sum(frame, where), before);
  EXPECT_FALSE(tcp_checksum_valid(frame, where));
}

}  // namespace
}  // namespace faults
