// SPDX-License-Identifier: GPL-2.0-or-later
#include "incarnation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "life.h"

namespace seqbitflip::test {
namespace {

TEST(Incarnation, SaysNothingOfAHealthyBeginning) {
  Life life;
  life.see_the_beginning();
  EXPECT_TRUE(life.said().empty());
  EXPECT_EQ(life.server().next, SeqNum(6461));
}

// RFC 9293, section 3.10.7.4: it is dropped, in a capture of one side, too.
TEST(Incarnation, TakesNothingInWithoutAnAcknowledgment) {
  Life life;
  life.see(syn(1000)).see(pure_ack(kClient, 1001, 5001)).see(data(kClient, 1001, 100, 5001));
  WireSegment without = data(kClient, 1101, 100, 5001);
  without.ack.reset();
  for (int times = 0; times < 3; ++times) {
    life.see(without);
    EXPECT_EQ(life.client().next, SeqNum(1101));
  }
}

// However many wrong numbers come, only so many are kept in doubt.
TEST(Incarnation, KeepsFewNumbersInDoubt) {
  Life life;
  life.see(syn(1000));
  const auto see_wrong_data = [&](std::uint32_t many) {
    for (std::uint32_t i = 0; i < many; ++i) {
      const WireSegment right = data(kClient, 1001, 100 + i, 5001);
      life.see(with_seq(right, 1001U ^ 1U << (8 + i % 20), WireChecksum::kStale));
    }
  };
  see_wrong_data(17);
  life.see(with_ack(syn_ack(5000, 1001), 1001U ^ 1U << 29, WireChecksum::kStale));
  see_wrong_data(100);
  EXPECT_LE(life.count_told_again(), 2U * 16U);
}

// Each acknowledgment ends inside of a segment.
TEST(Incarnation, CountsOddAcknowledgmentsAmongAll) {
  Life life;
  life.see_the_beginning();
  for (std::uint32_t i = 0; i < 50; ++i) {
    life.see(data(kServer, 6461 + 1460 * i, 1460, 1101));
    life.see(pure_ack(kClient, 1101, 6461 + 1460 * i + 701 + i));
  }
  const CaptureHabits& habits = life.habits();
  EXPECT_LE(habits.odd_ack.share_of(habits.advancing_acks), 1.0);
  EXPECT_GT(habits.odd_ack.share_of(habits.advancing_acks), 0.5);
}

// Where all checksums are wrong, but no place is.
TEST(Incarnation, TakesAWrongChecksumForNoHabitOfTheNumbers) {
  Life life;
  life.see_the_beginning();
  const CaptureHabits before = life.habits();
  std::uint32_t next = 6461;
  for (std::uint32_t i = 0; i < 50; ++i) {
    life.see(data(kServer, next, 1460, 1101));
    life.see(data(kServer, next + 1460, 1460, 1101));
    WireSegment first = pure_ack(kClient, 1101, next + 1460);
    first.checksum = WireChecksum::kDamaged;
    life.see(first);
    next += 2920;
  }
  EXPECT_LE(life.habits().share_of(life.habits().late_ack), before.share_of(before.late_ack));
  EXPECT_GT(life.habits().share_of(life.habits().damaged_elsewhere), 0.05);
}

// As captured where an address was made one lower without correcting the checksum: it comes out
// right with any other number that is one higher.
WireSegment rewritten(WireSegment wire) {
  wire.meant_seq = wire.seq + SeqLength(1);
  wire.checksum = WireChecksum::kStale;
  return wire;
}

TEST(Incarnation, TakesAChecksumThatIsAlwaysWrongForNoProof) {
  const auto accused = [](auto&& as_captured) {
    Life life;
    life.see(as_captured(data(kServer, 5001, 1000, 1101)))
        .see(as_captured(data(kServer, 6001, 1000, 1101)))
        .see(pure_ack(kClient, 1101, 7001))
        .see(rewritten(pure_ack(kServer, 7000, 1101)));
    return !life.said().empty();
  };
  EXPECT_TRUE(accused([](const WireSegment& wire) { return wire; }));
  EXPECT_FALSE(accused(rewritten));
}

TEST(Incarnation, KeepsADamagedNumberOutOfItsState) {
  Life life;
  life.see_the_beginning().see(with_bit(kNext, 22, WireChecksum::kStale));
  ASSERT_EQ(life.said().size(), 1U);
  EXPECT_EQ(life.said()[0].frame.number, 7U);
  EXPECT_TRUE(life.said()[0].wrong);
  EXPECT_EQ(life.server().next, SeqNum(6461));
}

TEST(Incarnation, KeepsAnUndecidedNumberOutOfItsState) {
  Life life;
  life.see_the_beginning().see(with_bit(kNext, 3, WireChecksum::kRight));
  EXPECT_EQ(life.server().next, SeqNum(6461));
}

TEST(Incarnation, TakesAnUndecidedNumberInOnceItIsCleared) {
  Life life;
  life.see_the_beginning()
      .see(data(kServer, 6461 + 1460, 1460, 1101))
      .see(data(kServer, 6461 + 2 * 1460, 1460, 1101))
      .see(pure_ack(kClient, 1101, 6461 + 3 * 1460))
      .see(data(kServer, 6461 + 3 * 1460, 1460, 1101));
  EXPECT_EQ(life.server().next, SeqNum(6461 + 4 * 1460));
}

TEST(Incarnation, RaisesAnEarlierVerdict) {
  Life life;
  life.see_the_beginning().see(with_bit(kNext, 5, WireChecksum::kRight));
  EXPECT_TRUE(life.said().empty());
  life.see(kNext);
  ASSERT_EQ(life.said().size(), 1U);
  EXPECT_EQ(life.said()[0].frame.number, 7U) << "it speaks of the earlier frame";
  ASSERT_TRUE(life.said()[0].wrong);
  EXPECT_EQ(life.said()[0].wrong->confidence, Confidence::kProven);
}

TEST(Incarnation, DoesNotTakeACopyOfTheSuspectForAWitness) {
  WireSegment damaged = with_bit(kNext, 24, WireChecksum::kRight);
  damaged.ip_id = 777;
  Life life;
  life.see_the_beginning().see(damaged);
  ASSERT_EQ(life.said().size(), 1U);
  ASSERT_TRUE(life.said()[0].wrong);
  const Verdict first = life.said()[0];
  life.see(damaged);
  for (const Verdict& verdict : life.said()) {
    ASSERT_TRUE(verdict.wrong) << "frame " << verdict.frame.number;
    EXPECT_EQ(verdict.wrong->expected, SeqNum(6461));
  }
}

TEST(Incarnation, RemembersABoundedNumberOfSuspects) {
  Life life;
  life.see_the_beginning();
  for (std::uint32_t i = 0; i < 1000; ++i) {
    life.see(with_seq(kNext, 6461 + 0x10000000U + 7919 * i, WireChecksum::kDamaged));
  }
  EXPECT_EQ(life.server().next, SeqNum(6461)) << "none of them entered the state";
}

TEST(Incarnation, KnowsWhereItsSegmentsFit) {
  Life life;
  life.see_the_beginning();
  const CapturedSegment fitting(kNext, 7);
  const CapturedSegment foreign(data(kServer, 3000000000U, 10, 4000000000U), 8);
  EXPECT_TRUE(life.incarnation().fits(direction_of(kServer), fitting.segment()));
  EXPECT_FALSE(life.incarnation().fits(direction_of(kServer), foreign.segment()));
  EXPECT_EQ(life.incarnation().distance_to(direction_of(kServer), fitting.segment()), 0U);
  EXPECT_GT(life.incarnation().distance_to(direction_of(kServer), foreign.segment()), 1000000U);
}

TEST(Incarnation, IsAsFarAsCanBeWhereNothingIsKnown) {
  const CapturedSegment any(kNext, 1);
  EXPECT_EQ(Incarnation().distance_to(direction_of(kServer), any.segment()), 0x80000000U);
}

TEST(Incarnation, TellsOfACopyOfADamagedPacketAsWell) {
  WireSegment damaged = with_bit(kNext, 24, WireChecksum::kStale);
  damaged.ip_id = 777;
  Life life;
  life.see_the_beginning().see(damaged);
  ASSERT_EQ(life.said().size(), 1U);
  WrongNumber copied = *life.said()[0].wrong;
  copied.copy_of = 7;
  for (const std::uint32_t frame : {8U, 9U}) {
    life.see(damaged);
    const auto copy = std::find_if(life.said().begin(), life.said().end(),
                                   [&](const Verdict& v) { return v.frame.number == frame; });
    ASSERT_NE(copy, life.said().end()) << "nothing is said of the copy in frame " << frame;
    ASSERT_TRUE(copy->wrong) << "frame " << frame;
    EXPECT_EQ(*copy->wrong, copied) << "frame " << frame;
  }
  EXPECT_EQ(life.habits().damage_with_checksum, 1U) << "a copy is no second damage";
  EXPECT_EQ(life.server().next, SeqNum(6461));
}

TEST(Incarnation, TakesNoOtherPacketForACopy) {
  WireSegment damaged = with_bit(kNext, 24, WireChecksum::kRight);
  damaged.ip_id = 777;
  WireSegment again = damaged;
  again.ip_id = 778;
  Life life;
  life.see_the_beginning().see(damaged).see(again);
  for (const Verdict& verdict : life.said()) {
    EXPECT_FALSE(verdict.frame.number == 7 && verdict.wrong)
        << "its sender sent the same bytes there again: they belong there";
  }
}

// 2^28 and 2^12 change a checksum alike: either number, put back, would put it right. Four segments
// of 1024 bytes that were not captured are the likelier story of the smaller change.
TEST(Incarnation, AccusesOnlyOneNumberOfOneWrongChecksum) {
  WireSegment first = syn(1000);
  WireSegment second = syn_ack(5000, 1001);
  first.mss = second.mss = 1024;
  struct {
    const char* what;
    WireSegment wire;
    NumberKind kind;
    std::uint32_t expected;
  } const cases[] = {
      {"the sequence number is damaged, 4096 bytes of the client were not captured",
       with_seq(data(kServer, 6025, 1024, 2025 + 4096), 6025 + (1U << 28), WireChecksum::kStale),
       NumberKind::kSequence, 6025},
      {"the acknowledgment number is damaged, 4096 bytes of the server were not captured",
       with_ack(data(kServer, 6025 + 4096, 1024, 2025), 2025 + (1U << 28), WireChecksum::kStale),
       NumberKind::kAcknowledgment, 2025}};
  for (const auto& c : cases) {
    Life life;
    life.see(first)
        .see(second)
        .see(pure_ack(kClient, 1001, 5001))
        .see(data(kClient, 1001, 1024, 5001))
        .see(data(kServer, 5001, 1024, 2025))
        .see(pure_ack(kClient, 2025, 6025))
        .see(c.wire);
    ASSERT_EQ(life.said().size(), 1U) << c.what;
    EXPECT_EQ(life.said()[0].kind, c.kind) << c.what;
    ASSERT_TRUE(life.said()[0].wrong) << c.what;
    EXPECT_EQ(life.said()[0].wrong->expected, SeqNum(c.expected)) << c.what;
  }
}

std::optional<FrameId> misled_by(const Life& life, std::uint32_t frame) {
  for (const Verdict& verdict : life.said()) {
    if (verdict.frame.number == frame && verdict.misled_by) {
      EXPECT_FALSE(verdict.wrong) << "its own number is right";
      return verdict.misled_by;
    }
  }
  return std::nullopt;
}

TEST(MisledBy, NamesTheNumberThatMakesNewDataLookOld) {
  const WireSegment ack_too_high =
      with_ack(pure_ack(kClient, 1101, 6461), 6461 + (1U << 25), WireChecksum::kStale);
  const WireSegment undecided = with_bit(kNext, 9, WireChecksum::kRight);
  struct {
    const char* what;
    WireSegment wrong;
    WireSegment then;
    std::uint32_t blamed;  // 0: nothing
  } const cases[] = {
      {"data below a sequence number that was too high", with_bit(kNext, 22, WireChecksum::kStale),
       kNext, 7},
      {"a FIN below it", with_bit(kNext, 22, WireChecksum::kStale), fin(kServer, 6461, 1101), 7},
      {"data below an acknowledgment number that was too high", ack_too_high, kNext, 7},
      {"data below a number that was too low", with_bit(kNext, 12, WireChecksum::kStale), kNext, 0},
      {"a pure ACK: it is no data", with_bit(kNext, 22, WireChecksum::kStale),
       pure_ack(kServer, 6461, 1101), 0},
      {"data that really are sent again", with_bit(kNext, 22, WireChecksum::kStale),
       data(kServer, 5001, 1460, 1101), 0},
      {"data of the other side", with_bit(kNext, 22, WireChecksum::kStale),
       data(kClient, 1101, 10, 6461), 0},
      {"data below a number of which nothing is said", undecided, data(kServer, 6461, 500, 1101),
       0}};
  for (const auto& c : cases) {
    Life life;
    life.see_the_beginning().see(c.wrong).see(c.then);
    const auto blamed = misled_by(life, 8);
    EXPECT_EQ(blamed ? blamed->number : 0U, c.blamed) << c.what;
  }
}

// Each number is let go some time after its connection has gone on, and the next one follows; where
// that never ends, the notes do.
TEST(MisledBy, EndsAfterEnoughSegments) {
  constexpr std::uint32_t kNumbers = 8;
  constexpr std::uint32_t kSegmentsBetween = 900;
  constexpr std::uint32_t kLength = 100;
  Life life;
  life.see_the_beginning();
  std::uint32_t next = 6461;
  std::uint32_t misled = 0;
  for (std::uint32_t number = 0; number < kNumbers; ++number) {
    life.see(with_bit(data(kServer, next, kLength, 1101), 28, WireChecksum::kStale));
    for (std::uint32_t i = 0; i < kSegmentsBetween; ++i, next += kLength) {
      life.see(data(kServer, next, kLength, 1101));
      misled += std::any_of(life.said().begin(), life.said().end(),
                            [](const Verdict& said) { return said.misled_by.has_value(); })
                    ? 1
                    : 0;
    }
  }
  EXPECT_EQ(misled, 4096U) << "of " << kNumbers * kSegmentsBetween;
}

}  // namespace
}  // namespace seqbitflip::test
