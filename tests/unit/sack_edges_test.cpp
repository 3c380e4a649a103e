// SPDX-License-Identifier: GPL-2.0-or-later
#include "sack_edges.h"

#include <gtest/gtest.h>

#include "option_settlement.h"
#include "shorthand.h"

namespace seqbitflip::test {
namespace {

// The server has sent 5001 to 16045 in ten full segments, and lost the second before the client.
class SackEdges : public testing::Test {
 protected:
  static constexpr std::uint32_t kSize = 1460;
  static std::uint32_t boundary(std::uint32_t n) { return 5001 + n * kSize; }

  SackEdges() {
    flow_.see(syn(1000)).see(syn_ack(5000, 1001)).see(pure_ack(kClient, 1001, 5001));
    for (std::uint32_t n = 0; n < 10; ++n) {
      flow_.see(data(kServer, boundary(n), kSize, 1001));
    }
    flow_.see(pure_ack(kClient, 1001, boundary(1)));
  }

  WireSegment blocks(std::vector<SackBlock> sack) const {
    WireSegment ack = pure_ack(kClient, 1001, boundary(1));
    ack.sack = std::move(sack);
    return ack;
  }
  static SackBlock block(std::uint32_t left, std::uint32_t right) {
    return {SeqNum(left), SeqNum(right)};
  }

  std::vector<EdgeFault> faults(const WireSegment& wire) {
    const CapturedSegment captured(wire, 99);
    const Segment segment = captured.segment();
    const auto all = faults_of_edges({flow_.flow(), direction_of(kClient), segment, {}, habits_});
    return {all.begin(), all.begin() + 2 * segment.sack.count};
  }

  std::vector<Examined> examined(const WireSegment& wire) {
    const CapturedSegment captured(wire, 99);
    const Segment segment = captured.segment();
    const OptionView view(flow_.flow(), direction_of(kClient), segment, {}, habits_);
    return examine_sack_edges(view, faults_of_edges(view));
  }

  SeenFlow flow_;
  CaptureHabits habits_;
};

TEST_F(SackEdges, LieAtBoundariesOfWhatWasSent) {
  const auto found =
      faults(blocks({block(boundary(5), boundary(7)), block(boundary(2), boundary(4))}));
  EXPECT_EQ(found, std::vector<EdgeFault>(4, EdgeFault::kNone));
}

TEST_F(SackEdges, MayTellOfADuplicateInTheFirstBlockOnly) {
  EXPECT_EQ(faults(blocks({block(boundary(0), boundary(1))})),
            std::vector<EdgeFault>(2, EdgeFault::kNone));
  EXPECT_EQ(
      faults(blocks({block(boundary(2), boundary(4)), block(boundary(0), boundary(0) + 100)}))[2],
      EdgeFault::kNone)
      << "only the edge at no boundary is to blame";
}

TEST_F(SackEdges, HaveTheFaultThatShows) {
  const struct {
    const char* what;
    SackBlock block;
    EdgeFault left;
    EdgeFault right;
  } cases[] = {
      {"inside of a segment", block(boundary(2) + 32, boundary(4)), EdgeFault::kNoBoundary,
       EdgeFault::kNone},
      {"beyond all that was sent", block(boundary(2), boundary(40)), EdgeFault::kNone,
       EdgeFault::kBeyondSent},
      {"upside down, both at boundaries", block(boundary(4), boundary(2)), EdgeFault::kDisorder,
       EdgeFault::kDisorder},
      {"across the acknowledgment", block(boundary(0), boundary(4)), EdgeFault::kDisorder,
       EdgeFault::kDisorder},
  };
  for (const auto& c : cases) {
    const auto found = faults(blocks({c.block}));
    EXPECT_EQ(found[0], c.left) << c.what;
    EXPECT_EQ(found[1], c.right) << c.what;
  }
}

TEST_F(SackEdges, AreNotComparedWhereNothingIsKnownOfThePeer) {
  SeenFlow one_sided;
  one_sided.see(pure_ack(kClient, 1001, 5001));
  const CapturedSegment captured(blocks({block(boundary(2) + 7, boundary(4))}), 2);
  const Segment segment = captured.segment();
  EXPECT_FALSE(
      has_comparable_edges({one_sided.flow(), direction_of(kClient), segment, {}, habits_}));
  EXPECT_TRUE(has_comparable_edges({flow_.flow(), direction_of(kClient), segment, {}, habits_}));
}

TEST_F(SackEdges, AreExactWhereTheChecksumSaysWhich) {
  for (int bit = 0; bit < 32; ++bit) {
    const std::uint32_t right = boundary(4);
    WireSegment wire = blocks({block(boundary(2), right ^ 1U << bit)});
    wire.meant_sack = {block(boundary(2), right)};
    wire.checksum = WireChecksum::kStale;
    std::optional<SeqNum> expected;
    for (const Examined& one : examined(wire)) {
      if (one.suspect && one.suspect->edge == 1 && one.suspect->log_odds() >= kLikelyOdds) {
        expected = one.suspect->best().candidate.number;
      }
    }
    EXPECT_EQ(expected, SeqNum(right)) << "bit " << bit;
  }
}

// The same block comes again, perhaps grown; that another one ends at the expected place says
// nothing.
TEST_F(SackEdges, AreSettledByTheSameBlockAlone) {
  const WireSegment damaged = blocks({block(boundary(4), boundary(6) ^ 1U << 22)});
  const struct {
    SackBlock later;
    bool speaks;
  } cases[] = {{block(boundary(4), boundary(6)), true},
               {block(boundary(3), boundary(6)), true},
               {block(boundary(5), boundary(6)), false}};
  for (const auto& c : cases) {
    const auto found = examined(damaged);
    ASSERT_EQ(found.size(), 1U);
    ASSERT_TRUE(found[0].suspect);
    Suspect suspect = *found[0].suspect;
    const CapturedSegment later(blocks({c.later}), 100);
    settle_option(suspect, direction_of(kClient),
                  {flow_.flow(), direction_of(kClient), later.segment()});
    EXPECT_EQ(suspect.log_odds() > found[0].suspect->log_odds(), c.speaks)
        << c.later.left.value() << " to " << c.later.right.value();
  }
}

TEST_F(SackEdges, AreSummedRightAtAnOddOffset) {
  WireSegment wire = blocks({block(boundary(2), boundary(4) ^ 1U << 22)});
  wire.window_shift = 7;  // three bytes, so that the option after it starts at an odd offset
  wire.meant_sack = {block(boundary(2), boundary(4))};
  wire.checksum = WireChecksum::kStale;
  const CapturedSegment captured(wire, 99);
  ASSERT_EQ(captured.segment().sack.offset % 2, 1);
  const auto found = examined(wire);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found[0].suspect);
  EXPECT_TRUE(
      found[0].suspect->checksum.repaired_by(SeqNum(boundary(4) ^ 1U << 22), SeqNum(boundary(4))));
}

TEST_F(SackEdges, AreInnocentInsideOfSegmentsUnderARightChecksum) {
  for (const Examined& one : examined(blocks({block(boundary(2) + 100, boundary(4))}))) {
    EXPECT_TRUE(!one.suspect || one.suspect->log_odds() < kLikelyOdds);
    EXPECT_EQ(one.oddity, Oddity::kOddEdge);
  }
}

}  // namespace
}  // namespace seqbitflip::test
