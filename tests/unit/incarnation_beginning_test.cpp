// SPDX-License-Identifier: GPL-2.0-or-later
//
// The SYNs of a life and, where the capture begins amid it, its first segment.
#include "incarnation.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "life.h"

namespace seqbitflip::test {
namespace {

// The first timestamp of a damaged SYN is not believed, but that it is there says how long the
// segments of its peer may be.
TEST(Incarnation, LeavesRoomForTheTimestampsOfADamagedSyn) {
  WireSegment damaged = syn(1000 + (1U << 14));
  damaged.meant_seq = SeqNum(1000);
  damaged.mss = 1460;
  damaged.timestamps = Timestamps{70000, 0};
  for (const WireChecksum checksum : {WireChecksum::kRight, WireChecksum::kStale}) {
    damaged.checksum = checksum;
    Life life;
    life.see(damaged);
    EXPECT_EQ(life.server().full_segment, SeqLength(1448));
  }
}

// What one life has counted as damage another one, which began as its copy, must not take back.
TEST(Incarnation, OfAnotherSynDoubtsNothingThatWasCountedBefore) {
  CaptureHabits habits;
  std::vector<Verdict> said;
  std::uint32_t frame = 0;
  const auto see = [&](Incarnation& life, const WireSegment& wire) {
    const CapturedSegment captured(wire, ++frame);
    life.process(direction_of(wire.from), captured.segment(), NoOtherConnections(), habits, said);
  };
  constexpr std::uint32_t kEchoed = 700000U ^ 1U << 17;
  Incarnation life;
  see(life, stamped(syn(1000), 1, 700000, 0));
  WireSegment damaged = stamped(syn_ack(5000, 1001), 10, 90000, kEchoed);
  damaged.meant_timestamps = Timestamps{90000, 700000};
  damaged.checksum = WireChecksum::kStale;
  see(life, damaged);
  EXPECT_FALSE(said.empty());
  const WireSegment other_syn_ack = stamped(syn_ack(77770000, 1001), 11, 90000, 700000);
  const CapturedSegment captured(other_syn_ack, ++frame);
  Incarnation other = life.with_other_syn(direction_of(kServer), captured.segment());
  for (std::uint32_t i = 0; i < 3; ++i) {
    see(life, stamped(pure_ack(kServer, 5001, 1001), 30 + i, 90030 + i, kEchoed));
    see(other, stamped(pure_ack(kServer, 77770001, 1001), 30 + i, 90030 + i, kEchoed));
  }
  EXPECT_LE(habits.share_of(habits.option_damage), 1.0) << "it was taken back twice";
}

TEST(Incarnation, LeavesASynBelowWhichBothSidesGoOn) {
  Life life;
  life.see(syn(3000000))
      .see(syn_ack(5000, 1001))
      .see(pure_ack(kClient, 1001, 5001))
      .see(data(kClient, 1001, 100, 5001));
  EXPECT_EQ(life.client().initial, std::nullopt);
  EXPECT_EQ(life.client().next, SeqNum(1101));
}

TEST(Incarnation, ForgetsAFirstAcknowledgmentAboveWhereItsPeerGoesOn) {
  Life life;
  life.see(pure_ack(kClient, 1101, 6461 + (1U << 26)))
      .see(data(kServer, 6461, 1460, 1101))
      .see(data(kServer, 7921, 1460, 1101));
  EXPECT_EQ(life.server().acknowledged, std::nullopt);
  EXPECT_EQ(life.server().next, SeqNum(9381));
}

// Of one side only, the capture lacks what followed the first segment: that is no contradiction.
TEST(Incarnation, CountsOnFromItsStartOverWhatTheCaptureLacks) {
  for (const WireSegment& start : {syn(1000), data(kClient, 901, 100, 5001)}) {
    Life life;
    life.see(start);
    const std::uint64_t before = life.client().stream_length;
    life.see(data(kClient, 1517, 100, 5001))
        .see(data(kClient, 1617, 100, 5001))
        .see(data(kClient, 1717, 100, 5001));
    EXPECT_EQ(life.client().initial.has_value(), start.syn);
    EXPECT_EQ(life.client().stream_length, before + 816U);
  }
}

// What was sent from there is missing in the capture; it may yet be sent again.
TEST(Incarnation, KeepsAFirstAcknowledgmentBelowWhereItsPeerGoesOn) {
  Life life;
  life.see(pure_ack(kClient, 1101, 6461))
      .see(data(kServer, 25485, 1460, 1101))
      .see(data(kServer, 28405, 1460, 1101))
      .see(data(kServer, 29865, 1460, 1101));
  EXPECT_EQ(life.server().acknowledged, SeqNum(6461));
}

// RFC 9293, section 3.5: figures 8 and 9.
TEST(Incarnation, KeepsASynWhoseStreamHasNotBegun) {
  struct {
    const char* what;
    WireSegment answer;
    WireSegment next;
  } const cases[] = {
      {"an old duplicate is answered and reset", syn_ack(5000, 1001), reset(kClient, 1001)},
      {"an earlier connection goes on", pure_ack(kServer, 70000, 1001),
       data(kClient, 1001, 100, 70000)}};
  for (const auto& c : cases) {
    Life life;
    life.see(syn(3000000)).see(c.answer).see(c.next);
    EXPECT_EQ(life.client().initial, SeqNum(3000000)) << c.what;
  }
}

TEST(Incarnation, KeepsTheSynsOfBothSides) {
  Life life;
  life.see_the_beginning();
  ASSERT_TRUE(life.incarnation().syn(direction_of(kClient)));
  EXPECT_EQ(life.incarnation().syn(direction_of(kClient))->initial, SeqNum(1000));
  ASSERT_TRUE(life.incarnation().syn(direction_of(kServer)));
  EXPECT_EQ(life.incarnation().syn(direction_of(kServer))->frame.number, 2U);
}

TEST(Incarnation, CanBeTriedWithAnotherSyn) {
  Life life;
  life.see(syn(1000)).see(syn_ack(5000, 1001));
  const CapturedSegment other(syn_ack(77005000, 1001), 3);
  const Incarnation tried =
      life.incarnation().with_other_syn(direction_of(kServer), other.segment());
  EXPECT_EQ(tried.flow().endpoint(direction_of(kServer)).next, SeqNum(77005001));
  EXPECT_EQ(tried.flow().endpoint(direction_of(kClient)).next, SeqNum(1001));
  EXPECT_EQ(life.server().next, SeqNum(5001)) << "the life itself is as it was";
}

struct RefusalCase {
  const char* what;
  std::vector<WireSegment> segments;
  From refuser;
  std::uint32_t refused_in;
};

TEST(Incarnation, RemembersWhenTheSenderOfASynRefusesItsAcknowledgment) {
  WireSegment with_acknowledgment = reset(kClient, 1001);
  with_acknowledgment.ack = SeqNum(5001);
  const RefusalCase cases[] = {
      {"the client's SYN", {syn(1000), syn_ack(5000, 1001), reset(kClient, 1001)}, kClient, 3},
      {"the server's SYN-ACK",
       {syn(1000), syn_ack(5000, 1001), pure_ack(kClient, 1001, 5001), reset(kServer, 5001)},
       kServer,
       4},
      {"at another number", {syn(1000), syn_ack(5000, 1001), reset(kClient, 1002)}, kClient, 0},
      {"with an acknowledgment: it aborts",
       {syn(1000), syn_ack(5000, 1001), with_acknowledgment},
       kClient,
       0},
      {"after it accepted the answer",
       {syn(1000), syn_ack(5000, 1001), pure_ack(kClient, 1001, 5001), reset(kClient, 1001)},
       kClient,
       0},
      {"by the peer", {syn(1000), syn_ack(5000, 1001), reset(kServer, 1001)}, kClient, 0}};
  for (const RefusalCase& c : cases) {
    Life life;
    for (const WireSegment& wire : c.segments) {
      life.see(wire);
    }
    const auto& own_syn = life.incarnation().syn(direction_of(c.refuser));
    ASSERT_TRUE(own_syn) << c.what;
    EXPECT_EQ(own_syn->refused_in, c.refused_in) << c.what;
  }
}

// A capture that begins with an acknowledgment: it alone says where the peer's data should be.
TEST(CaptureThatBeginsWithAnAcknowledgment, ConvictsNobodyOnOneWord) {
  const std::uint32_t wrong = 6461 + (1U << 22);
  struct {
    const char* what;
    std::vector<WireSegment> segments;
    bool data_is_wrong;  // of the server, in frame 2
  } const cases[] = {
      {"the client acknowledges the data where they were: its first word was wrong",
       {pure_ack(kClient, 1101, wrong), kNext, pure_ack(kClient, 1101, 7921)},
       false},
      {"the same, and the server goes on",
       {pure_ack(kClient, 1101, wrong), kNext, data(kServer, 7921, 1460, 1101),
        pure_ack(kClient, 1101, 9381)},
       false},
      {"the data were wrong: the server sends them again where the client expects them",
       {pure_ack(kClient, 1101, 6461), with_bit(kNext, 22, WireChecksum::kRight),
        pure_ack(kClient, 1101, 6461), kNext, pure_ack(kClient, 1101, 7921)},
       true}};
  for (const auto& c : cases) {
    Life life;
    bool wrong_at_last = false;
    for (const WireSegment& wire : c.segments) {
      life.see(wire);
      for (const Verdict& verdict : life.said()) {
        EXPECT_FALSE(verdict.wrong && verdict.frame.number > 2) << c.what;
        if (verdict.frame.number == 2 && verdict.kind == NumberKind::kSequence) {
          wrong_at_last = verdict.wrong.has_value();
        }
      }
    }
    EXPECT_EQ(wrong_at_last, c.data_is_wrong) << c.what;
  }
}

TEST(CaptureThatBeginsWithAWrongChecksum, IsNotJudgedByItsFirstSegment) {
  Life life;
  life.see(with_bit(kNext, 22, WireChecksum::kStale));
  EXPECT_FALSE(life.server().next) << "it is no ground to judge by";
  for (const WireSegment& wire : {kNext, pure_ack(kClient, 1101, 7921),
                                  data(kServer, 7921, 1460, 1101), pure_ack(kClient, 1101, 9381)}) {
    life.see(wire);
    EXPECT_TRUE(life.said().empty());
  }
  EXPECT_EQ(life.server().next, SeqNum(9381));
}

TEST(CaptureThatBeginsWithAWrongChecksum, IsStillJudgedWhereAllAreWrong) {
  const auto offloaded = [](WireSegment wire) {
    wire.checksum = WireChecksum::kOffloaded;
    return wire;
  };
  const auto damaged = [](WireSegment wire) {
    wire.checksum = WireChecksum::kDamaged;
    return wire;
  };
  for (const auto& broken : {damaged(kNext), offloaded(kNext)}) {
    Life life;
    WireSegment following = data(kServer, 7921, 1460, 1101);
    following.checksum = broken.checksum;
    life.see(broken).see(following);
    EXPECT_EQ(life.server().next, SeqNum(9381)) << "only the first one is passed over";
  }
}

TEST(CaptureThatBeginsWithAWrongChecksum, TakesASynWhoseDamageLaterSegmentsShow) {
  Life life;
  life.see(with_bit(syn(1000), 22, WireChecksum::kStale));
  EXPECT_EQ(life.incarnation().flow().endpoint(direction_of(kClient)).segments, 1U)
      << "the handshake itself tells of it";
}

}  // namespace
}  // namespace seqbitflip::test
