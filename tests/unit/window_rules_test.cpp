// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_rules.h"

#include <gtest/gtest.h>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

// Both ends offer 65535, without scaling: 1101 and 6461 are next.
std::optional<std::int32_t> sequence_outside(const SeenFlow& seen, const WireSegment& wire) {
  const CapturedSegment captured(wire, 99);
  return sequence_outside_window(seen.flow(), direction_of(wire.from), captured.segment());
}

std::optional<std::int32_t> acknowledgment_outside(const SeenFlow& seen, const WireSegment& wire) {
  const CapturedSegment captured(wire, 99);
  return acknowledgment_outside_window(seen.flow(), direction_of(wire.from), captured.segment());
}

struct BoundCase {
  const char* what;
  std::uint32_t number;
  std::int32_t outside;
};

TEST(SequenceWindow, ReachesFromTheLargestWindowBelowToTheEdge) {
  const SeenFlow seen = conversation_under_way();
  const BoundCase cases[] = {{"next", 6461, 0},
                             {"the edge", 6461 + 65535, 0},
                             {"one beyond the edge", 6461 + 65536, 1},
                             {"far beyond", 6461 + 65535 + 1000000, 1000000},
                             {"a window below", 6461U - 65535, 0},
                             {"one more below", 6461U - 65536, -1}};
  for (const BoundCase& c : cases) {
    EXPECT_EQ(sequence_outside(seen, pure_ack(kServer, c.number, 1101)), c.outside) << c.what;
  }
}

TEST(SequenceWindow, CountsTheEndOfASegmentForTheLowerBound) {
  const SeenFlow seen = conversation_under_way();
  EXPECT_EQ(sequence_outside(seen, data(kServer, 6461U - 65535 - 100, 100, 1101)), 0);
}

TEST(SequenceWindow, IsNotKnownWithoutAnythingSeen) {
  EXPECT_FALSE(sequence_outside(SeenFlow(), pure_ack(kServer, 1, 1)));
}

TEST(SequenceWindow, IsWideWhereTheScaleIsNotKnown) {
  SeenFlow seen;
  WireSegment ack = pure_ack(kClient, 1101, 6461);
  ack.window = 512;
  seen.see(ack);
  EXPECT_EQ(sequence_outside(seen, pure_ack(kServer, 6461 + (512U << 14), 1101)), 0);
  EXPECT_EQ(sequence_outside(seen, pure_ack(kServer, 6461 + (512U << 14) + 1, 1101)), 1);
}

TEST(SequenceWindow, DoesNotShrinkWithAWindowTakenBack) {
  SeenFlow seen = conversation_under_way();
  WireSegment closed = pure_ack(kClient, 1101, 6461);
  closed.window = 0;
  seen.see(closed);
  EXPECT_EQ(sequence_outside(seen, pure_ack(kServer, 6461 + 65535, 1101)), 0);
}

TEST(AcknowledgmentWindow, ReachesFrom66000BelowToTheEdge) {
  const SeenFlow seen = conversation_under_way();
  const BoundCase cases[] = {{"next", 6461, 0},
                             {"data that the capture may lack", 6461 + 65535, 0},
                             {"more than could be sent", 6461 + 65536, 1},
                             {"66000 below", 6461U - 66000, 0},
                             {"one more below", 6461U - 66001, -1}};
  for (const BoundCase& c : cases) {
    EXPECT_EQ(acknowledgment_outside(seen, pure_ack(kClient, 1101, c.number)), c.outside) << c.what;
  }
}

TEST(AcknowledgmentWindow, IsNotKnownWithoutTheOtherSide) {
  SeenFlow seen;
  seen.see(data(kClient, 1, 10, 5));
  EXPECT_FALSE(acknowledgment_outside(seen, pure_ack(kClient, 11, 99)));
}

TEST(AcknowledgmentWindow, IsNotKnownWithoutAnAcknowledgment) {
  EXPECT_FALSE(acknowledgment_outside(conversation_under_way(), reset(kClient, 1101)));
}

}  // namespace
}  // namespace seqbitflip::test
