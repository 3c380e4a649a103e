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
  EXPECT_EQ(seen.server().stream_length, 10U) << "counted from the end of the first segment seen";
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
}

}  // namespace
}  // namespace seqbitflip::test
