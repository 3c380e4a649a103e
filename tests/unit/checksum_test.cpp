// SPDX-License-Identifier: GPL-2.0-or-later
#include "checksum.h"

#include <gtest/gtest.h>

#include <array>
#include <span>

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

// However many bytes are summed at a time.
TEST(OnesComplementSum, OfBytesIsThatOfTheirWords) {
  constexpr std::size_t kMost = 200;
  for (const unsigned step : {0x00U, 0x01U, 0x9dU}) {  // 0: all bits set, and each word carries
    std::array<std::uint8_t, kMost> bytes{};
    std::uint8_t byte = 0xFF;
    for (std::uint8_t& one : bytes) {
      one = byte;
      byte = static_cast<std::uint8_t>(byte + step);
    }
    for (std::size_t length = 0; length <= kMost; ++length) {
      OnesComplementSum by_words;
      for (std::size_t i = 0; i < length; i += 2) {
        const unsigned second = i + 1 < length ? bytes[i + 1] : 0U;
        by_words.add_word(static_cast<std::uint16_t>(bytes[i] << 8 | second));
      }
      OnesComplementSum sum;
      sum.add_bytes(std::span(bytes).first(length));
      EXPECT_EQ(sum.folded(), by_words.folded()) << length << " bytes, step " << step;
    }
  }
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

TEST(VerifyChecksum, RightWithBothNumbersSaysNothing) {
  const SeqNum meant = data_segment().seq;
  const SeqNum exchanged(meant.value() << 16 | meant.value() >> 16);
  EXPECT_TRUE(
      verified(damaged_segment(exchanged, WireChecksum::kStale)).right_with_both(exchanged, meant));
  const SeqNum flipped(meant.value() ^ 4U);
  EXPECT_FALSE(
      verified(damaged_segment(flipped, WireChecksum::kRight)).right_with_both(flipped, meant));
  EXPECT_FALSE(
      verified(damaged_segment(flipped, WireChecksum::kStale)).right_with_both(flipped, meant));
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
  segment.source_ip = {};
  segment.destination_ip = {};
  EXPECT_EQ(verify_checksum(segment).state, ChecksumState::kNotVerifiable);
}

ChecksumResult stale_result(SeqNum meant, SeqNum observed) {
  WireSegment wire = data_segment();
  wire.meant_seq = meant;
  wire.seq = observed;
  wire.checksum = WireChecksum::kStale;
  return verified(wire);
}

struct RepairCase {
  const char* what;
  std::uint32_t meant;
  std::uint32_t observed;
  std::uint32_t first;  // of the numbers that are tried
};

TEST(RepairingNumber, IsTheOneInReachThatWasMeant) {
  const RepairCase cases[] = {
      {"close above", 0x12345678, 0x12345678 ^ (1U << 9), 0x12345000},
      {"the first", 0x12345678, 0x12345678 ^ (1U << 9), 0x12345678},
      {"the last", 0x12345678, 0x12345678 ^ (1U << 9), 0x12345678 - 0xFFFE},
      {"far from the observed", 0x12345678, 0x12345678 ^ (1U << 31), 0x12340000},
      {"many bits differ", 0x12345678, 0x9ABCDEF0, 0x12345000},
      {"behind a carry of the high word", 0x12350010, 0x12350010 ^ (1U << 20), 0x1234F000},
      {"before a carry of the high word", 0x1234FFF0, 0x1234FFF0 ^ (1U << 20), 0x1234F000},
      {"a low word of zeros", 0x12350000, 0x12350000 ^ (1U << 20), 0x1234F000},
      {"behind the wrap", 0x00000010, 0x00000010 ^ (1U << 20), 0xFFFFF000},
      {"before the wrap", 0xFFFFFF00, 0xFFFFFF00 ^ (1U << 20), 0xFFFFF000}};
  for (const RepairCase& c : cases) {
    const SeqNum observed(c.observed);
    const auto number =
        stale_result(SeqNum(c.meant), observed).repairing_number(observed, SeqNum(c.first));
    ASSERT_TRUE(number) << c.what << ": none found";
    EXPECT_EQ(number->value(), c.meant) << c.what;
  }
}

TEST(RepairingNumber, WhereverItIsFoundPutsTheSumRight) {
  const SeqNum meant(0x0000FFF0);
  const SeqNum observed(0x4000FFF0);
  const ChecksumResult result = stale_result(meant, observed);
  for (std::uint32_t i = 0; i < 64; ++i) {
    const SeqNum first = SeqNum(0xFFFF0000U) + SeqLength(i * 0x1111U);
    if (const auto number = result.repairing_number(observed, first)) {
      EXPECT_TRUE(result.repaired_by(observed, *number)) << "from " << first.value();
      EXPECT_TRUE(in_window(*number, first, SeqLength(0xFFFF))) << "from " << first.value();
    }
  }
}

TEST(RepairingNumber, IsNoneWhereTheSumIsNotWrong) {
  const SeqNum seq = data_segment().seq;
  const SeqNum first = seq - SeqLength(100);
  EXPECT_FALSE(verified(data_segment()).repairing_number(seq, first)) << "a right checksum";
  WireSegment offloaded = data_segment();
  offloaded.checksum = WireChecksum::kOffloaded;
  EXPECT_FALSE(verified(offloaded).repairing_number(seq, first)) << "no checksum yet";
  WireSegment cut = data_segment();
  cut.captured = 20;
  EXPECT_FALSE(verified(cut).repairing_number(seq, first)) << "cut short";
}

}  // namespace
}  // namespace seqbitflip
