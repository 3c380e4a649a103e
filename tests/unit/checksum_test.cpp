// SPDX-License-Identifier: GPL-2.0-or-later
#include "checksum.h"

#include <gtest/gtest.h>

#include <array>

#include "wire_segment.h"

namespace seqbitflip {
namespace {

using test::CapturedSegment;
using test::WireChecksum;
using test::WireSegment;

WireSegment data_segment(std::size_t length = 7) {
  WireSegment wire;
  wire.seq = SeqNum(4000000000U);
  wire.ack = SeqNum(123456789);
  wire.payload = test::stream_bytes(wire.from, wire.seq, length);
  return wire;
}

WireSegment damaged_segment(SeqNum observed, WireChecksum checksum) {
  WireSegment wire = data_segment();
  wire.meant_seq = wire.seq;
  wire.seq = observed;
  wire.checksum = checksum;
  return wire;
}

ChecksumResult verified(const WireSegment& wire) {
  const CapturedSegment captured(wire, 1);
  return verify_checksum(captured.segment());
}

TEST(OnesComplementSum, AddsTheExampleOfRfc1071) {
  const std::array<std::uint8_t, 8> bytes = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  OnesComplementSum sum;
  sum.add_bytes(bytes);
  EXPECT_EQ(sum.folded(), 0xddf2);
}

TEST(OnesComplementSum, PadsAnOddLastByteWithZero) {
  const std::array<std::uint8_t, 3> bytes = {0x12, 0x34, 0x56};
  OnesComplementSum sum;
  sum.add_bytes(bytes);
  EXPECT_EQ(sum.folded(), 0x1234 + 0x5600);
}

TEST(OnesComplementSum, FoldsCarriesMoreThanOnce) {
  OnesComplementSum sum;
  for (int i = 0; i < 70000; ++i) {
    sum.add_word(0xFFFF);
  }
  EXPECT_EQ(sum.folded(), 0xFFFF);
}

TEST(VerifyChecksum, AcceptsARightOneOverEvenAndOddLengths) {
  for (const std::size_t length : {0U, 1U, 2U, 1459U, 1460U}) {
    EXPECT_EQ(verified(data_segment(length)).state, ChecksumState::kValid) << length << " bytes";
  }
}

TEST(VerifyChecksum, SeesEachFlippedBitOfASequenceNumber) {
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    const SeqNum meant = data_segment().seq;
    const SeqNum observed(meant.value() ^ (1U << bit));
    const ChecksumResult result = verified(damaged_segment(observed, WireChecksum::kStale));
    EXPECT_EQ(result.state, ChecksumState::kInvalid) << "bit " << bit;
    EXPECT_TRUE(result.repaired_by(observed, meant)) << "bit " << bit;
  }
}

TEST(VerifyChecksum, IsRepairedByNoOtherNumberNearby) {
  const SeqNum meant = data_segment().seq;
  const SeqNum observed(meant.value() ^ 0x00010000U);
  const ChecksumResult result = verified(damaged_segment(observed, WireChecksum::kStale));
  for (std::uint32_t off = 1; off < 1000; ++off) {
    EXPECT_FALSE(result.repaired_by(observed, meant + SeqLength(off))) << off << " too far";
    EXPECT_FALSE(result.repaired_by(observed, meant - SeqLength(off))) << off << " short";
  }
}

TEST(VerifyChecksum, CanNotTellABitFromTheOneSixteenHigher) {
  const SeqNum meant(0x12340000);
  WireSegment wire = data_segment();
  wire.meant_seq = meant;
  wire.seq = SeqNum(meant.value() | 0x1);
  wire.checksum = WireChecksum::kStale;
  const SeqNum alias(wire.seq.value() - 0x00010000);
  EXPECT_TRUE(verified(wire).repaired_by(wire.seq, alias))
      << "why the expectation must come from the flow";
}

TEST(VerifyChecksum, RightOverTheWrongNumberIsValidAndNothingToRepair) {
  const SeqNum meant = data_segment().seq;
  const SeqNum observed(meant.value() ^ 4U);
  const ChecksumResult result = verified(damaged_segment(observed, WireChecksum::kRight));
  EXPECT_EQ(result.state, ChecksumState::kValid);
  EXPECT_FALSE(result.repaired_by(observed, meant));
}

TEST(VerifyChecksum, DamagedElsewhereIsNotRepairedByTheMeantNumber) {
  const SeqNum meant = data_segment().seq;
  const SeqNum observed(meant.value() ^ 4U);
  const ChecksumResult result = verified(damaged_segment(observed, WireChecksum::kDamaged));
  EXPECT_EQ(result.state, ChecksumState::kInvalid);
  EXPECT_FALSE(result.repaired_by(observed, meant));
}

TEST(VerifyChecksum, SaysNothingOfAnOffloadedChecksum) {
  WireSegment wire = data_segment();
  wire.checksum = WireChecksum::kOffloaded;
  EXPECT_EQ(verified(wire).state, ChecksumState::kNotVerifiable);
}

TEST(VerifyChecksum, SaysNothingOfASegmentCutShort) {
  WireSegment wire = data_segment();
  for (std::size_t captured = 0; captured < 27; ++captured) {
    wire.captured = captured;
    EXPECT_EQ(verified(wire).state, ChecksumState::kNotVerifiable) << captured << " of 27 bytes";
  }
}

TEST(VerifyChecksum, SaysNothingWithoutAddresses) {
  const CapturedSegment captured(data_segment(), 1);
  Segment segment = captured.segment();
  segment.address_sum.reset();
  EXPECT_EQ(verify_checksum(segment).state, ChecksumState::kNotVerifiable);
}

}  // namespace
}  // namespace seqbitflip
