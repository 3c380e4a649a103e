// SPDX-License-Identifier: GPL-2.0-or-later
#include "flow.h"

#include <gtest/gtest.h>

#include "shorthand.h"

namespace seqbitflip::test {
namespace {

const Trust kNone{false, false};

TEST(Flow, OfNothingKnowsNothing) {
  const SeenFlow seen;
  EXPECT_FALSE(seen.client().next);
  EXPECT_FALSE(seen.client().expected_next());
  EXPECT_FALSE(seen.server().acknowledged);
}

TEST(Flow, LearnsBothInitialNumbersFromTheHandshake) {
  SeenFlow seen;
  seen.see(syn(1000)).see(syn_ack(5000, 1001));
  EXPECT_EQ(seen.client().initial, SeqNum(1000));
  EXPECT_EQ(seen.client().next, SeqNum(1001)) << "the SYN itself occupies one";
  EXPECT_EQ(seen.server().initial, SeqNum(5000));
  EXPECT_EQ(seen.client().acknowledged, SeqNum(1001));
}

TEST(Flow, FollowsDataAndAcknowledgments) {
  const SeenFlow seen = conversation_under_way();
  EXPECT_EQ(seen.client().next, SeqNum(1101));
  EXPECT_EQ(seen.server().next, SeqNum(6461));
  EXPECT_EQ(seen.server().next_in_frame, 6U);
  EXPECT_EQ(seen.server().acknowledged, SeqNum(6461));
  EXPECT_EQ(seen.server().acknowledged_in_frame, 7U);
  EXPECT_EQ(seen.server().stream_length, 1460U);
}

TEST(Flow, NamesTheLatestFrameThatEndsAtTheNextNumber) {
  SeenFlow seen = conversation_under_way();
  seen.see(pure_ack(kServer, 6461, 1101));
  EXPECT_EQ(seen.server().next_in_frame, 8U) << "a pure ACK ends where it begins";
}

TEST(Flow, IsNotMovedBackByARetransmission) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 5001, 1000, 1101)).see(pure_ack(kClient, 1101, 5001));
  EXPECT_EQ(seen.server().next, SeqNum(6461));
  EXPECT_EQ(seen.server().acknowledged, SeqNum(6461));
  EXPECT_EQ(seen.server().stream_length, 1460U);
}

TEST(Flow, TakesNothingInOfASuspectNumber) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 900000000, 1460, 800000000), kNone);
  EXPECT_EQ(seen.server().next, SeqNum(6461));
  EXPECT_EQ(seen.client().acknowledged, SeqNum(1101));
  EXPECT_EQ(seen.server().sent.starting_at(SeqNum(900000000)), nullptr);
}

TEST(Flow, TakesTheOneTrustedNumberOfTwo) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kClient, 1101, 50, 99), Trust{true, false});
  EXPECT_EQ(seen.client().next, SeqNum(1151));
  EXPECT_EQ(seen.server().acknowledged, SeqNum(6461));
}

TEST(Flow, LearnsNothingOfWhatWasSentFromAReset) {
  SeenFlow seen = conversation_under_way();
  seen.see(reset(kServer, 7777));
  EXPECT_EQ(seen.server().next, SeqNum(6461));
}

TEST(Flow, CountsTheStreamThroughAWrap) {
  SeenFlow seen;
  seen.see(data(kServer, 0xFFFFFF00U, 0x200, 1)).see(data(kServer, 0x100, 10, 1));
  EXPECT_EQ(seen.server().next, SeqNum(0x10A));
  EXPECT_EQ(seen.server().stream_length, 0x20AU) << "counted from the first byte that was seen";
}

TEST(Flow, ExpectsMidstreamWhatThePeerAsksFor) {
  SeenFlow seen;
  seen.see(data(kClient, 2886430470U, 168, 2582068127U));
  EXPECT_FALSE(seen.server().next);
  EXPECT_EQ(seen.server().expected_next(), SeqNum(2582068127U));
}

struct WindowCase {
  const char* what;
  std::optional<std::uint8_t> clients_shift;
  std::optional<std::uint8_t> servers_shift;
  std::uint32_t offered;  // by the client's window of 500
};

TEST(Flow, ScalesTheWindowOnlyWhereBothEndsAgreedTo) {
  const WindowCase cases[] = {{"both", 7, 2, 500U << 7},
                              {"the client alone", 7, std::nullopt, 500},
                              {"the server alone", std::nullopt, 7, 500},
                              {"neither", std::nullopt, std::nullopt, 500},
                              {"more than RFC 7323 allows", 200, 7, 500U << 14}};
  for (const WindowCase& c : cases) {
    WireSegment first = syn(1000);
    first.window_shift = c.clients_shift;
    WireSegment second = syn_ack(5000, 1001);
    second.window_shift = c.servers_shift;
    SeenFlow seen;
    seen.see(first).see(second);
    WireSegment ack = pure_ack(kClient, 1001, 5001);
    ack.window = 500;
    const CapturedSegment captured(ack, 3);
    EXPECT_EQ(seen.flow().offered_window(direction_of(kClient), captured.segment()), c.offered)
        << c.what;
  }
}

TEST(Flow, AssumesTheLargestScaleWhereItIsNotKnown) {
  WireSegment ack = pure_ack(kClient, 1001, 5001);
  ack.window = 500;
  const CapturedSegment captured(ack, 1);
  EXPECT_EQ(SeenFlow().flow().offered_window(direction_of(kClient), captured.segment()),
            500U << 14);
}

TEST(Flow, NeverScalesTheWindowOfASyn) {
  WireSegment first = syn(1000);
  first.window_shift = 7;
  first.window = 500;
  const CapturedSegment captured(first, 1);
  EXPECT_EQ(SeenFlow().flow().offered_window(direction_of(kClient), captured.segment()), 500U);
}

TEST(Flow, KeepsTheFarthestWindowEdgeAndTheLatest) {
  SeenFlow seen = conversation_under_way();
  WireSegment shrunk = pure_ack(kClient, 1101, 6461);
  shrunk.window = 100;
  seen.see(shrunk);
  EXPECT_EQ(seen.server().window_edge, SeqNum(6461 + 65535));
  EXPECT_EQ(seen.server().latest_window_edge, SeqNum(6561));
}

// RFC 7323, section 3.2: in use where both SYNs have them.
TEST(Flow, LeavesRoomForTimestampsWhereBothEndsAgreedTo) {
  const auto with_options = [](WireSegment wire, bool timestamps) {
    wire.mss = 1460;
    wire.timestamps = timestamps ? std::optional(Timestamps{1, 0}) : std::nullopt;
    return wire;
  };
  const struct {
    bool asks;
    bool agrees;
    std::uint32_t full;
  } cases[] = {{true, true, 1448}, {true, false, 1460}, {false, false, 1460}};
  for (const auto& c : cases) {
    SeenFlow seen;
    seen.see(with_options(syn(1000), c.asks));
    for (int times = 0; times < 2; ++times) {
      seen.see(with_options(syn_ack(5000, 1001), c.agrees));
      EXPECT_EQ(seen.client().full_segment, SeqLength(c.full)) << c.asks << c.agrees;
      EXPECT_EQ(seen.server().full_segment, SeqLength(c.full)) << c.asks << c.agrees;
    }
  }
}

TEST(Flow, TakesALatePlaceIn) {
  SeenFlow seen = conversation_under_way();
  SentRecord late;
  late.start = SeqNum(6461);
  late.end = SeqNum(7000);
  late.frame = 5;
  seen.flow().observe_late(direction_of(kServer), late);
  EXPECT_EQ(seen.server().next, SeqNum(7000));
  EXPECT_NE(seen.server().sent.starting_at(SeqNum(6461)), nullptr);
}

TEST(Flow, StartsAnewFromACorrectedInitialNumber) {
  SeenFlow seen;
  seen.see(syn(1000));
  SentRecord right;
  right.start = SeqNum(77);
  right.end = SeqNum(78);
  right.frame = 1;
  seen.flow().correct_initial(direction_of(kClient), right);
  EXPECT_EQ(seen.client().initial, SeqNum(77));
  EXPECT_EQ(seen.client().next, SeqNum(78));
  EXPECT_EQ(seen.client().sent.starting_at(SeqNum(1000)), nullptr);
  seen.see(data(kClient, 78, 2920, 5001)).see(pure_ack(kServer, 5001, 2998));
  seen.flow().correct_initial(direction_of(kClient), right);
  EXPECT_EQ(seen.client().stream_length, 0U) << "positions are counted from the wrong number";
  EXPECT_FALSE(seen.client().window_edge) << "a window beside the wrong number";
}

WireSegment stamped(WireSegment wire, std::uint32_t value) {
  wire.timestamps = Timestamps{value, 7};
  return wire;
}

struct ClockCase {
  const char* what;
  std::uint32_t value;
  Trust trust;
  std::uint32_t clock;  // afterwards; it stood at 1,000,000
};

TEST(Flow, KeepsTheHighestTimestampOfItsClock) {
  const Trust all;
  const ClockCase cases[] = {
      {"newer", 1000500, all, 1000500},
      {"older: late or sent again", 999000, all, 1000000},
      {"far older, trusted: the clock was reset", 5000, all, 5000},
      {"far newer, trusted: a long pause", 500000000, all, 500000000},
      {"newer, in a segment with a wrong sequence number", 1000500, {false, true}, 1000500},
      {"newer, in a segment with a wrong acknowledgment", 1000500, {true, false}, 1000500},
      {"older, in a suspect segment", 999000, kNone, 1000000},
      {"far older, in a suspect segment: it may be foreign", 5000, kNone, 1000000},
      {"far newer, in a suspect segment: it may be foreign", 500000000, kNone, 1000000},
      {"far newer, with only one number trusted", 500000000, {true, false}, 1000000}};
  for (const ClockCase& c : cases) {
    SeenFlow seen = conversation_under_way();
    seen.see(stamped(data(kServer, 6461, 100, 1101), 1000000));
    seen.see(stamped(data(kServer, 6561, 100, 1101), c.value), c.trust);
    EXPECT_EQ(seen.server().timestamp, c.clock) << c.what;
  }
}

TEST(Flow, StartsTheTimestampClockOnlyWithATrustedSegment) {
  SeenFlow seen = conversation_under_way();
  seen.see(stamped(data(kServer, 900000000, 100, 1101), 77), kNone);
  EXPECT_FALSE(seen.server().timestamp);
  seen.see(stamped(data(kServer, 6461, 100, 1101), 1000000));
  EXPECT_EQ(seen.server().timestamp, 1000000U);
}

TEST(Flow, FollowsTheTimestampClockThroughItsWrap) {
  SeenFlow seen = conversation_under_way();
  seen.see(stamped(data(kServer, 6461, 100, 1101), 0xFFFFFFF0U));
  seen.see(stamped(data(kServer, 6561, 100, 1101), 5), kNone);
  EXPECT_EQ(seen.server().timestamp, 5U);
}

std::optional<SentAck> recent_ack(const Endpoint& sender, std::uint32_t number) {
  for (const SentAck& ack : sender.recent_acks) {
    if (ack.frame != 0 && ack.number == SeqNum(number)) {
      return ack;
    }
  }
  return std::nullopt;
}

TEST(Flow, KeepsTheLatestAcknowledgmentsWithTheirIdentification) {
  SeenFlow seen = conversation_under_way();
  for (std::uint16_t i = 0; i < 6; ++i) {
    WireSegment ack = pure_ack(kClient, 1101, 6461 + i * 10U);
    ack.ip_id = static_cast<std::uint16_t>(500 + i);
    seen.see(ack);
  }
  for (std::uint32_t i = 0; i < 6; ++i) {
    const auto kept = recent_ack(seen.client(), 6461 + i * 10);
    EXPECT_EQ(kept.has_value(), i >= 2) << "acknowledgment " << i << " of 6, four are kept";
    if (kept) {
      EXPECT_EQ(kept->ip_id, 500 + i);
      EXPECT_EQ(kept->frame, 8 + i);
    }
  }
  EXPECT_EQ(seen.client().latest_ack_in_frame, 13U);
}

TEST(Flow, KeepsALateAcknowledgmentButNoneThatMayBeDamaged) {
  SeenFlow seen = conversation_under_way();
  Trust surprising;
  surprising.acknowledgment = false;
  seen.see(pure_ack(kClient, 1101, 5555), surprising);
  EXPECT_TRUE(recent_ack(seen.client(), 5555)) << "a surprise, but hardly damaged";
  Trust doubtful = surprising;
  doubtful.acknowledgment_plausible = false;
  seen.see(pure_ack(kClient, 1101, 6666), doubtful);
  EXPECT_FALSE(recent_ack(seen.client(), 6666));
  WireSegment refusal = reset(kClient, 1101);
  refusal.ack = SeqNum(7777);
  seen.see(refusal);
  EXPECT_FALSE(recent_ack(seen.client(), 7777)) << "a reset";
  EXPECT_EQ(seen.client().latest_ack_in_frame, 8U);
}

TEST(Flow, KnowsTheSmallestAndTheLargestPayload) {
  SeenFlow seen;
  EXPECT_EQ(seen.server().smallest_payload, 0U) << "none seen";
  seen.see(syn(1000)).see(syn_ack(5000, 1001)).see(pure_ack(kServer, 5001, 1001));
  EXPECT_EQ(seen.server().smallest_payload, 0U) << "neither a SYN nor a pure ACK has payload";
  seen.see(data(kServer, 5001, 700, 1001))
      .see(data(kServer, 5701, 300, 1001))
      .see(data(kServer, 6001, 1460, 1001))
      .see(data(kServer, 90000, 9, 1001), kNone)
      .see(pure_ack(kServer, 7461, 1001))
      .see(fin(kServer, 7461, 1001));
  EXPECT_EQ(seen.server().smallest_payload, 300U) << "that of trusted segments with payload";
  EXPECT_EQ(seen.server().largest_payload, 1460U);
  EXPECT_EQ(seen.server().payload_segments, 3U);
}

TEST(Flow, LearnsByHowMuchAcknowledgmentsAdvance) {
  SeenFlow seen = conversation_under_way();
  seen.see(data(kServer, 6461, 1460, 1101)).see(data(kServer, 7921, 1460, 1101));
  seen.see(pure_ack(kClient, 1101, 9381));
  EXPECT_EQ(seen.server().ack_step, SeqLength(2920));
  seen.see(pure_ack(kClient, 1101, 9381)).see(pure_ack(kClient, 1101, 7921));
  EXPECT_EQ(seen.server().ack_step, SeqLength(2920)) << "the same and a late one advance nothing";
  seen.see(pure_ack(kClient, 1101, 9999), kNone);
  EXPECT_EQ(seen.server().ack_step, SeqLength(2920)) << "it is not trusted";
}

TEST(Flow, RemembersTheNumberOfTheLatestReset) {
  SeenFlow seen = conversation_under_way();
  EXPECT_FALSE(seen.server().reset);
  seen.see(reset(kServer, 7777));
  EXPECT_EQ(seen.server().reset, SeqNum(7777));
  EXPECT_EQ(seen.server().reset_in_frame, 8U);
  seen.see(reset(kServer, 8888), kNone);
  EXPECT_EQ(seen.server().reset, SeqNum(7777)) << "that one is not trusted";
}

TEST(Flow, IsNotPlacedByAReset) {
  SeenFlow seen;
  seen.see(reset(kServer, 7777)).see(data(kServer, 5001, 100, 1001));
  EXPECT_TRUE(seen.server().is_known_from_one_segment());
  seen.see(data(kServer, 5101, 100, 1001));
  EXPECT_FALSE(seen.server().is_known_from_one_segment());
}

TEST(Flow, TakesNoTimestampFromAReset) {
  SeenFlow seen = conversation_under_way();
  WireSegment stamped = data(kServer, 6461, 100, 1101);
  stamped.timestamps = Timestamps{5000, 100};
  WireSegment refusal = reset(kServer, 6561);
  refusal.timestamps = Timestamps{900000000, 0};
  seen.see(stamped).see(refusal);
  EXPECT_EQ(seen.server().timestamp, 5000U);
}

TEST(Flow, KnowsWhenSomethingNewWasSentLast) {
  SeenFlow seen = conversation_under_way();
  WireSegment fresh = data(kServer, 6461, 100, 1101);
  fresh.time_ns = 5000;
  WireSegment again = data(kServer, 6461, 100, 1101);
  again.time_ns = 9000;
  seen.see(fresh).see(again);
  EXPECT_EQ(seen.server().advanced_at_ns, 5000);
}

}  // namespace
}  // namespace seqbitflip::test
