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

constexpr std::int64_t kMilliseconds = 1000000;

// The conversation, in a capture with times: its last new byte was sent at one second.
SeenFlow conversation_with_times() {
  SeenFlow seen = conversation_under_way();
  WireSegment last = data(kServer, 6461, 1460, 1101);
  last.time_ns = 1000 * kMilliseconds;
  seen.see(last).see(pure_ack(kClient, 1101, 7921));
  return seen;
}

WireSegment at(std::int64_t milliseconds, WireSegment wire) {
  wire.time_ns = milliseconds * kMilliseconds;
  return wire;
}

struct ProbeCase {
  const char* what;
  WireSegment wire;
  bool may_be;
};

TEST(MayBeProbe, OnlyAfterAPauseAndWithoutAnythingNew) {
  SeenFlow seen = conversation_with_times();
  seen.see(data(kClient, 1101, 50, 7921));
  WireSegment reset_with_ack = reset(kServer, 7920);
  reset_with_ack.ack = SeqNum(1101);
  WireSegment syn_again = pure_ack(kServer, 7920, 1101);
  syn_again.syn = true;
  const ProbeCase cases[] = {
      {"long after", at(46000, pure_ack(kServer, 7920, 1101)), true},
      {"after the least retransmission timeout", at(1200, pure_ack(kServer, 7920, 1101)), true},
      {"one byte, long after", at(46000, data(kServer, 7920, 1, 1101)), true},
      {"right after", at(1001, pure_ack(kServer, 7920, 1101)), false},
      {"one byte, right after", at(1001, data(kServer, 7920, 1, 1101)), false},
      {"two bytes", at(46000, data(kServer, 7920, 2, 1101)), false},
      {"news, while the window is open", at(46000, pure_ack(kServer, 7920, 1151)), false},
      {"an acknowledgment of what nobody sent", at(46000, pure_ack(kServer, 7920, 9999)), true},
      {"a FIN", at(46000, fin(kServer, 7920, 1101)), false},
      {"a reset", at(46000, reset_with_ack), false},
      {"a SYN", at(46000, syn_again), false}};
  for (const ProbeCase& c : cases) {
    const CapturedSegment captured(c.wire, 99);
    EXPECT_EQ(may_be_probe(seen.flow(), direction_of(kServer), captured.segment()), c.may_be)
        << c.what;
  }
}

TEST(MayBeProbe, BringsNewsOnlyWhereTheWindowIsShut) {
  SeenFlow seen = conversation_with_times();
  WireSegment shut = data(kClient, 1101, 50, 7921);
  shut.window = 0;
  seen.see(shut);
  const CapturedSegment probe(at(46000, pure_ack(kServer, 7920, 1151)), 99);
  EXPECT_TRUE(may_be_probe(seen.flow(), direction_of(kServer), probe.segment()));
}

TEST(MayBeProbe, AtAnyTimeInACaptureWithoutTimes) {
  const SeenFlow seen = conversation_under_way();
  const CapturedSegment probe(pure_ack(kServer, 6460, 1101), 99);
  EXPECT_TRUE(may_be_probe(seen.flow(), direction_of(kServer), probe.segment()));
}

TEST(StandingOfSequence, KnowsAProbeOnlyWhenOneMayCome) {
  const SeenFlow seen = conversation_with_times();
  EXPECT_EQ(sequence_of(seen, at(46000, pure_ack(kServer, 7920, 1101))), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, at(1001, pure_ack(kServer, 7920, 1101))), Standing::kBehind);
  EXPECT_EQ(sequence_of(seen, at(46000, fin(kServer, 7920, 1101))), Standing::kBehind)
      << "a stream does not end one byte early";
}

TEST(StandingOfSequence, KnowsAResetThatRepeatsTheOneBefore) {
  SeenFlow seen = conversation_under_way();
  EXPECT_EQ(sequence_of(seen, reset(kServer, 7777)), Standing::kAhead);
  seen.see(reset(kServer, 7777));
  EXPECT_EQ(sequence_of(seen, reset(kServer, 7777)), Standing::kKnown);
  EXPECT_EQ(sequence_of(seen, reset(kServer, 7778)), Standing::kAhead);
  EXPECT_EQ(sequence_of(seen, data(kServer, 7777, 10, 1101)), Standing::kAhead)
      << "data do not repeat a reset";
}

TEST(StandingOfSequence, OnlyAProbeStartsAtTheSynsOwnNumber) {
  SeenFlow seen;
  seen.see(syn(1000)).see(syn_ack(5000, 1001)).see(pure_ack(kClient, 1001, 5001));
  EXPECT_EQ(sequence_of(seen, pure_ack(kClient, 1000, 5001)), Standing::kKnown) << "a keep-alive";
  EXPECT_EQ(sequence_of(seen, data(kClient, 1000, 100, 5001)), Standing::kBehind);
  EXPECT_EQ(sequence_of(seen, fin(kClient, 1000, 5001)), Standing::kBehind);
  EXPECT_EQ(sequence_of(seen, reset(kClient, 1000)), Standing::kBehind);
  EXPECT_EQ(sequence_of(seen, data(kClient, 1001, 100, 5001)), Standing::kExpected);
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
