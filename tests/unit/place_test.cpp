// SPDX-License-Identifier: GPL-2.0-or-later
#include "place.h"

#include <gtest/gtest.h>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

Standing sequence_of(const SeenFlow& seen, const WireSegment& wire,
                     const std::vector<ProvisionalEnd>& provisional = {}) {
  const CapturedSegment captured(wire, 99);
  return standing_of_sequence(seen.flow(), direction_of(wire.from), captured.segment(),
                              provisional);
}

Standing acknowledgment_of(const SeenFlow& seen, const WireSegment& wire) {
  const CapturedSegment captured(wire, 99);
  return standing_of_acknowledgment(seen.flow(), direction_of(wire.from), captured.segment(), {});
}

struct PlaceCase {
  const char* what;
  WireSegment wire;
  Standing standing;
};

TEST(StandingOfSequence, KnowsTheBenignPlaces) {
  const SeenFlow seen = conversation_under_way();
  const PlaceCase cases[] = {
      {"the next data", data(kServer, 6461, 100, 1101), Standing::kExpected},
      {"the next pure ACK", pure_ack(kServer, 6461, 1101), Standing::kExpected},
      {"a keep-alive", pure_ack(kServer, 6460, 1101), Standing::kKnown},
      {"a keep-alive of one byte", data(kServer, 6460, 1, 1101), Standing::kKnown},
      {"two bytes at the keep-alive's place", data(kServer, 6460, 2, 1101), Standing::kBehind},
      {"a retransmission", data(kServer, 5001, 1460, 1101), Standing::kKnown},
      {"a reset with sequence 0", reset(kServer, 0), Standing::kKnown},
      {"a reset at the peer's ack", reset(kServer, 6461), Standing::kExpected},
      {"a reset anywhere", reset(kServer, 6000), Standing::kBehind},
      {"data that start inside of sent ones", data(kServer, 5500, 100, 1101), Standing::kBehind},
      {"data beyond", data(kServer, 6462, 100, 1101), Standing::kAhead},
      {"half a circle away", data(kServer, 6461 + 0x7FFFFFFFU, 9, 1101), Standing::kAhead},
      {"before the stream's start", data(kServer, 4000, 9, 1101), Standing::kBehind},
      {"a SYN", syn_ack(12345, 1101), Standing::kNothingKnown}};
  for (const PlaceCase& c : cases) {
    EXPECT_EQ(sequence_of(seen, c.wire), c.standing) << c.what;
  }
}

TEST(StandingOfSequence, HasNothingToCompareWithAtFirst) {
  EXPECT_EQ(sequence_of(SeenFlow(), data(kServer, 1, 10, 1)), Standing::kNothingKnown);
}

TEST(StandingOfSequence, ComparesMidstreamWithWhatThePeerAsksFor) {
  SeenFlow seen;
  seen.see(data(kClient, 2886430470U, 168, 2582068127U));
  EXPECT_EQ(sequence_of(seen, pure_ack(kServer, 2582068127U, 2886430638U)), Standing::kExpected);
  EXPECT_EQ(sequence_of(seen, pure_ack(kServer, 2565356191U, 2886430638U)), Standing::kBehind);
}

TEST(StandingOfSequence, KnowsWhereTheSackBlocksLeaveAHole) {
  SeenFlow seen = conversation_under_way();
  WireSegment ack = pure_ack(kClient, 1101, 6461);
  ack.sack = {{SeqNum(9000), SeqNum(9900)}};
  seen.see(ack);
  EXPECT_EQ(sequence_of(seen, data(kServer, 9900, 100, 1101)), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, data(kServer, 9901, 100, 1101)), Standing::kAhead);
}

TEST(StandingOfSequence, KnowsALinuxAckAtTheShrunkWindow) {
  SeenFlow seen = conversation_under_way();
  WireSegment shrunk = pure_ack(kClient, 1101, 5001);
  shrunk.window = 700;
  seen.see(shrunk);
  EXPECT_EQ(sequence_of(seen, pure_ack(kServer, 5701, 1101)), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, data(kServer, 5701, 10, 1101)), Standing::kBehind)
      << "data never start there";
}

TEST(StandingOfSequence, KnowsWhatFillsAHole) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461 + 3 * 1460, 1460, 1101));
  EXPECT_EQ(sequence_of(seen, data(kServer, 6461, 1460, 1101)), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, data(kServer, 6461 + 1460, 1460, 1101)), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, data(kServer, 6461 + 2 * 1460, 1460, 1101)), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, data(kServer, 6461 + 77, 1000, 1101)), Standing::kBehind);
}

TEST(StandingOfSequence, KnowsWhatASuspectMakesPossible) {
  const SeenFlow seen = conversation_under_way();
  const WireSegment next = data(kServer, 7921, 100, 1101);
  EXPECT_EQ(sequence_of(seen, next), Standing::kAhead);
  EXPECT_EQ(sequence_of(seen, next, {{SeqNum(7921), 8}}), Standing::kKnown);
}

TEST(StandingOfAcknowledgment, KnowsTheBenignPlaces) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(data(kServer, 7921, 1460, 1101));
  const PlaceCase cases[] = {
      {"everything", pure_ack(kClient, 1101, 9381), Standing::kExpected},
      {"a boundary", pure_ack(kClient, 1101, 7921), Standing::kKnown},
      {"the same again", pure_ack(kClient, 1101, 6461), Standing::kKnown},
      {"inside of a segment", pure_ack(kClient, 1101, 8000), Standing::kAhead},
      {"data that were not seen", pure_ack(kClient, 1101, 9382), Standing::kAhead},
      {"an earlier one", pure_ack(kClient, 1101, 5001), Standing::kBehind},
      {"no acknowledgment", reset(kClient, 1101), Standing::kNothingKnown}};
  for (const PlaceCase& c : cases) {
    EXPECT_EQ(acknowledgment_of(seen, c.wire), c.standing) << c.what;
  }
}

TEST(StandingOfAcknowledgment, KnowsAResetWithZero) {
  WireSegment wire = reset(kClient, 1101);
  wire.ack = SeqNum(0);
  EXPECT_EQ(acknowledgment_of(conversation_under_way(), wire), Standing::kKnown);
}

TEST(StandingOfAcknowledgment, HasNothingToCompareWithAtFirst) {
  EXPECT_EQ(acknowledgment_of(SeenFlow(), pure_ack(kClient, 1, 77)), Standing::kNothingKnown);
}

}  // namespace
}  // namespace seqbitflip::test
