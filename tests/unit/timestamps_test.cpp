// SPDX-License-Identifier: GPL-2.0-or-later
//
// What first sight says of timestamps; what later segments say is told by the scenarios.
#include "timestamps.h"

#include <gtest/gtest.h>

#include <set>

#include "shorthand.h"
#include "timestamp_echoes.h"
#include "timestamp_weighing.h"

namespace seqbitflip::test {
namespace {

// The client's clock shows 700000 at the beginning, the server's 90000.
SeenFlow flow_with_timestamps() {
  SeenFlow flow;
  flow.see(stamped(syn(1000), 0, 700000, 0));
  flow.see(stamped(syn_ack(5000, 1001), 10, 90000, 700000));
  flow.see(stamped(pure_ack(kClient, 1001, 5001), 11, 700011, 90000));
  flow.see(stamped(data(kClient, 1001, 100, 5001), 12, 700012, 90000));
  flow.see(stamped(data(kServer, 5001, 1448, 1101), 30, 90020, 700012));
  flow.see(stamped(pure_ack(kClient, 1101, 6449), 31, 700031, 90020));
  return flow;
}

struct Looked {
  explicit Looked(const WireSegment& wire) : captured(wire, 7) {}
  CapturedSegment captured;
  SeenFlow flow = flow_with_timestamps();
  CaptureHabits habits;

  Examined value() {
    const Segment segment = captured.segment();
    return examine_timestamp_value(view(segment), false);
  }
  Examined echo(std::span<const Suspect> suspects = {}) {
    const Segment segment = captured.segment();
    return examine_timestamp_echo(view(segment), suspects, false);
  }
  OptionView view(const Segment& segment) {
    return {flow.flow(), direction_of(kClient), segment, {}, habits};
  }
};

WireSegment next(std::uint32_t value, std::uint32_t echo) {
  return stamped(data(kClient, 1101, 50, 6449), 50, value, echo);
}

WireSegment stale(WireSegment wire, std::uint32_t meant_value, std::uint32_t meant_echo) {
  wire.meant_timestamps = Timestamps{meant_value, meant_echo};
  wire.checksum = WireChecksum::kStale;
  return wire;
}

TEST(TimestampValue, IsNotLookedAtWhereItIsAsExpected) {
  for (const std::uint32_t value : {700031U, 700049U, 700050U, 700051U}) {
    const Examined examined = Looked(next(value, 90020)).value();
    EXPECT_FALSE(examined.suspect) << value;
    EXPECT_EQ(examined.oddity, Oddity::kNone) << value;
  }
}

TEST(TimestampValue, IsExactWhereTheChecksumSaysWhich) {
  for (const int bit : {2, 5, 13, 20, 31}) {
    const std::uint32_t observed = 700050U ^ 1U << bit;
    const Examined examined = Looked(stale(next(observed, 90020), 700050, 90020)).value();
    ASSERT_TRUE(examined.suspect) << bit;
    EXPECT_EQ(examined.suspect->best().candidate.number, SeqNum(700050)) << bit;
  }
}

TEST(TimestampValue, WaitsForTheTimestampsToComeBackUnderARightChecksum) {
  const Examined examined = Looked(next(700050U ^ 1U << 28, 90020)).value();
  ASSERT_TRUE(examined.suspect);
  EXPECT_GE(examined.suspect->log_odds(), kLikelyOdds);
  EXPECT_FALSE(examined.suspect->is_convicted()) << "the clock may have been set";
}

TEST(TimestampValue, MayBeALittleAheadOrLate) {
  for (const std::uint32_t value : {700060U, 700025U, 701500U}) {
    const Examined examined = Looked(next(value, 90020)).value();
    EXPECT_FALSE(examined.suspect) << value;
    EXPECT_NE(examined.oddity, Oddity::kNone) << value << " is remembered as odd";
  }
}

TEST(TimestampValue, MayBeZeroOrAnythingInAReset) {
  EXPECT_FALSE(Looked(next(0, 90020)).value().suspect);
  WireSegment rst = stamped(reset(kClient, 1101), 50, 4000000000U, 0);
  EXPECT_FALSE(Looked(rst).value().suspect);
}

TEST(TimestampEcho, IsNotLookedAtWhereThePeerSentIt) {
  EXPECT_FALSE(Looked(next(700050, 90020)).echo().suspect) << "the latest";
  EXPECT_FALSE(Looked(next(700050, 0)).echo().suspect) << "nothing received yet";
}

TEST(TimestampEcho, IsExactWhereTheChecksumSaysWhich) {
  for (const int bit : {0, 3, 11, 26, 31}) {
    const std::uint32_t observed = 90020U ^ 1U << bit;
    const Examined examined = Looked(stale(next(700050, observed), 700050, 90020)).echo();
    ASSERT_TRUE(examined.suspect) << bit;
    EXPECT_EQ(examined.suspect->best().candidate.number, SeqNum(90020)) << bit;
  }
}

TEST(TimestampEcho, MayRepeatADamagedTimestampThatArrived) {
  const std::uint32_t leapt = 90025U ^ 1U << 27;
  Suspect suspect;
  suspect.kind = NumberKind::kTimestampValue;
  suspect.observed = SeqNum(leapt);
  EXPECT_TRUE(Looked(next(700050, leapt)).echo().suspect);
  EXPECT_FALSE(Looked(next(700050, leapt)).echo({&suspect, 1}).suspect);
}

TEST(TimestampEcho, MeansNothingWithoutAnAcknowledgment) {
  WireSegment wire = next(700050, 12345678);
  wire.ack.reset();
  EXPECT_FALSE(Looked(wire).echo().suspect);
}

TEST(FewFlips, AreAllNumbersOfOneToThreeOtherBits) {
  std::set<std::uint32_t> made;
  for_each_few_flips(SeqNum(0xA5A5A5A5U), [&](SeqNum number) {
    made.insert(number.value());
    const int bits = difference(SeqNum(0xA5A5A5A5U), number).bit_count();
    EXPECT_TRUE(bits >= 1 && bits <= 3);
  });
  EXPECT_EQ(made.size(), 32U + 496U + 4960U);
}

}  // namespace
}  // namespace seqbitflip::test
