// SPDX-License-Identifier: GPL-2.0-or-later
//
// For how long a connection stood still after a wrong number, and what made it go on.
#include "impact.h"

#include <gtest/gtest.h>

#include "settlement.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::uint32_t kSuspectFrame = 8;

const CaptureHabits kHabits;

WireSegment at(std::int64_t ms, WireSegment wire) {
  wire.time_ns = ms * kNsPerMs;
  return wire;
}

// The conversation under way (1101 and 6461 are next), then a wrong number at time 0.
Suspect wrong_number(NumberKind kind, std::uint32_t expected, std::uint32_t length) {
  Suspect suspect;
  suspect.kind = kind;
  suspect.frame = {kSuspectFrame, 0};
  suspect.observed = SeqNum(expected + (1U << 24));
  suspect.length = SeqLength(length);
  suspect.retransmittable = length > 0;
  Hypothesis hypothesis;
  hypothesis.candidate.number = SeqNum(expected);
  suspect.hypotheses.push_back(hypothesis);
  return suspect;
}

const Suspect kPureAck = wrong_number(NumberKind::kSequence, 6461, 0);
const Suspect kData = wrong_number(NumberKind::kSequence, 6461, 1460);
const Suspect kAcknowledgment = wrong_number(NumberKind::kAcknowledgment, 1101, 0);

// What is known of the impact after the server's wrong number and the segments that follow it.
Impact after(Suspect suspect, const std::vector<WireSegment>& segments, Trust trust = {}) {
  SeenFlow seen = conversation_under_way();
  std::uint32_t frame = kSuspectFrame;
  for (const WireSegment& wire : segments) {
    const CapturedSegment captured(wire, ++frame);
    const bool known_before = suspect.impact.has_ended();
    const bool became_known = follow_impact(
        suspect, direction_of(kServer),
        Witness{seen.flow(), direction_of(wire.from), captured.segment(), trust, kHabits, {}});
    const bool known = suspect.impact.has_ended();
    EXPECT_EQ(became_known, known && !known_before) << "frame " << frame;
    seen.see(wire, trust);
  }
  return suspect.impact;
}

const WireSegment kKeepAlive = pure_ack(kServer, 6460, 1101);
const WireSegment kAnswer = pure_ack(kClient, 1101, 6461);

TEST(Impact, IsWhatTheConnectionDidAfterwards) {
  struct {
    const char* what;
    Suspect suspect;
    std::vector<WireSegment> segments;
    Impact impact;
  } const cases[] = {
      {"nothing was seen after it", kPureAck, {}, {0, 0, false, 0}},
      {"as in the seed case: keep-alives and their answers, then the client's reset",
       kPureAck,
       {at(337, kKeepAlive), at(338, kAnswer), at(60'000, kKeepAlive), at(60'001, kAnswer),
        at(120'142, reset(kClient, 1101))},
       {0, 120'142 * kNsPerMs, true, 0}},
      {"keep-alives until the capture ends",
       kPureAck,
       {at(337, kKeepAlive), at(338, kAnswer), at(60'000, kKeepAlive)},
       {0, 60'000 * kNsPerMs, false, 0}},
      {"a keep-alive with a byte of what was sent before",
       kPureAck,
       {at(337, data(kServer, 6460, 1, 1101))},
       {0, 337 * kNsPerMs, false, 0}},
      {"data sent before come again",
       kPureAck,
       {at(300, data(kServer, 5001, 1460, 1101))},
       {0, 300 * kNsPerMs, false, 0}},
      {"new data of the same side",
       kPureAck,
       {at(20, data(kServer, 6461, 1460, 1101))},
       {9, 20 * kNsPerMs, false, 0}},
      {"new data of the other side",
       kPureAck,
       {at(20, kKeepAlive), at(35, data(kClient, 1101, 50, 6461))},
       {10, 35 * kNsPerMs, false, 0}},
      {"the end of the stream",
       kPureAck,
       {at(20, fin(kServer, 6461, 1101))},
       {9, 20 * kNsPerMs, false, 0}},
      {"what comes after it has gone on does not count",
       kPureAck,
       {at(20, data(kServer, 6461, 1460, 1101)), at(90'000, reset(kClient, 1101))},
       {9, 20 * kNsPerMs, false, 0}},
      {"a wrong acknowledgment, then a right one of something new",
       kAcknowledgment,
       {at(5, kAnswer), at(40, pure_ack(kServer, 6461, 1151))},
       {10, 40 * kNsPerMs, false, 0}},
      {"the data are sent again at their place",
       kData,
       {at(300, data(kServer, 6461, 1460, 1101))},
       {9, 300 * kNsPerMs, false, 1460}},
      {"the data are sent again in part: that much was sent again",
       kData,
       {at(300, data(kServer, 6461, 500, 1101))},
       {9, 300 * kNsPerMs, false, 500}},
      {"new data behind those that are missing do not help",
       kData,
       {at(1, data(kServer, 7921, 1460, 1101)), at(2, kAnswer),
        at(300, data(kServer, 6461, 1460, 1101))},
       {11, 300 * kNsPerMs, false, 1460}},
      {"an empty segment at their place brings nothing",
       kData,
       {at(300, pure_ack(kServer, 6461, 1101))},
       {0, 300 * kNsPerMs, false, 0}},
      {"the peer took the data as they were meant",
       kData,
       {at(40, pure_ack(kClient, 1101, 7921))},
       {9, 40 * kNsPerMs, false, 0}},
      {"the data never come again",
       kData,
       {at(1, kAnswer), at(9000, reset(kServer, 6461))},
       {0, 9000 * kNsPerMs, true, 0}},
      {"the clock of the capture goes back", kPureAck, {at(-50, kKeepAlive)}, {0, 0, false, 0}}};
  for (const auto& c : cases) {
    const Impact impact = after(c.suspect, c.segments);
    EXPECT_EQ(impact.recovered_in, c.impact.recovered_in) << c.what;
    EXPECT_EQ(impact.stall_ns, c.impact.stall_ns) << c.what;
    EXPECT_EQ(impact.reset, c.impact.reset) << c.what;
    EXPECT_EQ(impact.bytes_sent_again, c.impact.bytes_sent_again) << c.what;
  }
}

TEST(Impact, IsNotEndedByNumbersThatAreNotTrusted) {
  constexpr Trust kNone{false, false, false, false};
  EXPECT_EQ(after(kPureAck, {at(20, data(kServer, 6461, 1460, 1101))}, kNone).recovered_in, 0U);
  EXPECT_EQ(after(kData, {at(20, data(kServer, 6461, 1460, 1101))}, kNone).recovered_in, 0U);
  EXPECT_EQ(after(kData, {at(20, pure_ack(kClient, 1101, 7921))}, kNone).recovered_in, 0U);
}

TEST(Impact, IsKnownOnceSomethingWasSeen) {
  EXPECT_FALSE(Impact{}.is_known());
  EXPECT_TRUE((Impact{9, 0, false, 0}).is_known());
  EXPECT_TRUE((Impact{0, 1, false, 0}).is_known());
  EXPECT_TRUE((Impact{0, 0, true, 0}).is_known());
}

}  // namespace
}  // namespace seqbitflip::test
