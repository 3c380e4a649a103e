// SPDX-License-Identifier: GPL-2.0-or-later
#include "segment.h"

#include <gtest/gtest.h>

#include "wire_segment.h"

namespace seqbitflip {
namespace {

using test::CapturedSegment;
using test::WireSegment;

struct LengthCase {
  const char* what;
  bool syn;
  bool fin;
  std::uint32_t payload;
  std::uint32_t length;
};

TEST(Segment, OccupiesSequenceSpaceByPayloadSynAndFin) {
  const LengthCase cases[] = {{"pure ACK", false, false, 0, 0},
                              {"data", false, false, 100, 100},
                              {"SYN", true, false, 0, 1},
                              {"FIN", false, true, 0, 1},
                              {"data with FIN", false, true, 100, 101},
                              {"Fast Open", true, false, 100, 101},
                              {"SYN with FIN", true, true, 0, 2}};
  for (const LengthCase& c : cases) {
    Segment segment;
    segment.seq = SeqNum(0xFFFFFFFFU);
    segment.syn = c.syn;
    segment.fin = c.fin;
    segment.payload_length = c.payload;
    EXPECT_EQ(segment.sequence_length(), SeqLength(c.length)) << c.what;
    EXPECT_EQ(segment.end(), SeqNum(0xFFFFFFFFU) + SeqLength(c.length)) << c.what;
  }
}

TEST(Segment, IsAPureAckOnlyWithAnAcknowledgmentAndNothingElse) {
  Segment segment;
  EXPECT_FALSE(segment.is_pure_ack());
  segment.ack = SeqNum(1);
  EXPECT_TRUE(segment.is_pure_ack());
  segment.rst = true;
  EXPECT_FALSE(segment.is_pure_ack());
  segment.rst = false;
  segment.payload_length = 1;
  EXPECT_FALSE(segment.is_pure_ack());
}

std::optional<PayloadDigest> digest_of(std::vector<std::uint8_t> payload,
                                       std::optional<std::size_t> captured = std::nullopt) {
  WireSegment wire;
  wire.ack = SeqNum(1);
  wire.payload = std::move(payload);
  wire.captured = captured;
  const CapturedSegment segment(wire, 1);
  return payload_digest(segment.segment());
}

TEST(PayloadDigest, IsTheSameForTheSameBytesWhateverTheHeader) {
  const auto bytes = test::bytes_of_word("A", 100);
  WireSegment other;
  other.seq = SeqNum(99);
  other.ack = SeqNum(7);
  other.timestamps = Timestamps{1, 2};
  other.payload = bytes;
  const CapturedSegment segment(other, 5);
  EXPECT_EQ(payload_digest(segment.segment()), digest_of(bytes));
}

TEST(PayloadDigest, TellsRecordsApartThatBeginAndEndAlike) {
  auto bytes = test::bytes_of_word("A", 100);
  const auto before = digest_of(bytes);
  bytes[50] ^= 1;
  EXPECT_NE(digest_of(bytes), before);
}

TEST(PayloadDigest, TellsOtherBytesAndOtherLengthsApart) {
  const auto bytes = test::bytes_of_word("A", 100);
  EXPECT_NE(digest_of(bytes), digest_of(test::bytes_of_word("B", 100)));
  EXPECT_NE(digest_of(bytes), digest_of(test::bytes_of_word("A", 99)));
  EXPECT_NE(digest_of(std::vector<std::uint8_t>(20)), digest_of(std::vector<std::uint8_t>(21)))
      << "all zeros, of two lengths";
}

TEST(PayloadDigest, WorksForEveryShortLength) {
  for (std::size_t length = 1; length <= 20; ++length) {
    EXPECT_TRUE(digest_of(test::bytes_of_word("A", length))) << length;
  }
}

TEST(PayloadDigest, IsAbsentWithoutPayloadOrWhereItWasCutShort) {
  EXPECT_FALSE(digest_of({}));
  EXPECT_FALSE(digest_of(test::bytes_of_word("A", 100), 119));
  EXPECT_TRUE(digest_of(test::bytes_of_word("A", 100), 120));
}

}  // namespace
}  // namespace seqbitflip
